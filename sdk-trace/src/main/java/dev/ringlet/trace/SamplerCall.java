// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.wire.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** One question to a sampler of the application's, and what it says beyond yes and no. */
final class SamplerCall implements SamplingRequest {
  private final SpanEngine engine;
  private final Context context;
  private final SpanContext parent;
  private final long traceIdHigh;
  private final long traceIdLow;
  private final int flags;
  private final String name;
  private final SpanKind kind;
  private TraceState traceState;
  private RecordBuffer buffer;
  private boolean over;

  SamplerCall(
      SpanEngine engine,
      Context context,
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      int flags,
      String name,
      SpanKind kind,
      TraceState traceState,
      RecordBuffer buffer) {
    this.engine = engine;
    this.context = context;
    this.parent = parent;
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.flags = flags;
    this.name = name;
    this.kind = kind;
    this.traceState = traceState;
    this.buffer = buffer;
  }

  /** Asks, and takes a failure for a no. */
  SamplingDecision ask(Sampler sampler) {
    SamplingDecision decision = null;
    try {
      decision = sampler.shouldSample(this);
    } catch (Throwable t) {
      engine.onUserError("sampler", t);
    }
    over = true;
    return decision == null ? SamplingDecision.DROP : decision;
  }

  TraceState traceState() {
    return traceState;
  }

  RecordBuffer buffer() {
    return buffer;
  }

  @Override
  public Context getParentContext() {
    return parent != null || flags == 0
        ? context
        : context.with(
            Span.wrap(
                SpanContext.create(
                    TraceId.getInvalid(),
                    SpanId.getInvalid(),
                    TraceFlags.fromByte((byte) flags),
                    TraceState.getDefault())));
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent == null ? SpanContext.getInvalid() : parent;
  }

  @Override
  public long getTraceIdHigh() {
    return traceIdHigh;
  }

  @Override
  public long getTraceIdLow() {
    return traceIdLow;
  }

  @Override
  public String getTraceId() {
    return Ids.traceIdHex(traceIdHigh, traceIdLow);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    if (over || key == null || value == null || key.getKey().isEmpty()) {
      return;
    }
    if (buffer == null) {
      buffer = engine.beginSpan();
    }
    buffer.put(key, value);
  }

  @Override
  public void setTraceState(TraceState newState) {
    if (!over && newState != null) {
      traceState = newState;
    }
  }
}
