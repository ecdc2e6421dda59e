// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.lang.invoke.VarHandle;

/** Makes spans for one instrumentation scope. Any thread may use it. */
final class RingletTracer implements Tracer {
  private static final Tracer NOOP = TracerProvider.noop().get("noop");
  private static final String NO_NAME = "<unspecified span name>";

  final SpanOrigin origin;
  private volatile boolean enabled = true;

  RingletTracer(SpanOrigin origin) {
    this.origin = origin;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public boolean isEnabled() {
    return enabled && !origin.engine.closed;
  }

  @Override
  public SpanBuilder spanBuilder(String spanName) {
    if (!isEnabled()) {
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
   * Starts a span.
   *
   * @param parent the parent's context; null for the current one
   * @param startEpochNanos zero for now
   * @param buffer attributes and links; null when there are none
   */
  Span start(String name, int kind, Context parent, long startEpochNanos, RecordBuffer buffer) {
    SpanEngine engine = origin.engine;
    Context context = parent == null ? Context.current() : parent;
    SpanStart start = new SpanStart(engine, Span.fromContextOrNull(context), null, kind);
    SpanContext parentContext = start.parentContext;
    SamplingDecision decision = engine.decideQuick(start);
    RecordBuffer b = buffer;
    if (decision == SamplingDecision.DROP) {
      return drop(b, new DroppedSpan(start, engine.clock.anchorIndex()));
    }
    if (decision == null && b == null) {
      b = engine.beginSpan();
    }
    boolean processed = engine.processors.length != 0;
    RecordingSpan span =
        processed
            ? new ProcessedSpan(origin, start, name, b)
            : new RecordingSpan(origin, start, name, b);
    if (decision == null) {
      decision = engine.ask(span, name, b, context, parentContext);
      if (decision == SamplingDecision.DROP) {
        return drop(b, new DroppedSpan(span, engine.clock.anchorIndex()));
      }
    }
    span.startEpochNanos = engine.begin(span, decision, startEpochNanos);
    VarHandle.releaseFence();
    return processed ? ((ProcessedSpan) span).started(context, parentContext) : span;
  }

  private static Span drop(RecordBuffer buffer, Span span) {
    if (buffer != null) {
      SpanParts.release(buffer);
    }
    return span;
  }
}
