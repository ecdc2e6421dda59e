// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.export.DropCause;
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
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records spans without objects: a {@code long} handle identifies a span.
 *
 * <pre>
 *   long handle = recorder.start("GET /users", SpanKind.SERVER);
 *   recorder.put(handle, "http.request.method", "GET");
 *   recorder.end(handle);
 * </pre>
 *
 * <p>Sampling, limits, ids, time and export are those of the provider's tracers, and the exported
 * spans look the same; only span processors do not see them. At most {@value #MAX_SPANS} spans of a
 * recorder may be open at a time; a further one is dropped and counted, and its handle is 0.
 * Passing 0 or the handle of an ended span is a no-op.
 *
 * <p>Any thread may call any method at any time, also on spans that another thread started. Calls
 * for the same span on two threads exclude each other by spinning, for the few dozen nanoseconds of
 * one call. No argument causes an exception: null names, kinds, keys and values are allowed
 * everywhere and have the same meaning as in {@link io.opentelemetry.api.trace.SpanBuilder} and
 * {@link Span}. After warm-up calls allocate nothing, unless a custom sampler does.
 */
public final class SpanRecorder {
  /** Most spans that may be open at a time. */
  public static final int MAX_SPANS = 4096;

  private static final int OK = StatusCode.OK.ordinal();

  private final RingletTracer tracer;
  private final SpanOrigin origin;
  private final SpanEngine engine;
  private final TokenTable<NativeSpan> spans;

  SpanRecorder(RingletTracer tracer) {
    this(tracer, MAX_SPANS, NativeSpan::new);
  }

  SpanRecorder(RingletTracer tracer, int maxSpans, Supplier<NativeSpan> maker) {
    this.tracer = tracer;
    spans = new TokenTable<>(maxSpans, maker);
    origin = tracer.origin;
    engine = origin.engine;
  }

  /** Starts a span below the current span, or a root span. */
  public long start(@Nullable String name, @Nullable SpanKind kind) {
    return start(name, kind, null);
  }

  /**
   * Starts a span below the span in a context.
   *
   * @param parent the context, null for the current one; without a valid span in it the new span is
   *     a root span
   * @return the span's handle, or 0 if no span was started
   */
  public long start(@Nullable String name, @Nullable SpanKind kind, @Nullable Context parent) {
    return start(0, name, kind, parent);
  }

  /**
   * Starts a span below an open span of this recorder.
   *
   * @param parentHandle the open span; if it has ended, or is 0, the new span is a root span
   * @return the span's handle, or 0 if no span was started
   */
  public long startChild(long parentHandle, @Nullable String name, @Nullable SpanKind kind) {
    return start(parentHandle, name, kind, Context.root());
  }

  private long start(
      long parentHandle, @Nullable String name, @Nullable SpanKind kind, @Nullable Context parent) {
    try {
      if (!tracer.isEnabled()) {
        return 0;
      }
      int slot = spans.take();
      if (slot < 0) {
        if (engine.sink != null) {
          engine.sink.drop(DropCause.QUEUE_FULL);
        }
        return 0;
      }
      NativeSpan place = spans.place(slot);
      findParent(place, parentHandle);
      String spanName = RingletTracer.nameOrDefault(name);
      tracer.start(place, spanName, kind == null ? 0 : kind.ordinal(), parent, 0, null);
      return spans.open(slot);
    } catch (Throwable t) {
      // Only if memory or the stack is exhausted; the place stays unusable.
      engine.onInternalError(t);
      return 0;
    }
  }

  private void findParent(NativeSpan place, long parentHandle) {
    NativeSpan parent = spans.acquire(parentHandle);
    if (parent == null) {
      place.setParent(null);
      return;
    }
    try {
      place.setParent(parent.identity);
    } finally {
      parent.state ^= TokenSlot.HELD;
    }
  }

  private void put(long handle, @Nullable String key, int kind, long bits, @Nullable String text) {
    NativeSpan s = null;
    try {
      EncodedKey encoded = engine.key(key);
      if (encoded == null) {
        return;
      }
      s = spans.acquire(handle);
      if (s != null) {
        if (s.buffer != null) {
          s.buffer.put(encoded, kind, bits, text);
        }
        s.unlock();
      }
    } catch (Throwable t) {
      if (s != null) {
        s.state ^= TokenSlot.HELD;
      }
      engine.onInternalError(t);
    }
  }

  /** Puts a string attribute. */
  public void put(long handle, @Nullable String key, @Nullable String value) {
    if (value != null) {
      put(handle, key, RecordBuffer.STRING, 0, value);
    }
  }

  /** Puts an integer attribute. */
  public void put(long handle, @Nullable String key, long value) {
    put(handle, key, RecordBuffer.LONG, value, null);
  }

  /** Puts a floating-point attribute. */
  public void put(long handle, @Nullable String key, double value) {
    put(handle, key, RecordBuffer.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  /** Puts a boolean attribute. */
  public void put(long handle, @Nullable String key, boolean value) {
    put(handle, key, RecordBuffer.BOOLEAN, value ? 1 : 0, null);
  }

  /** Puts a string attribute. */
  public void put(long handle, @Nullable AttributeKey<String> key, @Nullable String value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Puts an integer attribute. */
  public void put(long handle, @Nullable AttributeKey<Long> key, long value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Puts a floating-point attribute. */
  public void put(long handle, @Nullable AttributeKey<Double> key, double value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Puts a boolean attribute. */
  public void put(long handle, @Nullable AttributeKey<Boolean> key, boolean value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Adds an event without attributes, now. */
  public void addEvent(long handle, @Nullable String name) {
    if (name == null) {
      return;
    }
    NativeSpan s = spans.acquire(handle);
    if (s == null) {
      return;
    }
    try {
      SpanBuffer b = s.buffer;
      if (b != null) {
        RecordBuffer event = engine.pool.take();
        SpanEncoder.beginEvent(event, engine.limits, 0, engine.partBytes(b));
        int anchor = SpanWord.anchorIndex(s.identity.plainWord());
        SpanEncoder.finishEvent(event, name, engine.clock.epochNanos(anchor));
        b.append(TraceTags.Span.EVENTS, event, engine.limits);
        event.release();
      }
      s.unlock();
    } catch (Throwable t) {
      s.state ^= TokenSlot.HELD;
      engine.onInternalError(t);
    }
  }

  /** Sets the status by the rules of {@link Span#setStatus(StatusCode, String)}. */
  public void setStatus(long handle, @Nullable StatusCode code, @Nullable String description) {
    if (code == null || code == StatusCode.UNSET) {
      return;
    }
    NativeSpan s = spans.acquire(handle);
    if (s == null) {
      return;
    }
    try {
      int word = s.identity.plainWord();
      if (s.buffer != null && SpanWord.status(word) != OK) {
        s.identity.setPlainWord(SpanWord.withStatus(word, code.ordinal()));
        s.buffer.statusDescription = code == StatusCode.ERROR ? description : null;
      }
      s.unlock();
    } catch (Throwable t) {
      s.state ^= TokenSlot.HELD;
      engine.onInternalError(t);
    }
  }

  /** Ends the span, now. */
  public void end(long handle) {
    NativeSpan s = spans.acquire(handle);
    if (s == null) {
      return;
    }
    SpanBuffer b = s.buffer;
    boolean exported = false;
    Throwable failure = null;
    try {
      if (b != null) {
        engine.countEnded(s.identity.plainWord());
        exported = complete(s, b);
      }
    } catch (Throwable t) {
      failure = t;
    }
    try {
      s.clear();
      spans.free(handle);
    } catch (Throwable t) {
      s.state += TokenSlot.OVER;
      engine.onInternalError(t);
    }
    if (b != null) {
      handOver(b, exported, failure);
    }
  }

  /** Writes the fields that are known at the end; false if the span is not exported. */
  private boolean complete(NativeSpan s, SpanBuffer b) {
    int word = s.identity.plainWord();
    if (engine.sink == null || !SpanWord.isSampled(word)) {
      return false;
    }
    long now = engine.clock.epochNanos(SpanWord.anchorIndex(word));
    long end = Math.max(now, s.startEpochNanos);
    SpanEncoder.finish(b, s.identity, s.parentSpanId, s.startEpochNanos, end);
    SpanEncoder.name(b, origin.names, s.name);
    SpanEncoder.finishRare(b, s.identity.traceState, SpanWord.status(word));
    return true;
  }

  /** Called when the place is free: a simple processor's exporter and log handlers run here. */
  private void handOver(SpanBuffer b, boolean exported, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        engine.onLostSpan(failure);
      } else if (exported) {
        engine.offer(b, origin.scopeNumber);
      }
    } catch (Throwable t) {
      engine.onLostSpan(t);
    }
    recycle(b);
  }

  private void recycle(SpanBuffer b) {
    try {
      engine.recycle(b);
    } catch (Throwable t) {
      engine.onInternalError(t);
    }
  }

  /** Whether the span is open and recorded. */
  public boolean isRecording(long handle) {
    NativeSpan s = spans.acquire(handle);
    if (s == null) {
      return false;
    }
    boolean recorded = s.buffer != null;
    s.state ^= TokenSlot.HELD;
    return recorded;
  }

  /** The context of an open span, to pass on or to link to; else an invalid one. Allocates. */
  public SpanContext getSpanContext(long handle) {
    NativeSpan s = spans.acquire(handle);
    if (s == null) {
      return SpanContext.getInvalid();
    }
    try {
      return s.identity.context(s.identity.spanId, s.identity.traceState);
    } finally {
      s.state ^= TokenSlot.HELD;
    }
  }
}
