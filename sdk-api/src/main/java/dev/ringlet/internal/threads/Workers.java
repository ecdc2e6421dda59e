// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Creates threads that keep no reference to their creator, and waits without regard to interrupts.
 */
public final class Workers {
  /** Prefix of the names of all threads of the SDK. */
  public static final String NAME_PREFIX = "ringlet-";

  /** Name of the thread that runs the application's metric callbacks. */
  public static final String CALLBACKS = NAME_PREFIX + "metrics-callbacks";

  private Workers() {}

  /**
   * Makes a thread; run with privileges, so that the thread inherits those of this class alone, and
   * that the calling code needs none.
   */
  private record Maker(Runnable task, String name) implements PrivilegedAction<Thread> {
    @Override
    public Thread run() {
      Thread thread = new Thread(null, task, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    }
  }

  /**
   * Creates a daemon thread that inherits neither thread locals nor the context class loader nor
   * the access control context, which up to JDK 23 names the class loaders of all callers. So
   * neither it, nor a thread that a library starts from it and keeps, prevents the unloading of an
   * application.
   */
  @SuppressWarnings("removal") // does nothing where threads have no access control context
  public static Thread newThread(Runnable task, String name) {
    return AccessController.doPrivileged(new Maker(task, name));
  }

  /** Starts such a thread; false if there is no memory, room or stack for one. */
  public static boolean start(Runnable task, String name) {
    try {
      newThread(task, name).start();
      return true;
    } catch (Throwable t) {
      return false;
    }
  }

  /** Waits without regard to interrupts, which are preserved; false if the time is over. */
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

  /** A duration in nanoseconds, limited to the range of {@code long}. */
  public static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The {@link System#nanoTime} at the end of a timeout, which may be negative or unlimited. */
  public static long deadlineAfter(long timeoutNanos) {
    return System.nanoTime() + Math.max(0, Math.min(timeoutNanos, Long.MAX_VALUE / 4));
  }
}
