// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.FailureCause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Decides when which queue sends a stored request. Sends nothing and does not wait; all times are
 * those of the caller. Used under the lock of its owner.
 *
 * <p>After a failure the next attempt for that queue waits a random time of up to 2 s, doubled up
 * to five minutes, and at least as long as the receiver requested; or up to a second once a fresh
 * request was delivered. The rate is limited.
 *
 * <p>Each failure also doubles a gap, from a sixteenth of a second up to the mean time between two
 * fresh requests of the queue, or four times as much if the receiver may be overloaded, but not
 * above 30 s; each success makes it a tenth shorter. After a success the next stored request waits
 * a random time of up to twice the gap, which no delivery ends; after a failure the gap has no
 * effect. So the backlog of a long outage begins to flow at the rate of fresh requests; where
 * requests are lost at random, it goes on at that rate; and a fleet whose receivers are overloaded
 * settles near what they can take.
 */
final class DrainSchedule {
  private static final long SECOND = 1_000_000_000L;
  static final long MAX_BACKOFF_NANOS = 300 * SECOND;
  private static final long IDLE_NANOS = 60 * SECOND;
  private static final int MAX_DOUBLINGS = 20;
  private static final long FIRST_GAP_NANOS = SECOND / 16;
  private static final long MAX_GAP_NANOS = 30 * SECOND;
  private static final double GAP_DECAY = 0.9;
  private static final int OVERLOADED = 4; // times the longest gap
  private static final int FRESH_REQUESTS = 8; // which the mean time between them follows
  private static final long MAX_PAUSE_NANOS = 120 * SECOND; // a night says nothing about the day

  /** The turn of one queue. */
  static class Entry {
    private boolean paused;
    private long nextTryNanos;
    private int failures;
    private long gapNanos;
    private long lastFreshNanos;
    private long freshNanos = MAX_GAP_NANOS; // mean time between two fresh requests

    /** Whether there may be something to send; cleared when nothing was found. */
    volatile boolean backlog = true;
  }

  private final long bytesPerSecond;
  private final DoubleSupplier random;
  private final List<Entry> entries = new ArrayList<>();
  private int turn;
  private long nextSendNanos;

  /** Creates a schedule without queues; {@code random} returns values from 0 to 1. */
  DrainSchedule(long bytesPerSecond, DoubleSupplier random, long now) {
    this.bytesPerSecond = bytesPerSecond;
    this.random = random;
    nextSendNanos = now;
  }

  private long spread(long nanos) {
    return (long) (nanos * random.getAsDouble());
  }

  /** Adds a queue, whose requests are sent from now on. */
  void add(Entry entry, long now) {
    entry.lastFreshNanos = now;
    entry.nextTryNanos = now + spread(SECOND);
    entries.add(entry);
  }

  /** Sends no more of a queue. */
  void remove(Entry entry) {
    entries.remove(entry);
  }

  /** Sends nothing of a queue while it is paused. */
  void setPaused(Entry entry, boolean paused) {
    entry.paused = paused;
  }

  /** Goes on with a queue, after a short wait from now on; nanoTime may have jumped. */
  void resume(Entry entry, long now) {
    entry.paused = false;
    nextSendNanos = now;
    entry.lastFreshNanos = now;
    entry.nextTryNanos = now + spread(SECOND);
  }

  /**
   * Notes that a fresh request was stored. The first of an empty queue is tried again after a wait.
   * Returns whether it is the first.
   */
  boolean onStored(Entry entry, long now) {
    if (entry.backlog) {
      noteFresh(entry, now);
      return false;
    }
    entry.backlog = true;
    entry.lastFreshNanos = now;
    entry.nextTryNanos = now + SECOND / 2 + spread(SECOND / 2);
    return true;
  }

