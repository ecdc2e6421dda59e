// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.time.EpochNanos;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A span that is recorded: what {@code startSpan} returns. */
class RecordingSpan extends BaseSpan {
  /*
   * A small object that is never used again for another span, because applications keep spans after
   * they ended; only the buffer behind it is.
   *
   *   state   31..24        16             15..8   6..5    4..2  1..0
   *           clock anchor  parent remote  flags   status  kind  OPEN, BUSY, ENDED or ENDING
   *
   * Parties:      any number of threads, by the API's promise; in practice one.
   * Fields:       state  | whoever changes OPEN to BUSY | CAS, then release | acquire
   *                      | the same, after a Throwable  | volatile          |
   *               name, buffer and everything in it | the thread that made it BUSY | plain | plain
   * Publication:  the release store that ends BUSY; the CAS of the next thread receives it.
   * Waiting:      who finds BUSY spins and then yields: what happens meanwhile is a few dozen bytes
   *               written to memory. No foreign code runs while BUSY; lists, values, exceptions and
   *               attributes of the application's own classes are encoded beforehand elsewhere.
   * Ended stacks: where a Throwable may mean that the stack is full, an assignment ends BUSY: it calls
   *               nothing, and so cannot fail as release() can.
   * Ended:        state is ENDED for good, the buffer is null; every call is a no-op.
   * Checked by:   SpanConcurrencyTest, RecordingSpanStress.
   */
  static final int OPEN = 0;
  static final int BUSY = 1;
  static final int ENDED = 2;
  static final int ENDING = 3;
  static final int LOCK_MASK = 3;
  static final int KIND_SHIFT = 2;
  static final int STATUS_SHIFT = 5;
  static final int STATUS_MASK = 3 << STATUS_SHIFT;
  static final int FLAGS_SHIFT = 8;
  static final int PARENT_REMOTE = 1 << 16;
  static final int ANCHOR_SHIFT = 24;

  /** What {@link #acquire} answers when the span takes no changes. */
  static final int REFUSED = -1 & ~LOCK_MASK | ENDED;

