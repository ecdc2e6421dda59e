// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.slots.Spin;
import java.util.concurrent.locks.LockSupport;

/**
 * The wait of a collector for a writer that holds a cell, which takes some tens of nanoseconds. A
 * writer whose stack overflowed may never release its cell, so the wait is bounded.
 */
final class Patience {
  static final long STUCK_NANOS = 2_000_000_000L;

  private static final int SPINS = 1_000;
  private static final int PARKS = 1_000;
  private static final long PARK_NANOS = 100_000;

  private Patience() {}

  /**
   * Waits for a moment, longer with each try.
   *
   * @param tries how many times the caller has tried
   * @param sinceNanos when it began, by {@link System#nanoTime}
   * @return false after {@value #STUCK_NANOS} ns and as many tries as give other threads turns to
   *     run: time also passes while the whole process is stopped
   */
  static boolean mayWait(int tries, long sinceNanos) {
    if (tries < SPINS) {
      Spin.once(tries);
      return true;
    }
    LockSupport.parkNanos(PARK_NANOS);
    return tries < SPINS + PARKS || System.nanoTime() - sinceNanos < STUCK_NANOS;
  }
}
