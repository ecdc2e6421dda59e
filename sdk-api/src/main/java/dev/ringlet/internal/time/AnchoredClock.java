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

/**
 * Tells the time of day for the price of one {@code nanoTime} reading, and never backwards within a
 * trace: the time of day is that reading plus an anchor, and a trace keeps the index of the anchor
 * that its root used.
 *
 * <p>Any thread may read; any thread may call {@link #resync()}, in practice the workers do.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
public final class AnchoredClock {
  /*
   * An anchor is (time of day - nanoTime), measured once and good until somebody sets the clock.
   *
   * Parties:      readers: all application threads. Writer: one thread at a time, in resync();
   *               resyncing, taken by CAS, keeps others out, and who finds it taken goes home.
   * Fields:       name         | written by     | store mode | read by          | load mode
   *               anchors[i]   | resync()       | opaque     | all              | opaque
   *               current      | resync()       | release    | all              | acquire
   *               nextResync   | resync()       | plain, under resyncing        | opaque
   *               lastNanoTime | resync()       | opaque     | readers whose Clock threw | opaque
   *               resyncing    | resync()       | CAS, then release             | CAS
   * Publication:  setRelease(current) after the anchor was stored; anchorIndex() reads current with
   *               acquire, so the anchor that belongs to an index is visible with the index. A span
   *               handed over by a data race could show its index before the anchor: all slots hold
   *               the first anchor from the start, so even then the result is a time of day.
   *               Opaque access keeps a long whole on 32-bit machines; elsewhere it costs nothing.
   * Wrap:         after 256 new anchors the first one is overwritten. New anchors come at most one a
   *               minute and only when somebody set the clock, so a trace that is still open then is
   *               older than four hours and has seen 256 clock changes. Its next time stamp follows
   *               the newest of them, which may be before its start.
   * Accepted:     until the next resync() new traces use the old time of day: after a clock was set,
   *               or after a suspend that nanoTime does not count, times are off for up to a minute.
   * Checked by:   AnchoredClockTest.
   */

  static final int ANCHORS = 256;
  static final long RESYNC_INTERVAL_NANOS = 60_000_000_000L;
  static final long TOLERANCE_NANOS = 1_000_000;

  private static final int READINGS = 5;
  private static final long GOOD_READING_NANOS = 20_000;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final VarHandle CURRENT = field("current", int.class);
  private static final VarHandle RESYNCING = field("resyncing", boolean.class);
  private static final VarHandle NEXT_RESYNC = field("nextResyncNanos", long.class);
  private static final VarHandle LAST_NANO_TIME = field("lastNanoTime", long.class);
  private static final VarHandle ANCHOR = MethodHandles.arrayElementVarHandle(long[].class);

  private final ThrottledLogger logger = new ThrottledLogger(AnchoredClock.class);

  /** Null when the clock is the machine's, so that nanoTime stays an intrinsic. */
  private final Clock clock;

  private final long[] anchors = new long[ANCHORS];

  @SuppressWarnings("unused") // through CURRENT
  private int current;

  @SuppressWarnings("unused") // through RESYNCING
  private boolean resyncing;

  @SuppressWarnings("unused") // through NEXT_RESYNC
  private long nextResyncNanos;

  @SuppressWarnings("unused") // through LAST_NANO_TIME
  private long lastNanoTime;

  /** Reads {@code clock} for the first time; what it throws here is thrown to the caller. */
  public AnchoredClock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock") == Clock.system() ? null : clock;
    Arrays.fill(anchors, measure(clock));
    long nanoTime = clock.nanoTime();
    lastNanoTime = nanoTime;
    nextResyncNanos = nanoTime + RESYNC_INTERVAL_NANOS;
  }

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        LOOKUP, name, VarHandle.class, AnchoredClock.class, type);
  }

  /** The index, 0 to 255, of the anchor that a new local root takes and its descendants keep. */
  public int anchorIndex() {
    return (int) CURRENT.getAcquire(this);
  }

  /** Nanoseconds since the epoch, by the anchor of an {@link #anchorIndex()} taken earlier. */
  public long epochNanos(int anchorIndex) {
    return (long) ANCHOR.getOpaque(anchors, anchorIndex & (ANCHORS - 1)) + nanoTime();
  }

  /** Nanoseconds since the epoch, by the newest anchor: for what belongs to no trace. */
  public long epochNanos() {
    return epochNanos(anchorIndex());
  }

  /** Nanoseconds since an arbitrary instant; one reading of the clock. */
  public long nanoTime() {
    return clock == null ? System.nanoTime() : foreignNanoTime();
  }

  private long foreignNanoTime() {
    try {
      return clock.nanoTime();
    } catch (Throwable t) {
      reportThrown(t);
      return (long) LAST_NANO_TIME.getOpaque(this);
    }
  }

  /**
   * Compares the anchor with the time of day, and makes a new anchor if they differ by more than a
   * millisecond. Does nothing when the last comparison is less than a minute ago, or when another
   * thread is at it; so workers call it whenever they wake. Never throws.
   *
   * @return whether there is a new anchor
   */
  public boolean resync() {
    long now = nanoTime();
    if (now - (long) NEXT_RESYNC.getOpaque(this) < 0
        || !RESYNCING.compareAndSet(this, false, true)) {
      return false;
    }
    try {
      NEXT_RESYNC.setOpaque(this, now + RESYNC_INTERVAL_NANOS);
      LAST_NANO_TIME.setOpaque(this, now);
      int index = (int) CURRENT.get(this);
      long anchor = measure(clock == null ? Clock.system() : clock);
      if (Math.abs(anchor - (long) ANCHOR.get(anchors, index)) <= TOLERANCE_NANOS) {
        return false;
      }
      int next = (index + 1) & (ANCHORS - 1);
      ANCHOR.setOpaque(anchors, next, anchor);
      CURRENT.setRelease(this, next);
      return true;
    } catch (Throwable t) {
      reportThrown(t);
      return false; // the old anchor stays good
    } finally {
      RESYNCING.setRelease(this, false);
    }
  }

  private void reportThrown(Throwable t) {
    logger.log(Level.WARNING, "clock", () -> "The clock failed; its last reading is used", t);
  }

  /** Reads both clocks as close together as a few attempts allow. */
  private static long measure(Clock clock) {
    long anchor = 0;
    long best = Long.MAX_VALUE;
    for (int i = 0; i < READINGS && best > GOOD_READING_NANOS; i++) {
      long before = clock.nanoTime();
      long epochNanos = clock.epochNanos();
      long width = clock.nanoTime() - before;
      if (width < best) {
        best = width;
        anchor = epochNanos - (before + width / 2);
      }
    }
    return anchor;
  }
}