  private static final int STATUS_OK = 1;
  private static final int STATUS_ERROR = 2;
  private static final int SPINS = 64;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(RecordingSpan.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final RingletTracer tracer;
  final long parentSpanId;
  final long startEpochNanos;
  String name;
  RecordBuffer buffer;
  volatile int state;

  RecordingSpan(
      RingletTracer tracer,
      long traceIdHigh,
      long traceIdLow,
      long spanId,
      long parentSpanId,
      TraceState traceState,
      String name,
      long startEpochNanos,
      RecordBuffer buffer,
      int state) {
    super(traceIdHigh, traceIdLow, spanId, traceState);
    this.tracer = tracer;
    this.parentSpanId = parentSpanId;
    this.name = name;
    this.startEpochNanos = startEpochNanos;
    this.buffer = buffer;
    STATE.set(this, state); // plain: whoever publishes the span publishes this
  }

  @Override
  final int flags() {
    return (state >>> FLAGS_SHIFT) & 0xff;
  }

  @Override
  final int anchorIndex() {
    return state >>> ANCHOR_SHIFT;
  }

  final SpanEngine engine() {
    return tracer.engine;
  }

  /** Makes the span busy; the state to give to {@link #release}, or {@link #REFUSED}. */
  final int acquire() {
    int s = (int) STATE.getOpaque(this);
    if ((s & LOCK_MASK) == OPEN && STATE.compareAndSet(this, s, s | BUSY)) {
      return s;
    }
    return acquireSlow();
  }

  private int acquireSlow() {
    boolean mayChangeWhileEnding = mayChangeWhileEnding();
    int s = acquireToRead();
    int lock = s & LOCK_MASK;
    if (lock == ENDING && !mayChangeWhileEnding) {
      state = s;
      return REFUSED;
    }
    return lock == ENDED ? REFUSED : s;
  }

  /** Whether this thread may change the span although another has begun to end it. */
  boolean mayChangeWhileEnding() {
    return false;
  }

  /**
   * Makes the span busy whatever its state, unless it has ended; for reading. Storing the state
   * that this returns ends it.
   */
  final int acquireToRead() {
    for (int spins = 0; ; spins++) {
      int s = (int) STATE.getAcquire(this);
      int lock = s & LOCK_MASK;
      if (lock == ENDED || (lock != BUSY && STATE.compareAndSet(this, s, s & ~LOCK_MASK | BUSY))) {
        return s;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  final void release(int s) {
    STATE.setRelease(this, s);
  }

  /** The buffer; only while busy. */
  final RecordBuffer buffer() {
    RecordBuffer b = buffer;
    return b != null ? b : newBuffer();
  }

  private RecordBuffer newBuffer() {
    buffer = tracer.engine.beginSpan();
    return buffer;
  }

  /** Puts a value of one part; see {@link RecordBuffer#put}. */
  private Span put(String key, int kind, long bits, String text) {
    if (key == null || key.isEmpty()) {
      return this;
    }
    int s = REFUSED;
    try {
      EncodedKey encoded = tracer.engine.key(key);
      s = acquire();
      if (s != REFUSED) {
        buffer().put(encoded, kind, bits, text);
        release(s);
      }
    } catch (Throwable t) {
      if (s != REFUSED) {
        state = s;
      }
      engine().onInternalError(t);
    }
    return this;
  }

  /**
   * Appends what was encoded elsewhere.
   *
   * @param key of an attribute that is a list or a {@code Value}, or null
   * @param tag of an event or a link, if the key is null
   */
  final void append(EncodedKey key, int tag, RecordBuffer part) {
    int s = acquire();
    if (s == REFUSED) {
      return;
    }
    try {
      RecordBuffer b = buffer();
      if (key != null) {
        b.putAny(key, part.data(), 0, part.position());
      } else {
        SpanParts.append(b, tag, part, engine().limits);
      }
      release(s);
    } catch (Throwable t) {
      state = s;
      engine().onInternalError(t);
    }
  }

  @Override
  public final Span setAttribute(String key, String value) {
    return value == null ? this : put(key, RecordBuffer.STRING, 0, value);
  }

  @Override
  public final Span setAttribute(String key, long value) {
    return put(key, RecordBuffer.LONG, value, null);
  }

  @Override
  public final Span setAttribute(String key, double value) {
    return put(key, RecordBuffer.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  @Override
  public final Span setAttribute(String key, boolean value) {
    return put(key, RecordBuffer.BOOLEAN, value ? 1 : 0, null);
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
    if (key == null || value == null) {
      return this;
    }
    switch (key.getType()) {
      case STRING:
        return value instanceof String ? setAttribute(key.getKey(), (String) value) : this;
      case LONG:
        return value instanceof Long ? setAttribute(key.getKey(), (long) (Long) value) : this;
      case DOUBLE:
        return value instanceof Double ? setAttribute(key.getKey(), (double) (Double) value) : this;
      case BOOLEAN:
        return value instanceof Boolean
            ? setAttribute(key.getKey(), (boolean) (Boolean) value)
            : this;
      default:
        if (!key.getKey().isEmpty()) {
          SpanOperations.putComplex(this, key.getKey(), key.getType(), value);
        }
        return this;
    }
  }

  @Override
  public final Span setAttribute(AttributeKey<Long> key, int value) {
    return key == null ? this : setAttribute(key.getKey(), (long) value);
  }

  @Override
  public final Span setAllAttributes(Attributes attributes) {
    SpanOperations.setAll(this, attributes);
    return this;
  }

  @Override
  public final Span addEvent(String name) {
    SpanOperations.addEvent(this, name, Attributes.empty(), false, 0);
    return this;
  }

  @Override
  public final Span addEvent(String name, long timestamp, TimeUnit unit) {
    if (unit != null) {
      SpanOperations.addEvent(this, name, Attributes.empty(), true, unit.toNanos(timestamp));
    }
    return this;
  }

  @Override
  public final Span addEvent(String name, Instant timestamp) {
    return addEvent(name, Attributes.empty(), timestamp);
  }

  @Override
  public final Span addEvent(String name, Attributes attributes) {
    SpanOperations.addEvent(this, name, attributes, false, 0);
    return this;
  }

  @Override
  public final Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    if (unit != null) {
      SpanOperations.addEvent(this, name, attributes, true, unit.toNanos(timestamp));
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
    SpanOperations.addEvent(this, name, attributes, true, EpochNanos.of(timestamp));
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
    int s = acquire();
    if (s == REFUSED) {
      return this;
    }
    try {
      if ((s & STATUS_MASK) != STATUS_OK << STATUS_SHIFT) {
        s = s & ~STATUS_MASK | code << STATUS_SHIFT;
        if (code == STATUS_ERROR && description != null && !description.isEmpty()) {
          SpanParts.of(buffer()).statusDescription = description;
        } else if (buffer != null) {
          SpanParts.of(buffer).statusDescription = null;
        }
      }
      release(s);
    } catch (Throwable t) {
      state = s;
      engine().onInternalError(t);
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
      int s = acquire();
      if (s != REFUSED) {
        name = newName;
        state = s;
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
    if (timestamp == null) {
      endAt(0);
    } else {
      endAt(EpochNanos.of(timestamp));
    }
  }

  /** Ends the span; zero means now. */
  void endAt(long endEpochNanos) {
    int s = acquire();
    if (s == REFUSED) {
      return;
    }
    SpanEngine engine = tracer.engine;
    RecordBuffer b = null;
    try {
      long end = endEpochNanos != 0 ? endEpochNanos : now();
      b = buffer();
      buffer = null;
      complete(b, s, end);
      handOver(b, s);
      release(s & ~LOCK_MASK | ENDED);
    } catch (Throwable t) {
      state = s & ~LOCK_MASK | ENDED;
      engine.onLostSpan(t);
    } finally {
      if (b != null) {
        SpanParts.release(b);
      }
    }
  }

  /** The time by this trace's anchor. */
  final long now() {
    return tracer.engine.clock.epochNanos(anchorIndex());
  }

  /** Hands a complete record over if the span is sampled; only while busy. */
  final void handOver(RecordBuffer b, int s) {
    if ((s >>> FLAGS_SHIFT & SpanEngine.SAMPLED_FLAG) != 0) {
      tracer.engine.send(b, tracer.scopeNumber);
    }
  }

  /** Writes the fields that are known at the end. */
  final void complete(RecordBuffer b, int s, long endEpochNanos) {
    SpanEncoder.finish(
        b,
        traceIdHigh,
        traceIdLow,
        spanId,
        parentSpanId,
        name,
        (s >>> KIND_SHIFT) & 7,
        startEpochNanos,
        endEpochNanos,
        (s >>> FLAGS_SHIFT) & 0xff,
        (s & PARENT_REMOTE) != 0);
    int status = (s & STATUS_MASK) >>> STATUS_SHIFT;
    if ((status | b.droppedAttributes() | SpanParts.of(b).dropped()) != 0
        || !traceState.isEmpty()) {
      SpanEncoder.finishRare(b, traceState, status);
    } else {
      SpanEncoder.finishPlain(b);
    }
  }

  @Override
  public final boolean isRecording() {
    return ((int) STATE.getAcquire(this) & LOCK_MASK) != ENDED;
  }
}
