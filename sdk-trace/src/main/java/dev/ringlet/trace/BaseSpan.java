// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.ids.NumericIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * A span of this SDK, which is its own {@link SpanContext}: ids are kept as numbers, and become
 * text only when somebody asks for text.
 */
abstract class BaseSpan implements Span, SpanContext, NumericIds {
  final long traceIdHigh;
  final long traceIdLow;
  final long spanId;
  final TraceState traceState;

  BaseSpan(long traceIdHigh, long traceIdLow, long spanId, TraceState traceState) {
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.spanId = spanId;
    this.traceState = traceState;
  }

  /** The trace flags, eight bits. */
  abstract int flags();

  /** Index of the clock anchor that this local trace goes by. */
  abstract int anchorIndex();

  @Override
  public final long traceIdHigh() {
    return traceIdHigh;
  }

  @Override
  public final long traceIdLow() {
    return traceIdLow;
  }

  @Override
  public final long spanIdNumber() {
    return spanId;
  }

  @Override
  public final SpanContext getSpanContext() {
    return this;
  }

  @Override
  public final String getTraceId() {
    return Ids.traceIdHex(traceIdHigh, traceIdLow);
  }

  @Override
  public final byte[] getTraceIdBytes() {
    byte[] bytes = new byte[16];
    SpanEncoder.putId(bytes, 0, traceIdHigh);
    SpanEncoder.putId(bytes, 8, traceIdLow);
    return bytes;
  }

  @Override
  public final String getSpanId() {
    return Ids.spanIdHex(spanId);
  }

  @Override
  public final byte[] getSpanIdBytes() {
    byte[] bytes = new byte[8];
    SpanEncoder.putId(bytes, 0, spanId);
    return bytes;
  }

  @Override
  public final TraceFlags getTraceFlags() {
    return TraceFlags.fromByte((byte) flags());
  }

  @Override
  public final boolean isSampled() {
    return (flags() & SpanEngine.SAMPLED_FLAG) != 0;
  }

  @Override
  public final TraceState getTraceState() {
    return traceState;
  }

  @Override
  public final boolean isValid() {
    return true;
  }

  @Override
  public final boolean isRemote() {
    return false;
  }

  /** Equal to any context with the same ids, flags and state in this process. */
  @Override
  public final boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof SpanContext)) {
      return false;
    }
    SpanContext that = (SpanContext) other;
    return !that.isRemote()
        && spanId == Ids.spanId(that)
        && traceIdLow == Ids.traceIdLow(that)
        && traceIdHigh == Ids.traceIdHigh(that)
        && (byte) flags() == that.getTraceFlags().asByte()
        && traceState.equals(that.getTraceState());
  }

  @Override
  public final int hashCode() {
    // That of the API's own class, to which this may be equal.
    return SpanContext.create(getTraceId(), getSpanId(), getTraceFlags(), traceState).hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName()
        + "{traceId="
        + getTraceId()
        + ", spanId="
        + getSpanId()
        + ", traceFlags="
        + getTraceFlags()
        + ", recording="
        + isRecording()
        + "}";
  }
}
