// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.ids.NumericIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * A span of this SDK that is its own {@link SpanContext}: ids are numbers and are converted to text
 * on demand.
 */
abstract class BaseSpan extends SpanIdentity implements Span, SpanContext, NumericIds {
  @Override
  public final SpanContext getSpanContext() {
    return this;
  }

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
  public final String getTraceId() {
    return Ids.traceIdHex(traceIdHigh, traceIdLow);
  }

  @Override
  public final byte[] getTraceIdBytes() {
    byte[] bytes = new byte[2 * Long.BYTES];
    ProtoWriter.putId(bytes, 0, traceIdHigh);
    ProtoWriter.putId(bytes, Long.BYTES, traceIdLow);
    return bytes;
  }

  @Override
  public final String getSpanId() {
    return Ids.spanIdHex(spanId);
  }

  @Override
  public final byte[] getSpanIdBytes() {
    byte[] bytes = new byte[Long.BYTES];
    ProtoWriter.putId(bytes, 0, spanId);
    return bytes;
  }

  @Override
  public final TraceFlags getTraceFlags() {
    return TraceFlags.fromByte((byte) SpanWord.flags(word));
  }

  @Override
  public final boolean isSampled() {
    return SpanWord.isSampled(word);
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
  public final boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof SpanContext that
        && !that.isRemote()
        && spanId == Ids.spanId(that)
        && traceIdLow == Ids.traceIdLow(that)
        && traceIdHigh == Ids.traceIdHigh(that)
        && getTraceFlags().equals(that.getTraceFlags())
        && traceState.equals(that.getTraceState());
  }

  @Override
  public final int hashCode() {
    // That of the API's own class, to which this may be equal.
    return SpanContext.create(getTraceId(), getSpanId(), getTraceFlags(), traceState).hashCode();
  }

  @Override
  public final String toString() {
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
