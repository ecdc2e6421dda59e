// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import java.util.concurrent.TimeUnit;

/**
 * How far the recorder has been read and its samples have been sent, as three times by {@code
 * System.nanoTime()}; threads that flush wait here for the thread that reads.
 *
 * <p>A flush requests its own time ({@code wanted}). The reading thread sets up to when all events
 * are read ({@code read}), sends its batch if that covers the wanted time, and then sets up to when
 * everything is with the sender ({@code sent}), which the flush waits for. Of several flushes the
 * oldest open one is wanted; the others request theirs again afterwards.
 */
final class ReadProgress {
  private static final long MAX_WAIT_MILLIS = 500;

  // Guarded by this.
  private long wanted = System.nanoTime();
  private long read = wanted;
  private long sent = wanted;
  private boolean ended;

  /** All events from before {@code nanoTime} are read. */
  synchronized void read(long nanoTime) {
    read = nanoTime;
    notifyAll();
  }

  /** Whether a flush waits for a batch that is complete now. */
  synchronized boolean isWanted() {
    return wanted - sent > 0 && read - wanted >= 0;
  }

  /** All that was read is with the sender. */
  synchronized void sent() {
    sent = read;
    notifyAll();
  }

  /** Nothing more is read. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Waits until all from before {@code nanoTime} is with the sender, or nothing more is read. */
  synchronized boolean awaitSent(long nanoTime, long deadlineNanos) {
    while (sent - nanoTime < 0 && !ended) {
      if (wanted - sent <= 0) {
        wanted = nanoTime;
      }
      if (!awaitChange(deadlineNanos)) {
        return false;
      }
    }
    return true;
  }

  /** Waits until all from before {@code nanoTime} is read. */
  synchronized boolean awaitRead(long nanoTime, long deadlineNanos) {
    while (read - nanoTime < 0 && !ended) {
      if (!awaitChange(deadlineNanos)) {
        return false;
      }
    }
    return true;
  }

  synchronized boolean awaitEnd(long deadlineNanos) {
    while (!ended) {
      if (!awaitChange(deadlineNanos)) {
        return false;
      }
    }
    return true;
  }

  /** False at the deadline or when interrupted. */
  private boolean awaitChange(long deadlineNanos) {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      wait(Math.min(TimeUnit.NANOSECONDS.toMillis(left) + 1, MAX_WAIT_MILLIS));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
