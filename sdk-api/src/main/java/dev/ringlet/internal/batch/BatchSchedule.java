// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

/**
 * Decides when a batch is sent, and how large it may be. A batch is sent when enough is pending, or
 * when the schedule delay has passed since the last time. Requests are large once more than {@value
 * #LARGE_FROM} bytes a second were sent for a second, until it is less than {@value #LARGE_BELOW}:
 * fewer requests take less CPU time, and a receiver behind a proxy with a limit of 1 MiB has no
 * such load. Does not wait; all times are those of the caller. Used by one thread.
 */
final class BatchSchedule {
  static final long LARGE_FROM = 20 << 20;
  static final long LARGE_BELOW = 10 << 20;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final long scheduleDelayNanos;
  private final int wakeItems;
  private final int maxBatchBytes;
  private final int largeBatchBytes;
  private long dueNanos;
  private boolean isLarge;
  private long countedFromNanos;
  private long sentBytes;

  BatchSchedule(BatchPolicy policy) {
    scheduleDelayNanos = policy.scheduleDelayNanos;
    wakeItems = policy.wakeItems;
    maxBatchBytes = policy.maxBatchBytes;
    largeBatchBytes = policy.largeBatchBytes;
  }

  /** Begins the delay. */
  void restart(long now) {
    dueNanos = now + scheduleDelayNanos;
  }

  /** Counts bytes that were sent, and begins the delay. */
  void sent(long bytes, long now) {
    restart(now);
    sentBytes += bytes;
    long nanos = now - countedFromNanos;
    if (nanos < 0 || nanos >= SECOND_NANOS) {
      double perSecond = (double) sentBytes * SECOND_NANOS / nanos;
      isLarge = perSecond >= (isLarge ? LARGE_BELOW : LARGE_FROM);
      countedFromNanos = now;
      sentBytes = 0;
    }
  }

  /** The largest size of a request at present. */
  int batchBytes() {
    return isLarge ? largeBatchBytes : maxBatchBytes;
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
