// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.time;

import dev.ringlet.common.Clock;
import dev.ringlet.internal.log.ThrottledLogger;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wall clock at the cost of one {@code nanoTime} reading, monotonic within a trace: a
 * time stamp is that reading plus an anchor, and a trace keeps the index of its root's anchor.
 *
 * <p>When the wall clock is set, new traces and records follow it: within a second after a step of
 * 100 ms or more, and within a minute after a smaller one. Thread-safe.
 */
public final class AnchoredClock implements Clock {
  /*
   * An anchor is (wall clock - nanoTime). It is compared with the wall clock at most once a second.
   *
   * Parties:     any thread reads; the first of a root span, a log record, a collection or a batch
   *              worker that finds the comparison due compares.
   * Fields:      field         | store, by compare()    | load
   *              anchors[i]    | opaque                 | opaque, all
   *              current       | release                | volatile, all
   *              nextCompare   | opaque                 | volatile, all
   *              lastNanoTime  | opaque                 | opaque, readers whose Clock threw
   *              suspended     | opaque, any thread     | opaque, under comparing
   *              smallFrom,    | plain, under comparing | plain, under comparing
   *                width
   *              comparing     | CAS, then release      | CAS
   * Publication: the release store of current publishes the anchor with its index.
   * Suspended:   every root span, record and collection compares, because the process may have been
   *              frozen just before, and nanoTime may have jumped in either direction.
   * Accepted:    a thread that loses the CAS of comparing uses the old anchor. An index that came
   *              by a data race may be visible before its anchor: every slot has held an anchor
   *              from the start, so the result is a time of day. The 256th new anchor overwrites
   *              the first: a trace that uses it is four hours old, or has seen the clock stepped
   *              256 times, and its later time stamps follow the new anchor.
   * Checked by:  AnchoredClockTest.
   */

  static final int ANCHORS = 256;
  static final long COMPARE_INTERVAL_NANOS = 1_000_000_000L;
  static final long SMALL_INTERVAL_NANOS = 60_000_000_000L;
  static final long TOLERANCE_NANOS = 1_000_000;
  static final long STEP_NANOS = 100_000_000;

  /** Before any reading of nanoTime, wherever that jumps to. */
  private static final long LONG_AGO_NANOS = 1L << 62;

  private static final int READINGS = 5;
  private static final long GOOD_READING_NANOS = 20_000;

