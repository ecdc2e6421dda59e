// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.TokenSlot;
import dev.ringlet.internal.slots.TokenTable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Objects;

/**
 * Records spans without a single object: a span is named by a {@code long}.
 *
 * <pre>
 *   long span = recorder.start("GET /users", SpanKind.SERVER);
 *   recorder.put(span, "http.request.method", "GET");
 *   recorder.end(span);
 * </pre>
 *
 * <p>Sampling, limits, ids, time and export are those of the provider's tracers, and the spans look
 * the same to whoever receives them; only span processors do not see them. At most {@value
 * #MAX_SPANS} spans may be open at a time; one more is not recorded, counted as dropped, and named
 * 0. The name 0, and the name of a span that has ended, are good arguments everywhere and do
 * nothing.
 *
 * <p>Any thread may call any method at any time, also about spans that others started. Nothing
 * blocks, nothing is thrown, and once warm nothing is allocated.
 */
public final class SpanRecorder {
  /** How many spans may be open at a time. */
  public static final int MAX_SPANS = 4096;

  private final RingletTracer tracer;
  private final SpanEngine engine;
  private final TokenTable<NativeSpan> spans = new TokenTable<>(MAX_SPANS, NativeSpan::new);

  SpanRecorder(RingletTracer tracer) {
    this.tracer = tracer;
    engine = tracer.engine;
  }

  /** Starts a span below the span that is current, or a root span. */
  public long start(String name, SpanKind kind) {
    return start(name, kind, Context.current());
  }

  /**
   * Starts a span below the span in a context.
   *
   * @param parent the context; without a valid span in it the new span is a root
   * @return the span's name among the calls of this recorder
   */
  public long start(String name, SpanKind kind, Context parent) {
    Objects.requireNonNull(parent, "parent");
    Span span = Span.fromContextOrNull(parent);
    SpanContext context = span == null ? null : span.getSpanContext();
    if (context == null || !context.isValid()) {
      return begin(
          name,
          kind,
          engine.nextTraceIdHigh(),
          engine.nextTraceIdLow(),
          0,
          TraceState.getDefault(),
          engine.rootFlags,
          Samplers.BuiltIn.NO_PARENT,
          RingletTracer.NEW_ANCHOR,
          context);
    }
    int anchor =
        span instanceof BaseSpan ? ((BaseSpan) span).anchorIndex() : RingletTracer.NEW_ANCHOR;
    return begin(
        name,
        kind,
        Ids.traceIdHigh(context),
        Ids.traceIdLow(context),
        Ids.spanId(context),
        context.getTraceState(),
        context.getTraceFlags().asByte() & 0xff,
        Samplers.BuiltIn.PARENT | (context.isRemote() ? Samplers.BuiltIn.REMOTE : 0),
        anchor,
        context);
  }

  /**
   * Starts a span below one that is open in this recorder.
   *
   * @param parent the open span; if it has ended, or is 0, the new span is a root
   */
  public long startChild(long parent, String name, SpanKind kind) {
    NativeSpan p = spans.acquire(parent);
    if (p == null) {
      return start(name, kind, Context.root());
    }
    long traceIdHigh = p.traceIdHigh;
    long traceIdLow = p.traceIdLow;
    long parentSpanId = p.spanId;
    TraceState traceState = p.traceState;
    int word = p.word;
    try {
      p.release();
    } catch (Throwable t) {
      p.state ^= TokenSlot.HELD;
      throw t;
    }
    return begin(
        name,
        kind,
        traceIdHigh,
        traceIdLow,
        parentSpanId,
        traceState,
        word >>> RecordingSpan.FLAGS_SHIFT & 0xff,
        Samplers.BuiltIn.PARENT,
        word >>> RecordingSpan.ANCHOR_SHIFT,
        null);
  }