  /**
   * Notes that a fresh request was delivered while others are stored: ends the wait after a random
   * time, so that many devices do not send at once. Returns whether that changed something.
   */
  boolean onDelivered(Entry entry, long now) {
    noteFresh(entry, now);
    long soon = now + spread(Math.min(SECOND, longestGap(entry, 1)));
    if (entry.failures == 0 || entry.nextTryNanos - soon <= 0) {
      return false;
    }
    entry.nextTryNanos = soon;
    return true;
  }

  private static void noteFresh(Entry entry, long now) {
    long pause = Math.max(0, Math.min(MAX_PAUSE_NANOS, now - entry.lastFreshNanos));
    entry.lastFreshNanos = now;
    entry.freshNanos += (pause - entry.freshNanos) / FRESH_REQUESTS;
  }

  private static long longestGap(Entry entry, int factor) {
    return Math.max(FIRST_GAP_NANOS, Math.min(MAX_GAP_NANOS, factor * entry.freshNanos));
  }

  /** The receiver says so, or it or a proxy before it fails or does not respond. */
  private static boolean mayBeOverloaded(FailureCause cause) {
    return switch (cause) {
      case THROTTLED, SERVER_ERROR, TIMEOUT -> true;
      default -> false;
    };
  }

  /** Returns the queue that sends now, or null. */
  Entry nextDue(long now) {
    if (nextSendNanos - now > 0) {
      return null;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get((turn + i) % entries.size());
      if (entry.backlog && !entry.paused && now - entry.nextTryNanos >= 0) {
        turn = (turn + i + 1) % entries.size();
        return entry;
      }
    }
    return null;
  }

  /** Returns how long {@link #nextDue} returns null, unless something changes. */
  long nanosToNext(long now) {
    if (nextSendNanos - now > 0) {
      return nextSendNanos - now;
    }
    long wait = IDLE_NANOS;
    for (Entry entry : entries) {
      if (entry.backlog && !entry.paused) {
        wait = Math.min(wait, Math.max(0, entry.nextTryNanos - now));
      }
    }
    return wait;
  }

  /** Notes that a request was sent, with any result. */
  void onSent(int bytes, long now) {
    long from = now - nextSendNanos > 0 ? now : nextSendNanos;
    nextSendNanos = from + (long) ((double) bytes / bytesPerSecond * SECOND);
  }

  /** Notes a final result. */
  void succeed(Entry entry, long now) {
    entry.failures = 0;
    entry.gapNanos = (long) (Math.min(entry.gapNanos, longestGap(entry, OVERLOADED)) * GAP_DECAY);
    entry.nextTryNanos = now + spread(2 * entry.gapNanos);
  }

  /** Notes a retryable failure, with the delay that the receiver requested or a negative number. */
  void backOff(Entry entry, FailureCause cause, long serverNanos, long now) {
    long longestGap = longestGap(entry, mayBeOverloaded(cause) ? OVERLOADED : 1);
    long doubled = Math.max(FIRST_GAP_NANOS, 2 * entry.gapNanos);
    entry.gapNanos = Math.max(entry.gapNanos, Math.min(longestGap, doubled));
    entry.failures = Math.min(entry.failures + 1, MAX_DOUBLINGS);
    long longest = Math.min(MAX_BACKOFF_NANOS, SECOND << entry.failures);
    long own = SECOND / 2 + spread(longest - SECOND / 2);
    long floor = serverNanos <= 0 ? 0 : serverNanos + spread(serverNanos / 5);
    entry.nextTryNanos = now + Math.max(own, floor);
  }

  /** Waits until the endpoint lets something through, and a little longer. */
  void await(Entry entry, long nanos, long now) {
    postpone(entry, nanos + spread(nanos / 4), now);
  }

  /** Waits while the disk does not work. */
  void awaitDisk(Entry entry, long now) {
    entry.backlog = true; // the disk may come back with requests on it
    postpone(entry, IDLE_NANOS, now);
  }

  private static void postpone(Entry entry, long nanos, long now) {
    entry.nextTryNanos = now + nanos;
    entry.failures = Math.max(1, entry.failures); // so that a delivery ends the wait
  }
}
