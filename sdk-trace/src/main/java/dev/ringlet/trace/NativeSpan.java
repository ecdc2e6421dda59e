// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.wire.RecordBuffer;
import io.opentelemetry.api.trace.TraceState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A place for one span at a time of a {@link SpanRecorder}. */
final class NativeSpan {
  /*
   *   state   63..2        1..0
   *           generation   FREE, OPEN or BUSY
   *
   * Used again and again; a token names the place and the generation, so a token that was kept too
   * long opens nothing. Parties, modes and waiting are those of RecordingSpan: CAS from OPEN of the
   * token's generation to BUSY, plain access, release store. The generation changes when the span
   * ends, in the same store that frees the place.
   */
  private static final int FREE = 0;
  private static final int OPEN = 1;
  private static final int BUSY = 2;
  private static final int LOCK_BITS = 2;
  private static final int SPINS = 64;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(NativeSpan.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long state;

  long traceIdHigh;
  long traceIdLow;
  long spanId;
  long parentSpanId;
  long startEpochNanos;
  String name;
  TraceState traceState;

  /** As in {@link RecordingSpan}, without the lock. */
  int word;

  /** Null when the span is not recorded. */
  RecordBuffer buffer;

  /** The generation that {@link #open} will publish; only for the thread that took the place. */
  int generation() {
    return (int) (state >>> LOCK_BITS);
  }

  /** Publishes what was written to a free place. */
  void open() {
    STATE.setRelease(this, state & -1L << LOCK_BITS | OPEN);
  }

  /** Makes the span busy; false if the generation is over. */
  boolean acquire(int generation) {
    long open = (generation & 0xffffffffL) << LOCK_BITS | OPEN;
    for (int spins = 0; ; spins++) {
      if (STATE.compareAndSet(this, open, open ^ OPEN ^ BUSY)) {
        return true;
      }
      long s = (long) STATE.getAcquire(this);
      if (s != open && s != (open ^ OPEN ^ BUSY)) {
        return false;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Ends what {@link #acquire} began. */
  void release() {
    STATE.setRelease(this, state ^ OPEN ^ BUSY);
  }

  /** Ends the generation; only while busy. */
  void free() {
    name = null;
    traceState = null;
    buffer = null;
    long next = (state >>> LOCK_BITS) + 1 & 0xffffffffL;
    STATE.setRelease(this, next << LOCK_BITS | FREE);
  }
}
