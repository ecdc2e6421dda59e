// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;

/** The shipped schedule of batches with the defaults of spans, for a simulation. */
public final class DeviceBatch {
  private static final long DELAY_NANOS = 5_000_000_000L;
  private static final long HEAP_BYTES = 64 << 20;

  private final BatchPolicy policy;
  private final BatchSchedule schedule;

  private DeviceBatch(BatchPolicy policy, long now) {
    this.policy = policy;
    schedule = new BatchSchedule(policy);
    schedule.restart(now);
  }

  /** Reads the defaults for a heap of 64 MiB. */
  public static DeviceBatch start(Config config, long now) {
    return new DeviceBatch(
        BatchPolicy.forHeap(config, Signal.TRACES, "bsp", DELAY_NANOS, HEAP_BYTES), now);
  }

  /** Begins the delay anew, after a batch was sent. */
  public void restart(long now) {
    schedule.restart(now);
  }

  /** Takes the turns of an idle worker up to now, which only begin the next delay. */
  public void skipIdleTurns(long now) {
    while (schedule.isDue(now)) {
      schedule.restart(schedule.dueNanos());
    }
  }

  /** When the delay is over. */
  public long dueNanos() {
    return schedule.dueNanos();
  }

  /** Whether a batch is sent before the delay is over. */
  public boolean isEnough(long items, long bytes) {
    return schedule.isEnough(items, bytes >= policy.wakeBytes());
  }
}
