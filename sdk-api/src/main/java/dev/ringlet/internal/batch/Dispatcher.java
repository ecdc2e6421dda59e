// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests to the exporter, as many at a time as it allows.
 *
 * <p>An exporter that takes one request at a time is called on the worker's own thread; otherwise
 * threads are started when they are needed and end after ten idle seconds. The worker fills one
 * request while others are under way.
 *
 * <p>The lock guards which requests are free, their tickets and the writes of the count of
 * failures. It is held for a few instructions, never during an export.
 */
final class Dispatcher {
  private static final long IDLE_SECONDS = 10;

  private final RequestSender sender;
  private final BatchPolicy policy;
  private final Slot[] all;
  private final Slot[] free;
  private int freeCount;
  private long lastTicket;
  private volatile long failures; // written under the lock
  private boolean abandoned;
  private boolean arrivedAtEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ThreadPoolExecutor senders;
  private final Semaphore flushTurn = new Semaphore(1);

  Dispatcher(RequestSender sender, BatchPolicy policy) {
    this.sender = sender;
    this.policy = policy;
    int concurrency = sender.maxConcurrentExports();
    all = new Slot[concurrency];
    free = new Slot[concurrency];
    for (int i = 0; i < concurrency; i++) {
      all[i] = new Slot(sender.newRequest());
      free[i] = all[i];
    }
    freeCount = concurrency;
    // A thread that has given its request back may not be idle yet when the next one comes, so for
    // a moment there may be more threads than requests.
    senders = newSenders(2 * concurrency);
  }

  /** One request and the number of its sending, or 0; guarded by the lock. */
  final class Slot {
    final Request request;
    private final Runnable task = () -> sendHere(this);
    private long ticket;

    Slot(Request request) {
      this.request = request;
    }
  }

  private ThreadPoolExecutor newSenders(int most) {
    String threadName = "ringlet-" + policy.signal.key() + "-sender";
    return new ThreadPoolExecutor(
        0,
        most,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> Workers.newThread(task, threadName));
  }

  /** Waits for a request that is not under way; null when closing takes too long. */
  @Nullable Slot take() {
    lock.lock();
    try {
      while (freeCount == 0) {
        long deadline =
            sender.isClosing()
                ? System.nanoTime() + sender.nanosToClose()
                : Workers.deadlineAfter(Long.MAX_VALUE);
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
  void putBack(Slot slot, boolean arrived) {
    lock.lock();
    try {
      if (!arrived) {
        failures++;
      }
      slot.ticket = 0;
      free[freeCount++] = slot;
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
  void send(Slot slot) {
    lock.lock();
    slot.ticket = ++lastTicket;
    lock.unlock();
    if (all.length > 1) {
      try {
        senders.execute(slot.task);
        return;
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        // No thread to be had; this one will do.
      }
    }
    sendHere(slot);
  }

  private void sendHere(Slot slot) {
    Thread.interrupted(); // the last export may have left it behind
    boolean arrived = sender.send(slot.request);
    slot.request.trim(policy.maxBatchBytes);
    putBack(slot, arrived);
  }

  /** How many requests have failed so far; takes no lock. */
  long failures() {
    return failures;
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
    for (Slot slot : all) {
      if (slot.ticket != 0 && slot.ticket <= upTo) {
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
        if (abandoned || !awaitChange(System.nanoTime() + sender.nanosToClose())) {
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
   * Flushes the exporter, one flush at a time. Blocks as long as the exporter does.
   *
   * @return whether it did, in time; once closed, whether everything arrived then
   */
  boolean flushExporter(long deadlineNanos) throws InterruptedException {
    if (isEnded()) {
      return hasArrivedAtEnd();
    }
    if (!flushTurn.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      return sender.flushExporter(deadlineNanos - System.nanoTime());
    } finally {
      flushTurn.release();
    }
  }

  private boolean isEnded() {
    return senders.isShutdown();
  }

  private boolean hasArrivedAtEnd() {
    lock.lock();
    try {
      return arrivedAtEnd;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes what waits, after {@link RequestSender#closeBy}. */
  void closing() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
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
    sender.abandon();
  }

  /**
   * Ends the sending threads once they are idle; the first call returns whether everything arrived.
   */
  void shutdown(boolean arrived) {
    lock.lock();
    try {
      arrivedAtEnd |= arrived && !isEnded();
      senders.shutdown();
    } finally {
      lock.unlock();
    }
  }
}
