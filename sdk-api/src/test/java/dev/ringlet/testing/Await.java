// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits in tests for a condition that another thread brings about. */
public final class Await {
  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private Await() {}

  /**
   * Returns once the condition holds; it is asked about every millisecond.
   *
   * @param what the condition in words, for the failure
   * @throws AssertionError if it does not hold within a minute, or throws
   */
  public static void until(String what, Callable<Boolean> condition) {
    long begin = System.nanoTime();
    try {
      while (!condition.call()) {
        if (System.nanoTime() - begin > LIMIT_NANOS) {
          throw new AssertionError("not within a minute: " + what);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new AssertionError("interrupted while waiting: " + what);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (Exception failed) {
      throw new AssertionError("failed while waiting: " + what, failed);
    }
  }
}
