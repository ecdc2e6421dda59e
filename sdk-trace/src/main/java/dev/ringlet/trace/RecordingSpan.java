// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.Spin;
import dev.ringlet.internal.time.EpochNanos;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A span that is recorded: what {@code startSpan} returns. */
class RecordingSpan extends BaseSpan {
  /*
   * The object is used for one span only, because applications keep spans; its buffer is reused.
   *
   * Parties:      any number of threads; usually one.
   * Fields:       field          | written by                      | store        | load
   *               word           | the thread that starts the span | plain        | volatile
   *                              | a thread that makes it BUSY     | CAS, release |
   *                              | the same after a Throwable      | volatile     |
   *               name, buffer   | the thread that made it BUSY    | plain        | plain, while
   *                              |                                 |              |   BUSY
   *               identity,      | the thread that starts the span | plain        | plain
   *                 start
   * Publication:  a release fence ends the start, as for final fields. The release store that ends
   *               BUSY publishes a change; the CAS of the next thread receives it.
   * Waiting:      a thread that finds BUSY spins, then yields. No code of the application runs
   *               while BUSY; lists, values, exceptions and attributes of the application's classes
   *               are encoded before, in another buffer. The record is handed over afterwards,
   *               because a simple processor runs the exporter, which may call the span.
   * Full stack:   a Throwable while BUSY means that memory or the stack is exhausted. The method
   *               that made the span BUSY ends that by an assignment to word, because a call of
   *               unlock() needs a frame. So all attributes go through putText() or putNumber(),
   *               all parts that were encoded before through append().
   * Ended:        the lock stays ENDED and the buffer is null; every call is a no-op. The thread
   *               that has ended the span keeps the buffer until the record is handed over.
   * Accepted:     the size limit of an event or link is computed from an unlocked read of the
   *               buffer's position, and checked again while BUSY.
   * Checked by:   SpanConcurrencyTest, SpanStackOverflowTest, RecordingSpanStress with its twin.
   */
  private static final int OK = StatusCode.OK.ordinal();
  private static final int ERROR = StatusCode.ERROR.ordinal();

  final SpanOrigin origin;
  final long parentSpanId;
  long startEpochNanos;

  @SuppressWarnings("NullAway.Init") // set before the span is published
  String name;

  /** Holds attributes, events and links; null while there are none. */
  @Nullable SpanBuffer buffer;

  RecordingSpan(SpanOrigin origin, long parentSpanId) {
    this.origin = origin;
    this.parentSpanId = parentSpanId;
  }

  /** Makes the span busy; the word to give to {@link #unlock}, or {@link SpanWord#REFUSED}. */
  final int acquire() {
    int w = word;
    if (SpanWord.lock(w) == SpanWord.OPEN && tryHold(w)) {
      return w;
    }
    return acquireSlow();
  }

  /** Changes the lock of the word to BUSY, if that is still the word. */
  boolean tryHold(int w) {
    return WORD.compareAndSet(this, w, SpanWord.withLock(w, SpanWord.BUSY));
  }

  private int acquireSlow() {
    boolean mayChangeWhileEnding = mayChangeWhileEnding();
    int w = acquireToRead();
    int lock = SpanWord.lock(w);
    if (lock == SpanWord.ENDING && !mayChangeWhileEnding) {
      word = w;
      return SpanWord.REFUSED;
    }
    return lock == SpanWord.ENDED ? SpanWord.REFUSED : w;
  }

  /** Whether this thread may change the span although another thread is ending it. */
  boolean mayChangeWhileEnding() {
    return false;
  }

  /**
   * Makes the span busy whatever its state, unless it has ended; for reading. Storing the word that
   * this returns ends it.
   */
  final int acquireToRead() {
    for (int spins = 0; ; spins++) {
      int w = word;
      int lock = SpanWord.lock(w);
      if (lock == SpanWord.ENDED || (lock != SpanWord.BUSY && tryHold(w))) {
        return w;
      }
      Spin.once(spins);
    }
  }

  final void unlock(int w) {
    WORD.setRelease(this, w);
  }

  /** The buffer; only while busy. */
  final SpanBuffer buffer() {
    SpanBuffer b = buffer;
    return b != null ? b : newBuffer();
  }

  private SpanBuffer newBuffer() {
    SpanBuffer fresh = origin.engine.beginSpan();
    buffer = fresh;
    return fresh;
  }

  /** Puts a string, on a path of its own; why is said in {@code AttributeWriter}. */
  private Span putText(@Nullable String key, String text) {
    int w = SpanWord.REFUSED;
    try {
      EncodedKey encoded = origin.engine.key(key);
      if (encoded != null) {
        w = acquire();
        if (w != SpanWord.REFUSED) {
          buffer().putString(encoded, text);
          unlock(w);
        }
      }
    } catch (Throwable t) {
      if (w != SpanWord.REFUSED) {
        word = w;
      }
      origin.engine.onInternalError(t);
    }
    return this;
  }

