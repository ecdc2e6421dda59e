// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits in tests for a condition that another thread brings about. */
public final class Await {
  /** Long enough for any machine; only a test that fails waits so long. */
  public static final Duration LONG = Duration.ofMinutes(2);

  /** {@link #LONG} in nanoseconds. */
  public static final long LONG_NANOS = LONG.toNanos();

  private static final long PAUSE_NANOS = 1_000_000;

  private Await() {}

  /** The {@link System#nanoTime} in a {@link #LONG} time. */
  public static long deadline() {
    return System.nanoTime() + LONG_NANOS;
  }

  /**
   * Returns once the condition holds, which is checked every millisecond.
   *
   * @param what the condition in words, for the failure
   * @throws AssertionError if it does not hold within a {@link #LONG} time, or throws
   */
  public static void until(String what, Callable<Boolean> condition) {
    until(what, LONG, condition);
  }

  /** As {@link #until(String, Callable)}; a failure tells the state. */
  public static void until(String what, Callable<Boolean> condition, Supplier<?> state) {
    try {
      until(what, condition);
    } catch (AssertionError failed) {
      throw new AssertionError(failed.getMessage() + " " + state.get(), failed);
    }
  }

  /** As {@link #until(String, Callable)}, with a limit of its own. */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    long begin = System.nanoTime();
    try {
      while (!condition.call()) {
        if (System.nanoTime() - begin > limit.toNanos()) {
          throw new AssertionError("not within " + limit + ": " + what);
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