  private long begin(
      String name,
      SpanKind kind,
      long traceIdHigh,
      long traceIdLow,
      long parentSpanId,
      TraceState traceState,
      int inheritedFlags,
      int parentBits,
      int anchorIndex,
      SpanContext parent) {
    if (!tracer.isEnabled()) {
      return 0;
    }
    int slot = spans.take();
    if (slot < 0) {
      if (engine.sink != null) {
        engine.sink.counters().drop(DropCause.QUEUE_FULL, 1);
      }
      return 0;
    }
    NativeSpan span = spans.place(slot);
    span.traceIdHigh = traceIdHigh;
    span.traceIdLow = traceIdLow;
    span.spanId = engine.nextSpanId();
    span.parentSpanId = parentSpanId;
    span.traceState = traceState;
    span.name = RingletTracer.nameOrDefault(name);
    int kindNumber = kind == null ? 0 : kind.ordinal();
    int bits = SpanEngine.withSampled(parentBits, inheritedFlags);
    SamplingDecision decision = engine.decideQuick(bits, traceIdLow);
    if (decision == null) {
      decision = ask(span, bits, inheritedFlags, kindNumber, parent);
    }
    int flags = SpanEngine.flagsAfter(decision, inheritedFlags);
    if (decision != SamplingDecision.DROP && span.buffer == null) {
      span.buffer = engine.beginSpan();
    } else if (decision == SamplingDecision.DROP && span.buffer != null) {
      SpanParts.release(span.buffer);
      span.buffer = null;
    }
    long now = engine.clock.nanoTime();
    int anchor =
        anchorIndex == RingletTracer.NEW_ANCHOR ? engine.clock.anchorIndex(now) : anchorIndex;
    span.word =
        SpanEngine.word(kindNumber, flags, (parentBits & Samplers.BuiltIn.REMOTE) != 0, anchor);
    span.startEpochNanos = engine.clock.epochNanos(anchor, now);
    return spans.open(slot);
  }

  private SamplingDecision ask(
      NativeSpan span, int bits, int inheritedFlags, int kind, SpanContext parent) {
    SpanContext parentContext = parent;
    if (parentContext == null && span.parentSpanId != 0) {
      parentContext =
          SpanContext.create(
              Ids.traceIdHex(span.traceIdHigh, span.traceIdLow),
              Ids.spanIdHex(span.parentSpanId),
              TraceFlags.fromByte((byte) inheritedFlags),
              span.traceState);
    }
    Context context =
        parentContext == null ? Context.root() : Context.root().with(Span.wrap(parentContext));
    span.buffer = engine.beginSpan();
    SamplerCall call = SamplerCall.in(span.buffer);
    SamplingDecision decision =
        call.ask(
            engine,
            engine.samplerFor(bits),
            context,
            parentContext,
            span.traceIdHigh,
            span.traceIdLow,
            inheritedFlags,
            span.name,
            kind,
            span.traceState);
    span.traceState = call.traceState();
    return decision;
  }

  private void put(long span, String key, int kind, long bits, String text) {
    if (key == null || key.isEmpty()) {
      return;
    }
    NativeSpan s = null;
    try {
      EncodedKey encoded = engine.key(key);
      s = spans.acquire(span);
      if (s != null) {
        if (s.buffer != null) {
          s.buffer.put(encoded, kind, bits, text);
        }
        s.release();
      }
    } catch (Throwable t) {
      if (s != null) {
        s.state ^= TokenSlot.HELD;
      }
      engine.onInternalError(t);
    }
  }

  /** Puts a string attribute. */
  public void put(long span, String key, String value) {
    if (value != null) {
      put(span, key, RecordBuffer.STRING, 0, value);
    }
  }

  /** Puts a whole number. */
  public void put(long span, String key, long value) {
    put(span, key, RecordBuffer.LONG, value, null);
  }

