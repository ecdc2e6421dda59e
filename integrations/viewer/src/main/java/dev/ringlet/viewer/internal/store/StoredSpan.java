// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/**
 * A span: what lists, trees and the map need in fields, the rest as it was encoded.
 *
 * @param encoded the whole span, without its ids
 */
public record StoredSpan(
    TraceId trace,
    long id,
    long parent,
    long startNanos,
    long endNanos,
    Span.SpanKind kind,
    Status.StatusCode status,
    String name,
    Origin origin,
    byte[] encoded) {
  private static final int FIELDS_BYTES = 120;

  static StoredSpan of(Span span, TraceId trace, String name, Origin origin) {
    byte[] rest =
        span.toBuilder()
            .clearTraceId()
            .clearSpanId()
            .clearParentSpanId()
            .clearName()
            .build()
            .toByteArray();
    return new StoredSpan(
        trace,
        TraceId.spanId(span.getSpanId()),
        TraceId.spanId(span.getParentSpanId()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        span.getKind(),
        span.getStatus().getCode(),
        name,
        origin,
        rest);
  }

  int bytes() {
    return FIELDS_BYTES + Sizes.of(name) + encoded.length;
  }

  public String service() {
    return origin.service();
  }

  public boolean isError() {
    return status == Status.StatusCode.STATUS_CODE_ERROR;
  }

  /** Never negative. */
  public long durationNanos() {
    return Math.max(0, endNanos - startNanos);
  }

  /** Attributes, events, links and the rest; not name and ids. */
  public Span decode() {
    try {
      return Span.parseFrom(encoded);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e); // it was encoded here
    }
  }
}
