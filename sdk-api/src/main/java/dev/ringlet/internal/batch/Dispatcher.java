// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.Exporter;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries requests to the exporter, as many at a time as it allows. Internal to Ringlet: may change
 * or vanish in any release.
 *
 * <p>An exporter that takes one request at a time is called on the worker's own thread; otherwise
 * threads are started when they are needed and end after ten idle seconds. The worker fills one
 * request while others are under way.
 *
 * <p>The lock guards which requests are free. It is held for a few instructions, never during an
 * export.
 */
final class Dispatcher {
  private static final long IDLE_SECONDS = 10;

  private final Exporter exporter;
  private final DeliveryCounters counters;
  private final BatchPolicy policy;
  private final Request[] all;
  private final Request[] free;
  private int freeCount;
  private long failures;
  private volatile long closeDeadlineNanos;
  private volatile boolean closing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition returned = lock.newCondition();
  private final ThreadPoolExecutor senders;

  Dispatcher(Exporter exporter, DeliveryCounters counters, BatchPolicy policy) {
    this.exporter = exporter;
    this.counters = counters;
    this.policy = policy;
    int concurrency = Math.max(1, Math.min(16, exporter.maxConcurrentExports()));
    all = new Request[concurrency];
    free = new Request[concurrency];
    for (int i = 0; i < concurrency; i++) {
      all[i] = new Request(policy.signal);
      free[i] = all[i];
    }
    freeCount = concurrency;
    senders = concurrency == 1 ? null : newSenders(concurrency);
  }

  private ThreadPoolExecutor newSenders(int concurrency) {
    return new ThreadPoolExecutor(
        0,
        concurrency,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> Workers.newThread(task, "ringlet-" + policy.signal.key() + "-sender"));
  }

  /**
   * Waits for a request that is not under way; null when closing takes too long or on interrupt.
   */
  Request take() {
    lock.lock();
    try {
      while (freeCount == 0) {
        if (closing && closeDeadlineNanos - System.nanoTime() <= 0) {
          return null;
        }
        returned.awaitNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      return free[--freeCount];
    } catch (InterruptedException e) {
      return null; // the interrupt is not for us; the worker asks again
    } finally {
      lock.unlock();
    }
  }

  /** Gives an unused request back. */
  void putBack(Request request) {
    lock.lock();
    try {
      free[freeCount++] = request;
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends a filled request, on this thread or another, and takes it back afterwards. */
  void send(Request request) {
    if (senders == null) {
      sendHere(request);
      return;
    }
    try {
      senders.execute(() -> sendHere(request));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      sendHere(request); // no thread to be had; this one will do
    }
  }

  private void sendHere(Request request) {
    long deadline = System.nanoTime() + policy.exportTimeoutNanos;
    if (closing && closeDeadlineNanos - deadline < 0) {
      deadline = closeDeadlineNanos;
    }
    boolean arrived = request.send(exporter, counters, deadline);
    request.trim(policy.maxBatchBytes);
    lock.lock();
    try {
      if (!arrived) {
        failures++;
      }
      free[freeCount++] = request;
      returned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many requests have failed so far. */
  long failures() {
    lock.lock();
    try {
      return failures;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is under way; false at the deadline. */
  boolean awaitIdle(long deadlineNanos) {
    lock.lock();
    try {
      while (freeCount < all.length) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          returned.awaitNanos(left);
        } catch (InterruptedException e) {
          continue; // not for us; the deadline bounds the wait
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** From now on everything ends by {@code deadlineNanos}. */
  void closeBy(long deadlineNanos) {
    closeDeadlineNanos = deadlineNanos;
    closing = true;
  }

  /** Counts what is still under way as lost. */
  void abandon() {
    for (Request request : all) {
      request.abandon(counters);
    }
  }

  /** Ends the sending threads once they are idle. */
  void shutdown() {
    if (senders != null) {
      senders.shutdown();
    }
  }

  /** Records in requests whose fate is open. */
  long openItems() {
    long sum = 0;
    for (Request request : all) {
      sum += request.openItems();
    }
    return sum;
  }

  Exporter exporter() {
    return exporter;
  }
}
