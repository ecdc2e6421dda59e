// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogRecord;

/**
 * A log record.
 *
 * @param number counts all log records since the start, from 1
 * @param timeNanos of the event, else of its observation
 * @param span 0 if it belongs to none
 */
public record StoredLog(
    long number,
    long timeNanos,
    int severity,
    TraceId trace,
    long span,
    Origin origin,
    byte[] encoded) {
  private static final int FIELDS_BYTES = 80;

  static StoredLog of(long number, LogRecord log, Origin origin) {
    return new StoredLog(
        number,
        log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano(),
        log.getSeverityNumberValue(),
        TraceId.of(log.getTraceId()),
        TraceId.spanId(log.getSpanId()),
        origin,
        log.toBuilder().clearTraceId().clearSpanId().build().toByteArray());
  }

  int bytes() {
    return FIELDS_BYTES + encoded.length;
  }

  /** Body, attributes and the rest; not the ids. */
  public LogRecord decode() {
    try {
      return LogRecord.parseFrom(encoded);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e); // it was encoded here
    }
  }
}
