// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.GuardedExporter;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * <p>The lock guards which requests are free, their tickets and the count of failures. It is held
 * for a few instructions, never during an export.
 */
final class Dispatcher {
  private static final long IDLE_SECONDS = 10;

  private final GuardedExporter exporter;
  private final DeliveryCounters counters;
  private final BatchPolicy policy;
  private final Request[] all;
  private final Request[] free;
  private int freeCount;
  private long lastTicket;
  private long failures;
  private boolean abandoned;
  private boolean arrivedAtEnd;
  private volatile long closeDeadlineNanos;
  private volatile boolean closing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ThreadPoolExecutor senders;
  private final ThreadPoolExecutor flushers;

  Dispatcher(GuardedExporter exporter, DeliveryCounters counters, BatchPolicy policy) {
    this.exporter = exporter;
    this.counters = counters;
    this.policy = policy;
    int concurrency = exporter.maxConcurrentExports();
    all = new Request[concurrency];
    free = new Request[concurrency];
    for (int i = 0; i < concurrency; i++) {
      Request request = new Request(policy.signal);
      request.task = () -> sendHere(request);
      all[i] = request;
      free[i] = request;
    }
    freeCount = concurrency;
    // A thread that has given its request back may not be idle yet when the next one comes, so for
    // a moment there may be more threads than requests.
    senders = newPool(0, 2 * concurrency, new SynchronousQueue<>(), "sender");
    flushers = newPool(1, 1, new LinkedBlockingQueue<>(), "flush");
    flushers.allowCoreThreadTimeOut(true);
  }

  private ThreadPoolExecutor newPool(
      int least, int most, BlockingQueue<Runnable> queue, String name) {
    String threadName = "ringlet-" + policy.signal.key() + "-" + name;
    return new ThreadPoolExecutor(
        least,
        most,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        queue,
        task -> Workers.newThread(task, threadName));
  }

  /** Waits for a request that is not under way; null when closing takes too long. */
  Request take() {
    lock.lock();
    try {
      while (freeCount == 0) {
        long deadline = closing ? closeDeadlineNanos : Workers.deadlineAfter(Long.MAX_VALUE);
        if (abandoned || !awaitChange(deadline)) {
          return null;
        }
      }
      return free[--freeCount];
    } finally {
      lock.unlock();
    }
  }

  /** Takes a request back; unless {@code arrived}, its records were lost. */
  void putBack(Request request, boolean arrived) {
    lock.lock();
    try {
      if (!arrived) {
        failures++;
      }
      request.ticket = 0;
      free[freeCount++] = request;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Counts a failure for records that were lost on their way into a request. */
  void fail() {
    lock.lock();
    failures++;
    lock.unlock();
  }

  /** Sends a filled request, on this thread or another, and takes it back afterwards. */
  void send(Request request) {
    lock.lock();
    request.ticket = ++lastTicket;
    lock.unlock();
    if (all.length > 1) {
      try {
        senders.execute(request.task);
        return;
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        // No thread to be had; this one will do.
      }
    }
    sendHere(request);
  }

  private void sendHere(Request request) {
    Thread.interrupted(); // left behind by the last export, or meant for nobody
    long deadline = Workers.deadlineAfter(policy.exportTimeoutNanos);
    if (closing && closeDeadlineNanos - deadline < 0) {
      deadline = closeDeadlineNanos;
    }
    boolean arrived = request.send(exporter, counters, deadline);
    request.trim(policy.maxBatchBytes);
    putBack(request, arrived);
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

  /** Waits until every request sent before the call is back; false at the deadline. */
  boolean awaitSent(long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      long upTo = lastTicket;
      while (isUnderWay(upTo)) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || abandoned) {
          return false;
        }
        changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isUnderWay(long upTo) {
    for (Request request : all) {
      if (request.ticket != 0 && request.ticket <= upTo) {
        return true;
      }
    }
    return false;
  }

  /** Worker: waits until nothing is under way; false when closing takes too long. */
  boolean awaitIdle() {
    lock.lock();
    try {
      while (freeCount < all.length) {
        if (abandoned || !awaitChange(closeDeadlineNanos)) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitChange(long deadlineNanos) {
    long left = deadlineNanos - System.nanoTime();
    if (left > 0) {
      try {
        changed.awaitNanos(left);
      } catch (InterruptedException e) {
        return true; // not for us
      }
    }
    return left > 0;
  }

  /**
   * Lets the exporter send what it holds back, on a thread that may be lost to it.
   *
   * @return whether it did, in time; once closed, whether everything arrived then
   */
  boolean flushExporter(long deadlineNanos) throws InterruptedException {
    FutureTask<Boolean> flush =
        new FutureTask<>(() -> exporter.flush(deadlineNanos - System.nanoTime()));
    try {
      flushers.execute(flush);
      return flush.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return hasArrivedAtEnd();
    } catch (ExecutionException | TimeoutException | OutOfMemoryError e) {
      return false;
    } finally {
      flushers.remove(flush); // the queue holds no more than there are callers
    }
  }

  private boolean hasArrivedAtEnd() {
    lock.lock();
    try {
      return arrivedAtEnd;
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@code thread} is inside the exporter with one of the requests. */
  boolean isSending(Thread thread) {
    for (Request request : all) {
      if (request.isSentBy(thread)) {
        return true;
      }
    }
    return false;
  }

  /** From now on everything ends by {@code deadlineNanos}; a later call may only hurry. */
  void closeBy(long deadlineNanos) {
    lock.lock();
    try {
      if (!closing || deadlineNanos - closeDeadlineNanos < 0) {
        closeDeadlineNanos = deadlineNanos;
      }
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Time until everything must have ended, in nanoseconds; for use once closing. */
  long nanosToClose() {
    return closeDeadlineNanos - System.nanoTime();
  }

  /** Counts what is still under way as lost; later results change nothing. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (Request request : all) {
      request.abandon(counters);
    }
  }

  /** Ends the sending threads once they are idle; the first call tells whether all arrived. */
  void shutdown(boolean arrived) {
    lock.lock();
    try {
      arrivedAtEnd |= arrived && !senders.isShutdown();
      senders.shutdown();
      flushers.shutdown();
    } finally {
      lock.unlock();
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
}
