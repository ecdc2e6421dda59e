// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

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
 * <p>Each failure also doubles a gap, from a sixteenth of a second up to 30 s, and each success
 * makes it a tenth shorter. After a success the next stored request waits a random time of up to
 * twice the gap, which no delivery ends; after a failure the gap has no effect. So the backlog of a
 * long outage begins to flow slowly, and a fleet whose receivers are overloaded settles near what
 * they can take.
 */
final class DrainSchedule {
  private static final long SECOND = 1_000_000_000L;
  static final long MAX_BACKOFF_NANOS = 300 * SECOND;
  private static final long IDLE_NANOS = 60 * SECOND;
  private static final int MAX_DOUBLINGS = 20;
  private static final long FIRST_GAP_NANOS = SECOND / 16;
  private static final long MAX_GAP_NANOS = 30 * SECOND;
  private static final double GAP_DECAY = 0.9;

  /** The turn of one queue. */
  static class Entry {
    private boolean paused;
    private long nextTryNanos;
    private int failures;
    private long gapNanos;

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
    entry.nextTryNanos = now + spread(SECOND);
  }

  /** Notes that a request was stored in an empty queue: it is tried again after a wait. */
  void onStored(Entry entry, long now) {
    entry.backlog = true;
    entry.nextTryNanos = now + SECOND / 2 + spread(SECOND / 2);
  }

  /**
   * Notes that a fresh request was delivered: ends the wait after a random time, so that many
   * devices do not send at once. Returns whether that changed something.
   */
  boolean onDelivered(Entry entry, long now) {
    long soon = now + spread(SECOND);
    if (entry.failures == 0 || entry.nextTryNanos - soon <= 0) {
      return false;
    }
    entry.nextTryNanos = soon;
    return true;
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
    entry.gapNanos = (long) (entry.gapNanos * GAP_DECAY);
    entry.nextTryNanos = now + spread(2 * entry.gapNanos);
  }

  /** Notes a retryable failure, with the delay that the receiver requested or a negative number. */
  void backOff(Entry entry, long serverNanos, long now) {
    entry.gapNanos = Math.min(MAX_GAP_NANOS, Math.max(FIRST_GAP_NANOS, 2 * entry.gapNanos));
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
