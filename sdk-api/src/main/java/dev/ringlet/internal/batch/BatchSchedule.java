// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

/**
 * Decides when a batch is sent, and how large it may be. A batch is sent when enough is pending, or
 * when the schedule delay has passed since the last time. Fewer requests take less CPU time, so
 * requests are large under a lasting load: once the worker has taken 24 MiB a second from the ring
 * for a second, until it takes less than half as much. Does not wait; all times are those of the
 * caller. Used by one thread.
 */
final class BatchSchedule {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final long scheduleDelayNanos;
  private final int wakeItems;
  private final int maxBatchBytes;
  private final int largeBatchBytes;
  private final long largeFromBytesPerSecond;
  private long dueNanos;
  private boolean isLarge;
  private long countedFromNanos;
  private long takenBytes;

  BatchSchedule(BatchPolicy policy) {
    scheduleDelayNanos = policy.scheduleDelayNanos;
    wakeItems = policy.wakeItems;
    maxBatchBytes = policy.maxBatchBytes;
    largeBatchBytes = policy.largeBatchBytes;
    largeFromBytesPerSecond = policy.largeFromBytesPerSecond;
  }

  /** Begins the delay. */
  void restart(long now) {
    dueNanos = now + scheduleDelayNanos;
  }

  /**
   * Counts bytes that the worker has taken from the ring since the last call, and begins the delay.
   */
  void taken(long bytes, long now) {
    restart(now);
    takenBytes += bytes;
    long nanos = now - countedFromNanos;
    if (nanos < 0 || nanos >= SECOND_NANOS) {
      double perSecond = (double) takenBytes * SECOND_NANOS / nanos;
      isLarge = perSecond >= (isLarge ? largeFromBytesPerSecond / 2 : largeFromBytesPerSecond);
      countedFromNanos = now;
      takenBytes = 0;
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