  /** Puts a floating-point number. */
  public void put(long span, String key, double value) {
    put(span, key, RecordBuffer.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  /** Puts a truth value. */
  public void put(long span, String key, boolean value) {
    put(span, key, RecordBuffer.BOOLEAN, value ? 1 : 0, null);
  }

  /** Puts a string attribute. */
  public void put(long span, AttributeKey<String> key, String value) {
    put(span, key == null ? null : key.getKey(), value);
  }

  /** Puts a whole number. */
  public void put(long span, AttributeKey<Long> key, long value) {
    put(span, key == null ? null : key.getKey(), value);
  }

  /** Puts a floating-point number. */
  public void put(long span, AttributeKey<Double> key, double value) {
    put(span, key == null ? null : key.getKey(), value);
  }

  /** Puts a truth value. */
  public void put(long span, AttributeKey<Boolean> key, boolean value) {
    put(span, key == null ? null : key.getKey(), value);
  }

  /** Adds an event without attributes, now. */
  public void addEvent(long span, String name) {
    NativeSpan s = name == null ? null : spans.acquire(span);
    if (s == null) {
      return;
    }
    try {
      if (s.buffer != null) {
        RecordBuffer event = engine.pool.take();
        SpanEncoder.beginEvent(event, engine.limits, 0);
        long now = engine.clock.epochNanos(s.word >>> RecordingSpan.ANCHOR_SHIFT);
        SpanEncoder.finishEvent(event, name, now);
        SpanParts.append(s.buffer, TraceTags.Span.EVENTS, event, engine.limits);
        event.release();
      }
      s.release();
    } catch (Throwable t) {
      s.state ^= TokenSlot.HELD;
      engine.onInternalError(t);
    }
  }

  /** Sets the status by the rules of {@link Span#setStatus(StatusCode, String)}. */
  public void setStatus(long span, StatusCode code, String description) {
    NativeSpan s = code == null || code == StatusCode.UNSET ? null : spans.acquire(span);
    if (s == null) {
      return;
    }
    try {
      int before = (s.word & RecordingSpan.STATUS_MASK) >>> RecordingSpan.STATUS_SHIFT;
      if (s.buffer != null && before != StatusCode.OK.ordinal()) {
        s.word = s.word & ~RecordingSpan.STATUS_MASK | code.ordinal() << RecordingSpan.STATUS_SHIFT;
        SpanParts.of(s.buffer).statusDescription = code == StatusCode.ERROR ? description : null;
      }
      s.release();
    } catch (Throwable t) {
      s.state ^= TokenSlot.HELD;
      throw t;
    }
  }

  /** Ends the span, now. */
  public void end(long span) {
    NativeSpan s = spans.acquire(span);
    if (s == null) {
      return;
    }
    try {
      RecordBuffer b = s.buffer;
      if (b != null) {
        finish(s, b);
        SpanParts.release(b);
      }
      s.clear();
      spans.free(span);
    } catch (Throwable t) {
      s.state += TokenSlot.OVER;
      engine.onInternalError(t);
    }
  }

  private void finish(NativeSpan s, RecordBuffer b) {
    try {
      handOver(s, b);
    } catch (Throwable t) {
      engine.onLostSpan(t);
    }
  }

  private void handOver(NativeSpan s, RecordBuffer b) {
    int w = s.word;
    int flags = w >>> RecordingSpan.FLAGS_SHIFT & 0xff;
    if (engine.sink == null || (flags & SpanEngine.SAMPLED_FLAG) == 0) {
      return;
    }
    long end = engine.clock.epochNanos(w >>> RecordingSpan.ANCHOR_SHIFT);
    SpanEncoder.finish(
        b,
        s.traceIdHigh,
        s.traceIdLow,
        s.spanId,
        s.parentSpanId,
        s.name,
        w >>> RecordingSpan.KIND_SHIFT & 7,
        s.startEpochNanos,
        end,
        flags,
        (w & RecordingSpan.PARENT_REMOTE) != 0);
    SpanEncoder.finishRare(
        b, s.traceState, (w & RecordingSpan.STATUS_MASK) >>> RecordingSpan.STATUS_SHIFT);
    engine.send(b, tracer.scopeNumber);
  }

  /** Whether the span is open and recorded. */
  public boolean isRecording(long span) {
    NativeSpan s = spans.acquire(span);
    if (s == null) {
      return false;
    }
    boolean recorded = s.buffer != null;
    s.state ^= TokenSlot.HELD;
    return recorded;
  }

  /** The context of an open span, to pass on or to link to; invalid if there is none. Allocates. */
  public SpanContext getSpanContext(long span) {
    NativeSpan s = spans.acquire(span);
    if (s == null) {
      return SpanContext.getInvalid();
    }
    long high = s.traceIdHigh;
    long low = s.traceIdLow;
    long id = s.spanId;
    int flags = s.word >>> RecordingSpan.FLAGS_SHIFT & 0xff;
    TraceState traceState = s.traceState;
    s.state ^= TokenSlot.HELD;
    return SpanContext.create(
        Ids.traceIdHex(high, low),
        Ids.spanIdHex(id),
        TraceFlags.fromByte((byte) flags),
        traceState);
  }
}
