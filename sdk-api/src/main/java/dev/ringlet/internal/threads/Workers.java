// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Creates threads that keep no reference to their creator, and waits without regard to interrupts.
 */
public final class Workers {
  /** Begins the name of every thread of the SDK. */
  public static final String NAME_PREFIX = "ringlet-";

  /** The thread that calls the application's metric callbacks. */
  public static final String CALLBACKS = NAME_PREFIX + "metrics-callbacks";

  private Workers() {}

  /**
   * A daemon thread that inherits neither thread locals nor the context class loader, so that it
   * keeps no application from being unloaded.
   */
  public static Thread newThread(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Waits, whatever interrupts come, and keeps them; false when there is no time left. */
  public static boolean await(CountDownLatch latch, LongSupplier nanosLeft) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (latch.await(nanosLeft.getAsLong(), TimeUnit.NANOSECONDS)) {
            return true;
          }
          if (nanosLeft.getAsLong() <= 0) {
            return false;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A duration in nanoseconds; one that is too long for that is as good as without end. */
  public static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The {@link System#nanoTime} after a time that may be negative or without end. */
  public static long deadlineAfter(long timeoutNanos) {
    return System.nanoTime() + Math.max(0, Math.min(timeoutNanos, Long.MAX_VALUE / 4));
  }
}
