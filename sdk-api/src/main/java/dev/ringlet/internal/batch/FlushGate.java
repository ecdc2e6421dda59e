// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waiting point of flushes: a flush passes when the dispatcher has all records that were accepted
 * before it.
 *
 * <p>Each flush has a number, and the worker lets all flushes up to a number pass at once. Any
 * number of concurrent flushes therefore costs one round of sending, and a caller that stops
 * waiting leaves no state. Any thread requests and waits; the worker lets pass.
 */
final class FlushGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile long asked;
  private long passed;
  private boolean ended;

  /** Requests a flush of all records accepted so far; returns its number. */
  long ask() {
    lock.lock();
    try {
      return ++asked;
    } finally {
      lock.unlock();
    }
  }

  /** Number of the last flush requested. */
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

  /** Lets all flushes pass, now and later: no more records will be sent. */
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
