// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;

/**
 * The identity of a span. Comparable, so that a map of keys that were chosen to collide is still
 * fast.
 */
record SpanKey(long traceHigh, long traceLow, long spanId) implements Comparable<SpanKey> {
  static SpanKey of(ByteString trace, long spanId) {
    ByteBuffer bytes = trace.asReadOnlyByteBuffer();
    return new SpanKey(bytes.getLong(), bytes.getLong(), spanId);
  }

  /** What all spans of a trace have in common. */
  static SpanKey ofTrace(ByteString trace) {
    return of(trace, 0);
  }

  static long id(ByteString spanId) {
    return spanId.asReadOnlyByteBuffer().getLong();
  }

  SpanKey withSpan(long id) {
    return new SpanKey(traceHigh, traceLow, id);
  }

  ByteString traceBytes() {
    return ByteString.copyFrom(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(traceHigh).putLong(traceLow).flip());
  }

  ByteString spanBytes() {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(spanId).flip());
  }

  @Override
  public int compareTo(SpanKey other) {
    int high = Long.compare(traceHigh, other.traceHigh);
    int low = high == 0 ? Long.compare(traceLow, other.traceLow) : high;
    return low == 0 ? Long.compare(spanId, other.spanId) : low;
  }
}
