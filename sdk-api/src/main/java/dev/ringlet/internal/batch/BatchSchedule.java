// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

/**
 * Decides when a batch is sent: when enough is pending, or when the schedule delay has passed since
 * the last time. Does not wait; all times are those of the caller. Used by one thread.
 */
final class BatchSchedule {
  private final long scheduleDelayNanos;
  private final int wakeItems;
  private long dueNanos;

  BatchSchedule(BatchPolicy policy) {
    scheduleDelayNanos = policy.scheduleDelayNanos;
    wakeItems = policy.wakeItems;
  }

  /** Begins the delay. */
  void restart(long now) {
    dueNanos = now + scheduleDelayNanos;
  }

  /** Whether the clock has jumped back since the delay began. */
  boolean hasJumped(long now) {
    return dueNanos - now > scheduleDelayNanos;
  }

  /** Whether the delay has passed. */
  boolean isDue(long now) {
    return now - dueNanos >= 0;
  }

  /** When the delay is over. */
  long dueNanos() {
    return dueNanos;
  }

  /** Whether so much is pending that it is sent before the delay is over. */
  boolean isEnough(long pendingItems, boolean underPressure) {
    return pendingItems >= wakeItems || (pendingItems > 0 && underPressure);
  }
}
