// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.record.RecordBuffer;
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

  /** In place of an anchor: the span begins a local trace. */
  static final int NEW_ANCHOR = -1;

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
    return name == null || isBlank(name) ? NO_NAME : name;
  }

  /** Whether nothing is left of a name that is trimmed, as the official SDK sees it. */
  private static boolean isBlank(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * Starts a span; {@code buffer} holds attributes and links, or is null when there are none.
   *
   * <p>In one piece on purpose: a method of this size is never inlined, so the builder's {@code
   * startSpan} stays small enough to be inlined always, and then the builder is no object at all.
   */
  @SuppressWarnings("checkstyle:MethodLength")
  Span start(String name, int kind, Context parent, long startEpochNanos, RecordBuffer buffer) {
    final SpanEngine e = engine;
    final Context context = parent == null ? Context.current() : parent;
    final Span parentSpan = Span.fromContextOrNull(context);
    SpanContext parentContext = null;
    final long traceIdHigh;
    final long traceIdLow;
    long parentSpanId = 0;
    TraceState state = TraceState.getDefault();
    int inherited = e.rootFlags;
    int parentBits = Samplers.BuiltIn.NO_PARENT;
    boolean remote = false;
    int anchor = NEW_ANCHOR;
    if (parentSpan instanceof BaseSpan) {
      BaseSpan local = (BaseSpan) parentSpan;
      parentContext = local;
      traceIdHigh = local.traceIdHigh;
      traceIdLow = local.traceIdLow;
      parentSpanId = local.spanId;
      state = local.traceState;
      inherited = local.flags();
      parentBits = Samplers.BuiltIn.PARENT;
      anchor = local.anchorIndex();
    } else {
      SpanContext foreign = parentSpan == null ? null : parentSpan.getSpanContext();
      if (foreign != null) {
        state = foreign.getTraceState();
        remote = foreign.isRemote();
      }
      if (foreign != null && foreign.isValid()) {
        parentContext = foreign;
        traceIdHigh = Ids.traceIdHigh(foreign);
        traceIdLow = Ids.traceIdLow(foreign);
        parentSpanId = Ids.spanId(foreign);
        inherited = foreign.getTraceFlags().asByte() & 0xff;
        parentBits = Samplers.BuiltIn.PARENT | (remote ? Samplers.BuiltIn.REMOTE : 0);
      } else {
        traceIdHigh = e.nextTraceIdHigh();
        traceIdLow = e.nextTraceIdLow();
      }
    }
    final long spanId = e.nextSpanId();
    final int bits = SpanEngine.withSampled(parentBits, inherited);
    SamplingDecision decision = e.decideQuick(bits, traceIdLow);
    RecordBuffer b = buffer;
    if (decision == null) {
      b = b == null ? e.beginSpan() : b;
      SamplerCall call = SamplerCall.in(b);
      decision =
          call.ask(
              e,
              e.samplerFor(bits),
              context,
              parentContext,
              traceIdHigh,
              traceIdLow,
              inherited,
              name,
              kind,
              state);
      state = call.traceState();
    }
    int flags = SpanEngine.flagsAfter(decision, inherited);
    if (decision == SamplingDecision.DROP) {
      anchor = anchor == NEW_ANCHOR ? e.clock.anchorIndex() : anchor;
      return drop(b, new DroppedSpan(traceIdHigh, traceIdLow, spanId, state, flags, anchor));
    }
    long now = e.clock.nanoTime();
    anchor = anchor == NEW_ANCHOR ? e.clock.anchorIndex(now) : anchor;
    int word = SpanEngine.word(kind, flags, remote, anchor);
    long start = startEpochNanos != 0 ? startEpochNanos : e.clock.epochNanos(anchor, now);
    return e.processors.length == 0
        ? new RecordingSpan(
            this, traceIdHigh, traceIdLow, spanId, parentSpanId, state, name, start, b, word)
        : new ProcessedSpan(
                this, traceIdHigh, traceIdLow, spanId, parentSpanId, state, name, start, b, word)
            .started(context, parentContext);
  }

  private static Span drop(RecordBuffer buffer, Span span) {
    if (buffer != null) {
      SpanParts.release(buffer);
    }
    return span;
  }
}
