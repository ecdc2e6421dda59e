// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.wire.RecordBuffer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;

/** Makes spans for one instrumentation scope. Any thread may use it. */
final class RingletTracer implements Tracer {
  private static final Tracer NOOP = TracerProvider.noop().get("noop");
  private static final String NO_NAME = "<unspecified span name>";

  final SpanEngine engine;
  final InstrumentationScope scope;
  final int scopeNumber;
  private volatile boolean enabled;

  RingletTracer(SpanEngine engine, InstrumentationScope scope, boolean enabled) {
    this.engine = engine;
    this.scope = scope;
    this.enabled = enabled;
    scopeNumber = engine.sink == null ? 0 : engine.sink.scopes().register(scope);
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public boolean isEnabled() {
    return enabled && !engine.closed;
  }

  @Override
  public SpanBuilder spanBuilder(String spanName) {
    if (!enabled || engine.closed) {
      return NOOP.spanBuilder(spanName);
    }
    return new RingletSpanBuilder(this, nameOrDefault(spanName));
  }

  static String nameOrDefault(String name) {
    return name == null || name.isBlank() ? NO_NAME : name;
  }

  /** Starts a span; {@code buffer} holds attributes and links, or is null when there are none. */
  Span start(String name, int kind, Context parent, long startEpochNanos, RecordBuffer buffer) {
    Context context = parent == null ? Context.current() : parent;
    Span parentSpan = Span.fromContextOrNull(context);
    if (parentSpan instanceof BaseSpan) {
      BaseSpan local = (BaseSpan) parentSpan;
      return startBelow(
          name,
          kind,
          context,
          startEpochNanos,
          buffer,
          local,
          local.traceIdHigh,
          local.traceIdLow,
          local.spanId,
          local.traceState,
          local.flags(),
          Samplers.BuiltIn.PARENT,
          local.anchorIndex());
    }
    SpanContext foreign = parentSpan == null ? null : parentSpan.getSpanContext();
    if (foreign != null && foreign.isValid()) {
      return startBelow(
          name,
          kind,
          context,
          startEpochNanos,
          buffer,
          foreign,
          Ids.traceIdHigh(foreign),
          Ids.traceIdLow(foreign),
          Ids.spanId(foreign),
          foreign.getTraceState(),
          foreign.getTraceFlags().asByte() & 0xff,
          Samplers.BuiltIn.PARENT | (foreign.isRemote() ? Samplers.BuiltIn.REMOTE : 0),
          engine.clock.anchorIndex());
    }
    return startBelow(
        name,
        kind,
        context,
        startEpochNanos,
        buffer,
        null,
        engine.nextTraceIdHigh(),
        engine.nextTraceIdLow(),
        0,
        TraceState.getDefault(),
        engine.rootFlags,
        Samplers.BuiltIn.NO_PARENT,
        engine.clock.anchorIndex());
  }

  private Span startBelow(
      String name,
      int kind,
      Context context,
      long startEpochNanos,
      RecordBuffer buffer,
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      long parentSpanId,
      TraceState traceState,
      int inheritedFlags,
      int parentBits,
      int anchorIndex) {
    SpanEngine e = engine;
    long spanId = e.nextSpanId();
    int bits = SpanEngine.withSampled(parentBits, inheritedFlags);
    TraceState state = traceState;
    RecordBuffer b = buffer;
    SamplingDecision decision = e.decideQuick(bits, traceIdLow);
    if (decision == null) {
      b = b == null ? e.beginSpan() : b;
      SamplerCall call = SamplerCall.in(b);
      decision =
          call.ask(
              e,
              e.samplerFor(bits),
              context,
              parent,
              traceIdHigh,
              traceIdLow,
              inheritedFlags,
              name,
              kind,
              state);
      state = call.traceState();
    }
    int flags = SpanEngine.flagsAfter(decision, inheritedFlags);
    if (decision == SamplingDecision.DROP) {
      if (b != null) {
        b.release();
      }
      return new DroppedSpan(traceIdHigh, traceIdLow, spanId, state, flags, anchorIndex);
    }
    int word = SpanEngine.word(kind, flags, parentBits, anchorIndex);
    long start = startEpochNanos != 0 ? startEpochNanos : e.clock.epochNanos(anchorIndex);
    if (e.processors.length != 0) {
      return new ProcessedSpan(
              this, traceIdHigh, traceIdLow, spanId, parentSpanId, state, name, start, b, word)
          .started(context, parent);
    }
    return new RecordingSpan(
        this, traceIdHigh, traceIdLow, spanId, parentSpanId, state, name, start, b, word);
  }
}