  private static final VarHandle CURRENT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "current", VarHandle.class, AnchoredClock.class, int.class);
  private static final VarHandle COMPARING =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "comparing", VarHandle.class, AnchoredClock.class, boolean.class);
  private static final VarHandle NEXT_COMPARE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "nextCompare", VarHandle.class, AnchoredClock.class, long.class);
  private static final VarHandle LAST_NANO_TIME =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "lastNanoTime", VarHandle.class, AnchoredClock.class, long.class);
  private static final VarHandle SUSPENDED =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "suspended", VarHandle.class, AnchoredClock.class, boolean.class);
  private static final VarHandle ANCHOR = MethodHandles.arrayElementVarHandle(long[].class);

  private final ThrottledLogger logger = new ThrottledLogger(AnchoredClock.class);

  /** Null when the clock is the machine's, so that nanoTime stays an intrinsic. */
  private final @Nullable Clock clock;

  private final long[] anchors = new long[ANCHORS];

  private volatile int current;

  @SuppressWarnings("unused") // through COMPARING
  private boolean comparing;

  private volatile long nextCompare;

  @SuppressWarnings("unused") // through LAST_NANO_TIME
  private long lastNanoTime;

  @SuppressWarnings("unused") // through SUSPENDED
  private boolean suspended;

  /** When a small difference makes an anchor again. */
  private long smallFrom;

  /** How far apart the last measurement was. */
  private long width;

  /** Reads {@code clock} for the first time and throws what it throws. */
  public AnchoredClock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock") == Clock.system() ? null : clock;
    Arrays.fill(anchors, measure(clock));
    long nanoTime = clock.nanoTime();
    lastNanoTime = nanoTime;
    nextCompare = nanoTime + COMPARE_INTERVAL_NANOS;
    smallFrom = nanoTime + SMALL_INTERVAL_NANOS;
  }

  /** Returns {@code clock} if it has an anchor already, else a new clock that reads it. */
  public static AnchoredClock of(Clock clock) {
    return clock instanceof AnchoredClock anchored ? anchored : new AnchoredClock(clock);
  }

  /** Nanoseconds since an arbitrary instant; one reading of the clock. */
  @Override
  public long nanoTime() {
    Clock foreign = clock;
    return foreign == null ? System.nanoTime() : nanoTimeOf(foreign);
  }

  private long nanoTimeOf(Clock foreign) {
    try {
      return foreign.nanoTime();
    } catch (Throwable t) {
      reportThrown(t);
      return (long) LAST_NANO_TIME.getOpaque(this);
    }
  }

  /** The index, 0 to 255, of the newest anchor, without a comparison. */
  public int anchorIndex() {
    return current;
  }

  /**
   * The index of the anchor for what begins now and for its descendants.
   *
   * @param nanoTime the {@link #nanoTime()} at which it begins
   */
  public int anchorIndex(long nanoTime) {
    if (nanoTime - nextCompare >= 0) {
      compare(nanoTime);
    }
    return anchorIndex();
  }

  /**
   * Nanoseconds since the epoch at a {@link #nanoTime()} reading, by an anchor. The reading may be
   * older than the anchor: then this is the time at which the clock, had it been set by then, would
   * have shown.
   */
  public long epochNanos(int anchorIndex, long nanoTime) {
    return (long) ANCHOR.getOpaque(anchors, anchorIndex & (ANCHORS - 1)) + nanoTime;
  }

  /** Nanoseconds since the epoch now, by an anchor taken earlier. */
  public long epochNanos(int anchorIndex) {
    return epochNanos(anchorIndex, nanoTime());
  }

  /** Nanoseconds since the epoch now, for what belongs to no trace. */
  @Override
  public long epochNanos() {
    long nanoTime = nanoTime();
    return epochNanos(anchorIndex(nanoTime), nanoTime);
  }

  /** Compares the anchor with the wall clock if that is due; a worker calls it when it wakes. */
  public void resync() {
    anchorIndex(nanoTime());
  }

  /**
   * Compares at every opportunity from now on, because the process is about to be frozen and goes
   * on at another time, until {@link #resume}.
   */
  public void suspend() {
    SUSPENDED.setOpaque(this, true);
    NEXT_COMPARE.setOpaque(this, nanoTime() - LONG_AGO_NANOS);
  }

  /** Compares now, and at the usual interval from now on. */
  public void resume() {
    SUSPENDED.setOpaque(this, false);
    NEXT_COMPARE.setOpaque(this, nanoTime() - LONG_AGO_NANOS);
    resync();
  }

  private void compare(long now) {
    if (!COMPARING.compareAndSet(this, false, true)) {
      return;
    }
    try {
      if (!(boolean) SUSPENDED.getOpaque(this)) {
        NEXT_COMPARE.setOpaque(this, now + COMPARE_INTERVAL_NANOS);
      }
      LAST_NANO_TIME.setOpaque(this, now);
      long anchor = measure(clock == null ? Clock.system() : clock);
      int index = current;
      long difference = Math.abs(anchor - (long) ANCHOR.get(anchors, index));
      if (difference <= Math.max(TOLERANCE_NANOS, width)
          || (difference < STEP_NANOS && isSoon(smallFrom - now))) {
        return;
      }
      smallFrom = now + SMALL_INTERVAL_NANOS;
      int next = (index + 1) & (ANCHORS - 1);
      ANCHOR.setOpaque(anchors, next, anchor);
      CURRENT.setRelease(this, next);
    } catch (Throwable t) {
      reportThrown(t); // the old anchor stays
    } finally {
      COMPARING.setRelease(this, false);
    }
  }

  /** Not if nanoTime has jumped back. */
  private static boolean isSoon(long nanos) {
    return nanos > 0 && nanos <= SMALL_INTERVAL_NANOS;
  }

  private void reportThrown(Throwable t) {
    logger.log(Level.WARNING, "clock", () -> "The clock threw; its previous time is used", t);
  }

  /** Reads both clocks as close together as a few attempts allow, and sets the width. */
  private long measure(Clock clock) {
    long anchor = 0;
    width = Long.MAX_VALUE;
    for (int i = 0; i < READINGS && width > GOOD_READING_NANOS; i++) {
      long before = clock.nanoTime();
      long epochNanos = clock.epochNanos();
      long taken = clock.nanoTime() - before;
      if (taken < width) {
        width = taken;
        anchor = epochNanos - (before + taken / 2);
      }
    }
    return anchor;
  }
}