  /** Puts a number or a boolean; see {@link RecordBuffer#putNumber}. */
  private Span putNumber(@Nullable String key, int kind, long bits) {
    int w = SpanWord.REFUSED;
    try {
      EncodedKey encoded = origin.engine.key(key);
      if (encoded != null) {
        w = acquire();
        if (w != SpanWord.REFUSED) {
          buffer().putNumber(encoded, kind, bits);
          unlock(w);
        }
      }
    } catch (Throwable t) {
      if (w != SpanWord.REFUSED) {
        word = w;
      }
      origin.engine.onInternalError(t);
    }
    return this;
  }

  /**
   * Appends what was encoded elsewhere.
   *
   * @param key of an attribute that is a list or a {@code Value}, or null
   * @param tag of an event or a link, if the key is null
   */
  final void append(@Nullable EncodedKey key, int tag, RecordBuffer part) {
    int w = acquire();
    if (w == SpanWord.REFUSED) {
      return;
    }
    try {
      SpanBuffer b = buffer();
      if (key != null) {
        b.putAny(key, part.data(), 0, part.position());
      } else {
        b.append(tag, part, origin.engine.limits);
      }
      unlock(w);
    } catch (Throwable t) {
      word = w;
      origin.engine.onInternalError(t);
    }
  }

  /**
   * Appends an event without attributes, which runs no code of the application and needs no buffer
   * of its own.
   *
   * @param name at most {@link SpanEncoder#SHORT_EVENT_NAME_CHARS} chars
   * @param epochNanos {@link SpanOperations#NOW} for now
   */
  final void appendShortEvent(String name, long epochNanos) {
    int w = acquire();
    if (w == SpanWord.REFUSED) {
      return;
    }
    try {
      long time = eventTime(epochNanos, w);
      buffer().appendShortEvent(name, time, origin.engine.limits);
      unlock(w);
    } catch (Throwable t) {
      word = w;
      origin.engine.onInternalError(t);
    }
  }

  /** The time given for an event, or now for {@link SpanOperations#NOW}. */
  final long eventTime(long epochNanos, int w) {
    return epochNanos == SpanOperations.NOW
        ? origin.engine.clock.epochNanos(SpanWord.anchorIndex(w))
        : epochNanos;
  }

  @Override
  public final Span setAttribute(String key, String value) {
    return value == null ? this : putText(key, value);
  }

  @Override
  public final Span setAttribute(String key, long value) {
    return putNumber(key, RecordBuffer.LONG, value);
  }

  @Override
  public final Span setAttribute(String key, double value) {
    return putNumber(key, RecordBuffer.DOUBLE, Double.doubleToRawLongBits(value));
  }

  @Override
  public final Span setAttribute(String key, boolean value) {
    return putNumber(key, RecordBuffer.BOOLEAN, value ? 1 : 0);
  }

  @Override
  public final Span setAttribute(String key, Value<?> value) {
    if (key != null && value != null && !key.isEmpty()) {
      SpanOperations.putComplex(this, key, null, value);
    }
    return this;
  }

  @Override
  public final <T> Span setAttribute(AttributeKey<T> key, T value) {
    String name = origin.engine.nameOf(key);
    if (name == null || value == null) {
      return this;
    }
    AttributeType type = origin.engine.typeOf(key);
    if (value instanceof String text) {
      return type == AttributeType.STRING ? putText(name, text) : this;
    }
    if (value instanceof Long number) {
      return type == AttributeType.LONG ? putNumber(name, RecordBuffer.LONG, number) : this;
    }
    if (value instanceof Double number) {
      return type == AttributeType.DOUBLE ? setAttribute(name, (double) number) : this;
    }
    if (value instanceof Boolean truth) {
      return type == AttributeType.BOOLEAN ? setAttribute(name, (boolean) truth) : this;
    }
    return type == null || name.isEmpty() ? this : putOther(name, type, value);
  }

  /** Puts a value of several parts, if the key is of such a type. */
  private Span putOther(String name, AttributeType type, Object value) {
    switch (type) {
      case STRING, LONG, DOUBLE, BOOLEAN -> {}
      default -> SpanOperations.putComplex(this, name, type, value);
    }
    return this;
  }

  @Override
  public final Span setAttribute(AttributeKey<Long> key, int value) {
    return putNumber(origin.engine.nameOf(key), RecordBuffer.LONG, value);
  }

  @Override
  public final Span setAllAttributes(Attributes attributes) {
    SpanOperations.setAll(this, attributes);
    return this;
  }

  @Override
  public final Span addEvent(String name) {
    SpanOperations.addEvent(this, name, null, SpanOperations.NOW);
    return this;
  }

  @Override
  public final Span addEvent(String name, long timestamp, TimeUnit unit) {
    return addEvent(name, Attributes.empty(), timestamp, unit);
  }

