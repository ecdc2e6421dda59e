// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/**
 * One question to a sampler of the application's, and what it says beyond yes and no. It belongs to
 * the buffer that the span will have and is used again with it, so that asking allocates nothing.
 */
final class SamplerCall implements SamplingRequest {
  private static final SpanKind[] KINDS = SpanKind.values();

  private final RecordBuffer buffer;
  private SpanEngine engine;
  private Context context;
  private SpanContext parent;
  private long traceIdHigh;
  private long traceIdLow;
  private int flags;
  private String name;
  private int kind;
  private TraceState traceState;
  private boolean asking;

  private SamplerCall(RecordBuffer buffer) {
    this.buffer = buffer;
  }

  /** The call that belongs to a buffer. */
  static SamplerCall in(RecordBuffer buffer) {
    SpanParts parts = SpanParts.of(buffer);
    if (parts.samplerCall == null) {
      parts.samplerCall = new SamplerCall(buffer);
    }
    return parts.samplerCall;
  }

  /** Asks, and takes a failure for a no. */
  SamplingDecision ask(
      SpanEngine engine,
      Sampler sampler,
      Context context,
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      int flags,
      String name,
      int kind,
      TraceState traceState) {
    this.engine = engine;
    this.context = context;
    this.parent = parent;
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.flags = flags;
    this.name = name;
    this.kind = kind;
    this.traceState = traceState;
    SamplingDecision decision = null;
    asking = true;
    try {
      decision = sampler.shouldSample(this);
    } catch (Throwable t) {
      engine.onUserError("sampler", t);
    }
    asking = false;
    this.context = null;
    this.parent = null;
    this.name = null;
    return decision == null ? SamplingDecision.DROP : decision;
  }

  TraceState traceState() {
    return traceState;
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
    return KINDS[kind];
  }

  @Override
  public Attributes getAttributes() {
    int length = buffer.position() - RecordBuffer.HEADROOM;
    return asking
        ? AttributeReader.read(
            new ProtoReader(buffer.data(), RecordBuffer.HEADROOM, length),
            TraceTags.Span.ATTRIBUTES >>> 3)
        : Attributes.empty();
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    if (asking) {
      buffer.put(key, value);
    }
  }

  @Override
  public void setTraceState(TraceState newState) {
    if (asking && newState != null) {
      traceState = newState;
    }
  }
}
