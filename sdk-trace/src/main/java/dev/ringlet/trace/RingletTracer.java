// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.engine.Incubator;
import dev.ringlet.internal.ids.Ids;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Creates spans of one instrumentation scope. Any thread may use it. */
class RingletTracer implements Tracer {
  private static final Tracer NOOP = TracerProvider.noop().get("noop");
  private static final String NO_NAME = "<unspecified span name>";

  final SpanOrigin origin;
  private volatile boolean enabled = true;

  RingletTracer(SpanOrigin origin) {
    this.origin = origin;
  }

  /** Returns an object with the additional methods of the API's incubator if its jar is present. */
  static RingletTracer create(SpanOrigin origin) {
    if (Incubator.isPresent()) {
      try {
        return ExtendedRingletTracer.create(origin);
      } catch (LinkageError e) {
        // The incubator does not fit the API.
      }
    }
    return new RingletTracer(origin);
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

  static String nameOrDefault(@Nullable String name) {
    return name == null || isBlank(name) ? NO_NAME : name;
  }

  /** Whether a trimmed name is empty, by the rules of the official SDK. */
  private static boolean isBlank(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * Starts a span, for the API or in a place of a recorder.
   *
   * <p>In one piece on purpose: HotSpot never inlines a method of more than 325 bytecodes, so the
   * builder's {@code startSpan}, which calls this one, stays small enough to be inlined always, and
   * then the builder is no object at all.
   *
   * @param place where the span is kept instead of an object; or null
   * @param parent the parent's context; null for the current one
   * @param startEpochNanos zero for now
   * @param buffer attributes and links; null when there are none
   * @return the span; null if it is kept in a place
   */
  @SuppressWarnings({"checkstyle:MethodLength", "NullAway"}) // without a place there is a span
  @Nullable Span start(
      @Nullable NativeSpan place,
      String name,
      int kind,
      @Nullable Context parent,
      long startEpochNanos,
      @Nullable SpanBuffer buffer) {
    final SpanEngine engine = origin.engine;
    final Context context = parent == null ? Context.current() : parent;
    final Span parentSpan = Span.fromContextOrNull(context);
    SpanIdentity local = place == null ? null : place.parentOrNull();
    SpanContext parentContext = null;
    final long traceIdHigh;
    final long traceIdLow;
    long parentSpanId = 0;
    TraceState traceState = TraceState.getDefault();
    int word;
    if (local == null && parentSpan instanceof BaseSpan own) {
      local = own;
      parentContext = own;
    }
    if (local != null) {
      traceIdHigh = local.traceIdHigh;
      traceIdLow = local.traceIdLow;
      parentSpanId = local.spanId;
      traceState = local.traceState;
      word = SpanWord.ofChild(kind, local.word);
    } else {
      SpanContext foreign = engine.contextOf(parentSpan);
      boolean remote = false;
      if (foreign != null) {
        traceState = foreign.getTraceState();
        remote = foreign.isRemote();
      }
      if (foreign != null && foreign.isValid()) {
        parentContext = foreign;
        traceIdHigh = Ids.traceIdHigh(foreign);
        traceIdLow = Ids.traceIdLow(foreign);
        parentSpanId = Ids.spanId(foreign);
        word = SpanWord.of(kind, foreign.getTraceFlags().asByte() & 0xff, remote);
      } else {
        traceIdHigh = engine.nextTraceIdHigh();
        traceIdLow = engine.nextTraceIdLow();
        word = SpanWord.of(kind, engine.rootFlags, remote);
      }
    }
    final long spanId = engine.nextSpanId();
    final boolean processed = engine.processors.length != 0;
    SamplingDecision decision = engine.decideQuick(parentSpanId, word, traceIdLow);
    SpanBuffer b = buffer;
    if (decision == null) {
      b = b == null ? engine.beginSpan() : b;
      SpanIdentity asked = b.samplerCall().asked;
      asked.traceIdHigh = traceIdHigh;
      asked.traceIdLow = traceIdLow;
      asked.spanId = spanId;
      asked.traceState = traceState;
      asked.setPlainWord(word);
      decision = engine.ask(asked, name, b, context, parentContext, parentSpanId);
      traceState = asked.traceState;
      asked.traceState = TraceState.getDefault(); // the buffer must not hold it longer
    }
    RecordingSpan span = null;
    SpanIdentity identity = null;
    if (place != null) {
      identity = place.identity;
      place.parentSpanId = parentSpanId;
    } else if (decision != SamplingDecision.DROP) {
      span =
          processed
              ? new ProcessedSpan(origin, parentSpanId)
              : new RecordingSpan(origin, parentSpanId);
      identity = span;
    } else {
      identity = new DroppedSpan();
    }
    identity.traceIdHigh = traceIdHigh;
    identity.traceIdLow = traceIdLow;
    identity.spanId = spanId;
    identity.traceState = traceState;
    if (engine.counts != null) {
      engine.countStarted(engine.counts, parentSpanId, word, decision);
    }
    if (decision == SamplingDecision.DROP) {
      if (b != null) {
        b.releaseSpan();
      }
      identity.setPlainWord(SpanWord.dropped(word, engine.clock.anchorIndex()));
      return place == null ? (DroppedSpan) identity : null;
    }
    long now = engine.clock.nanoTime();
    if (!SpanWord.hasAnchor(word)) {
      word = SpanWord.withAnchor(word, engine.clock.anchorIndex(now));
    }
    // Of the parent's flags only the random flag is inherited.
    int flags = SpanWord.flags(word) & SpanWord.RANDOM_FLAG;
    flags |= decision == SamplingDecision.RECORD_AND_SAMPLE ? SpanWord.SAMPLED_FLAG : 0;
    identity.setPlainWord(SpanWord.withFlags(word, flags));
    long startsAt =
        startEpochNanos != 0
            ? startEpochNanos
            : engine.clock.epochNanos(SpanWord.anchorIndex(word), now);
    if (place != null) {
      place.name = name;
      place.startEpochNanos = startsAt;
      place.buffer = b == null ? engine.beginSpan() : b;
      return null;
    }
    span.name = name;
    span.startEpochNanos = startsAt;
    span.buffer = b;
    VarHandle.releaseFence();
    return processed ? ((ProcessedSpan) span).started(context, parentContext) : span;
  }
}
