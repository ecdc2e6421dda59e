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
 * Passes requests to the exporter, up to its {@code maxConcurrentExports} at a time.
 *
 * <p>If the maximum is one, the worker's own thread calls the exporter. Otherwise threads are
 * started on demand and end after ten idle seconds, and the worker fills a request while others are
 * in progress.
 *
 * <p>The lock guards the free requests, their tickets and the writes of the failure count. It is
 * held for a few instructions, never during an export.
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
  private long failuresBeforeClose = -1;
  private boolean abandoned;
  private boolean arrivedAtEnd;
  private volatile boolean ended; // written under the lock
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
    // A thread that has put its request back may not be idle yet when the next one is sent, so
    // there may briefly be more threads than requests.
    senders = newSenders(2 * concurrency);
  }

  /** A request and its ticket, which numbers the sends, or 0 while it is not sent. */
  final class Slot implements Runnable {
    final Request request;
    private long ticket;

    Slot(Request request) {
      this.request = request;
    }

    @Override
    public void run() {
      sendHere(this);
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

  /** Waits for a free request; null at the deadline of close. */
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

  /** Makes a request free again, and counts a failure unless {@code arrived}. */
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

  /** Counts a failure for records that were lost before they were in a request. */
  void fail() {
    lock.lock();
    failures++;
    lock.unlock();
  }

  /** Sends a filled request, on this thread or another, and makes it free afterwards. */
  void send(Slot slot) {
    lock.lock();
    slot.ticket = ++lastTicket;
    lock.unlock();
    if (all.length > 1) {
      try {
        senders.execute(slot);
        return;
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        // No thread available: send on this one.
      }
    }
    sendHere(slot);
  }

  private void sendHere(Slot slot) {
    Thread.interrupted(); // the previous export may have set it
    boolean arrived = false;
    try {
      arrived = sender.send(slot.request);
      slot.request.trim(policy.largeBatchBytes);
    } finally {
      putBack(slot, arrived);
    }
  }

  /**
   * Gives memory of free requests back that they did not need since the last call.
   *
   * @return whether a later call may give more back
   */
  boolean trim() {
    sender.trim();
    lock.lock();
    try {
      boolean more = freeCount < all.length;
      for (int i = 0; i < freeCount; i++) {
        more |= free[i].request.trimIdle();
      }
      return more;
    } finally {
      lock.unlock();
    }
  }

  /** Number of failed requests; takes no lock. */
  long failures() {
    return failures;
  }

  /** Waits until all requests sent before the call have ended; false at the deadline. */
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

  /** Worker: waits until all requests are free; false at the deadline of close. */
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
        return true; // ignored; the caller checks its condition again
      }
    }
    return left > 0;
  }

  /**
   * Flushes the exporter, one flush at a time. Blocks as long as the exporter does.
   *
   * @return whether the flush succeeded in time; after close, whether all records arrived
   */
  boolean flushExporter(long deadlineNanos) throws InterruptedException {
    if (ended) {
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

  private boolean hasArrivedAtEnd() {
    lock.lock();
    try {
      return arrivedAtEnd;
    } finally {
      lock.unlock();
    }
  }

  /** Stores the number of failures that are older than the close; the first call counts. */
  void beforeClose() {
    lock.lock();
    try {
      if (failuresBeforeClose < 0) {
        failuresBeforeClose = failures;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all waiting threads, after {@link RequestSender#closeBy}. */
  void closing() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Counts the records in progress as lost; later results are ignored. */
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
   * Ends the sending threads when they are idle. The first call stores whether all records arrived.
   *
   * @param sent whether the exporter has all records and holds none back; a failure since {@link
   *     #beforeClose} means that some did not arrive
   */
  void shutdown(boolean sent) {
    lock.lock();
    try {
      arrivedAtEnd |= sent && failures == failuresBeforeClose && !ended;
      ended = true;
      senders.shutdown();
    } catch (SecurityException e) {
      // A security manager may forbid it. The threads end after IDLE_SECONDS without it.
    } finally {
      lock.unlock();
    }
  }
}
