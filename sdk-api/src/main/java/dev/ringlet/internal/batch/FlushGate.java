// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where threads that flush wait until the worker has handed everything they mean to the exporter.
 *
 * <p>Each flush has a number, and the worker lets all numbers up to one pass at once, so that any
 * number of callers costs one round of sending, and a caller that gave up leaves nothing behind.
 * Any thread asks and waits; the worker passes.
 */
final class FlushGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile long asked;
  private long passed;
  private boolean ended;

  /** Asks for a flush of everything accepted so far; returns its number. */
  long ask() {
    lock.lock();
    try {
      return ++asked;
    } finally {
      lock.unlock();
    }
  }

  /** Number of the last flush that was asked for. */
  long asked() {
    return asked;
  }

  /** Lets all flushes up to {@code number} pass. */
  void pass(long number) {
    lock.lock();
    try {
      passed = number;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets every flush pass from now on: nothing more will be sent. */
  void end() {
    lock.lock();
    try {
      ended = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until flush {@code number} may pass; false at the deadline. */
  boolean await(long number, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      while (passed < number && !ended) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        moved.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