  @Override
  public final Span addEvent(String name, Instant timestamp) {
    return addEvent(name, Attributes.empty(), timestamp);
  }

  @Override
  public final Span addEvent(String name, @Nullable Attributes attributes) {
    SpanOperations.addEvent(this, name, attributes, SpanOperations.NOW);
    return this;
  }

  @Override
  public final Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    if (unit != null) {
      SpanOperations.addEvent(this, name, attributes, Math.max(0, unit.toNanos(timestamp)));
    }
    return this;
  }

  @Override
  public final Span addEvent(String name, Attributes attributes, Instant timestamp) {
    if (attributes == null) {
      return this; // the official SDK ignores this call, and only this one of its family
    }
    if (timestamp == null) {
      return addEvent(name, attributes);
    }
    SpanOperations.addEvent(this, name, attributes, Math.max(0, EpochNanos.of(timestamp)));
    return this;
  }

  @Override
  public final Span setStatus(StatusCode statusCode) {
    return setStatus(statusCode, "");
  }

  @Override
  public final Span setStatus(StatusCode statusCode, String description) {
    int code = statusCode == null ? 0 : statusCode.ordinal();
    if (code == 0) {
      return this;
    }
    int w = acquire();
    if (w == SpanWord.REFUSED) {
      return this;
    }
    try {
      if (SpanWord.status(w) != OK) {
        w = SpanWord.withStatus(w, code);
        if (code == ERROR && description != null && !description.isEmpty()) {
          buffer().statusDescription = description;
        } else if (buffer != null) {
          buffer.statusDescription = null;
        }
      }
      unlock(w);
    } catch (Throwable t) {
      word = w;
      origin.engine.onInternalError(t);
    }
    return this;
  }

  @Override
  public final Span recordException(Throwable exception) {
    SpanOperations.recordException(this, exception, null);
    return this;
  }

  @Override
  public final Span recordException(Throwable exception, Attributes additionalAttributes) {
    SpanOperations.recordException(this, exception, additionalAttributes);
    return this;
  }

  @Override
  public final Span updateName(String newName) {
    if (newName != null) {
      int w = acquire();
      if (w != SpanWord.REFUSED) {
        name = newName;
        word = w;
      }
    }
    return this;
  }

  @Override
  public final Span addLink(SpanContext spanContext) {
    SpanOperations.addLink(this, spanContext, null);
    return this;
  }

  @Override
  public final Span addLink(SpanContext spanContext, Attributes attributes) {
    SpanOperations.addLink(this, spanContext, attributes);
    return this;
  }

  @Override
  public final void end() {
    endAt(0);
  }

  @Override
  public final void end(long timestamp, TimeUnit unit) {
    endAt(unit == null ? timestamp : unit.toNanos(timestamp));
  }

  @Override
  public final void end(Instant timestamp) {
    endAt(timestamp == null ? 0 : EpochNanos.of(timestamp));
  }

  /** Ends the span; zero means now. */
  void endAt(long requestedEpochNanos) {
    int w = acquire();
    if (w == SpanWord.REFUSED) {
      return;
    }
    SpanEngine engine = origin.engine;
    SpanBuffer b = null;
    try {
      engine.countEnded(w);
      long end = endTime(requestedEpochNanos, w);
      b = buffer();
      buffer = null;
      complete(b, w, end);
      unlock(SpanWord.withLock(w, SpanWord.ENDED));
      handOver(b, w);
    } catch (Throwable t) {
      word = SpanWord.withLock(w, SpanWord.ENDED);
      engine.onLostSpan(t);
    } finally {
      if (b != null) {
        engine.recycle(b);
      }
    }
  }

  /** The requested time, or now for zero, but never before the start. */
  final long endTime(long requestedEpochNanos, int w) {
    long end =
        requestedEpochNanos != 0
            ? requestedEpochNanos
            : origin.engine.clock.epochNanos(SpanWord.anchorIndex(w));
    return Math.max(end, startEpochNanos);
  }

  /**
   * Hands a complete record over if the span is sampled; only when it has ended, because a simple
   * processor runs the exporter here.
   */
  final void handOver(SpanBuffer b, int w) {
    if (SpanWord.isSampled(w)) {
      origin.engine.offer(b, origin.scopeNumber);
    }
  }

  /** Writes the fields that are known at the end. */
  final void complete(SpanBuffer b, int w, long endEpochNanos) {
    SpanEncoder.finish(b, this, parentSpanId, startEpochNanos, endEpochNanos);
    SpanEncoder.name(b, origin.names, name);
    if ((SpanWord.status(w) | b.dropped()) != 0 || !traceState.isEmpty()) {
      SpanEncoder.finishRare(b, traceState, SpanWord.status(w));
    } else {
      SpanEncoder.finishPlain(b);
    }
  }

  @Override
  public final boolean isRecording() {
    return SpanWord.lock(word) != SpanWord.ENDED;
  }
}
