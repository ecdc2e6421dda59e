// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock and a wait that closing ends. An interrupt does not end the wait; it is restored
 * afterwards. Thread-safe.
 */
public class Pause {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean closed;

  /** As {@link System#nanoTime}. */
  long nanoTime() {
    return System.nanoTime();
  }

  /** Waits; returns false at once if closed. */
  public boolean await(long nanos) {
    boolean interrupted = false;
    lock.lock();
    try {
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
        try {
          woken.awaitNanos(left);
        } catch (InterruptedException remembered) {
          interrupted = true;
        }
      }
      return !closed;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends every wait, now and later. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
