// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;

/**
 * Sends stored requests, oldest first, one at a time, the signals in turn. Thread-safe.
 *
 * <p>After a failure the next attempt for that signal waits a random time of up to 2 s, doubled up
 * to five minutes, and at least as long as the receiver requested; or up to a second once a fresh
 * request was delivered. The rate is limited. Fresh requests do not pass through here and have
 * connections of their own, so stored ones are at most half of the requests in flight.
 */
final class SpoolDrain {
  /*
   * Parties: one thread sends; exporting threads note that a request was stored or delivered; a
   *          thread that removes a queue waits until none of its requests is being sent.
   * Lock:    guards the queues. Held for a few instructions, never while sending or waiting for the
   *          disk.
   */
  private static final long SECOND = 1_000_000_000L;
  static final long MAX_BACKOFF_NANOS = 300 * SECOND;
  private static final long DISK_NANOS = 30 * SECOND;
  private static final long IDLE_NANOS = 60 * SECOND;
  private static final int MAX_DOUBLINGS = 20;

  /** The stored requests of one signal, and when the next is sent. Guarded by the lock. */
  static final class Queue {
    private final Signal signal;
    private final Outlet outlet;
    private final long timeoutNanos;
    private boolean sending;
    private boolean paused;
    private long nextTryNanos;
    private int failures;

    /** Whether there may be something to send; cleared when nothing was found. */
    private volatile boolean backlog = true;

    Queue(Signal signal, Outlet outlet, long timeoutNanos) {
      this.signal = signal;
      this.outlet = outlet;
      this.timeoutNanos = timeoutNanos;
    }
  }

  private final SpoolWorker worker;
  private final long bytesPerSecond;
  private final DoubleSupplier random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Queue> queues = new ArrayList<>();
  private final Thread thread;
  private boolean closed;
  private int turn;
  private long nextSendNanos = System.nanoTime();

  SpoolDrain(SpoolWorker worker, long bytesPerSecond, DoubleSupplier random) {
    this.worker = worker;
    this.bytesPerSecond = bytesPerSecond;
    this.random = random;
    thread = Workers.newThread(this::run, "ringlet-spool-drain");
    thread.start();
  }

  /** Adds the queue of a signal, whose requests are sent from now on. */
  void add(Queue queue) {
    lock.lock();
    try {
      queue.nextTryNanos = System.nanoTime() + spread(SECOND);
      queues.add(queue);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long spread(long nanos) {
    return (long) (nanos * random.getAsDouble());
  }

  /** Notes that a request was stored: it is tried again after a wait. */
  void onStored(Queue queue) {
    if (queue.backlog) {
      return;
    }
    lock.lock();
    try {
      queue.backlog = true;
      queue.nextTryNanos = System.nanoTime() + SECOND / 2 + spread(SECOND / 2);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that a fresh request was delivered: ends the wait after a random time, so that many
   * devices do not send at once.
   */
  void onDelivered(Queue queue) {
    if (!queue.backlog) {
      return;
    }
    lock.lock();
    try {
      long soon = System.nanoTime() + spread(SECOND);
      if (queue.failures > 0 && queue.nextTryNanos - soon > 0) {
        queue.nextTryNanos = soon;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends no more of a queue, and waits until none of its requests is being sent. */
  void remove(Queue queue, long deadlineNanos) {
    lock.lock();
    try {
      queues.remove(queue);
    } finally {
      lock.unlock();
    }
    awaitIdle(queue, deadlineNanos);
  }

  /**
   * Sends nothing of a queue until {@link #resume}.
   *
   * @return whether nothing of it is being sent; if not by the deadline, it is not paused
   */
  boolean pause(Queue queue, long deadlineNanos) {
    lock.lock();
    try {
      queue.paused = true;
      queue.paused = awaitIdle(queue, deadlineNanos);
      return queue.paused;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on with a queue, after a short wait from now on; nanoTime may have jumped. */
  void resume(Queue queue) {
    lock.lock();
    try {
      queue.paused = false;
      nextSendNanos = System.nanoTime();
      queue.nextTryNanos = nextSendNanos + spread(SECOND);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitIdle(Queue queue, long deadlineNanos) {
    boolean interrupted = false;
    lock.lock();
    try {
      changed.signalAll();
      while (queue.sending && deadlineNanos - System.nanoTime() > 0) {
        try {
          changed.awaitNanos(deadlineNanos - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return !queue.sending;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private void run() {
    try (Scope suppressed = Suppression.open()) {
      Queue queue;
      while ((queue = awaitDue()) != null) {
        try {
          sendOldest(queue);
        } catch (Throwable t) {
          backOff(queue, -1); // nothing is lost: it is still on disk
        } finally {
          markIdle(queue);
        }
      }
    }
  }

  /** Waits until a queue is due, and marks it as sending; null when closed. */
  private Queue awaitDue() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long wait = Math.max(0, nextSendNanos - now);
        Queue due = wait > 0 ? null : nextDue(now);
        if (due != null) {
          due.sending = true;
          return due;
        }
        try {
          changed.awaitNanos(wait > 0 ? wait : nanosToNext(now));
        } catch (InterruptedException e) {
          // this thread is the spool's own; an interrupt has no meaning
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Queue nextDue(long now) {
    for (int i = 0; i < queues.size(); i++) {
      Queue queue = queues.get((turn + i) % queues.size());
      if (queue.backlog && !queue.paused && now - queue.nextTryNanos >= 0) {
        turn = (turn + i + 1) % queues.size();
        return queue;
      }
    }
    return null;
  }

  private long nanosToNext(long now) {
    long wait = IDLE_NANOS;
    for (Queue queue : queues) {
      if (queue.backlog && !queue.paused) {
        wait = Math.min(wait, Math.max(0, queue.nextTryNanos - now));
      }
    }
    return wait;
  }

  private void markIdle(Queue queue) {
    lock.lock();
    try {
      queue.sending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends the oldest request of a queue, if there is one. */
  private void sendOldest(Queue queue) {
    long wait = queue.outlet.nanosToWait();
    if (wait > 0) {
      postpone(queue, wait + spread(wait / 4));
      return;
    }
    queue.backlog = false; // a request that is stored from here on sets it again
    StoredRequest request = worker.takeOldest(queue.signal, System.nanoTime() + DISK_NANOS);
    if (request == null) {
      worker.markIdle(queue.signal);
      if (!worker.isAvailable()) {
        queue.backlog = true; // the disk may come back with requests on it
        postpone(queue, IDLE_NANOS);
      }
      return;
    }
    queue.backlog = true;
    ExportResult result = null;
    try {
      Payload payload = request.toPayload(System.nanoTime() + queue.timeoutNanos);
      result = queue.outlet.send(payload);
    } finally {
      limitRate(request.length());
      finishSending(queue, request, result);
    }
  }

  private void finishSending(Queue queue, StoredRequest request, ExportResult result) {
    if (result != null && result.kind() != ExportResult.Kind.RETRY) {
      worker.finishSending(request, result);
      resetBackoff(queue);
    } else {
      worker.putBack(request);
      backOff(queue, result == null ? -1 : result.retryAfterNanos());
    }
  }

  private void resetBackoff(Queue queue) {
    lock.lock();
    queue.failures = 0;
    lock.unlock();
  }

  private void limitRate(int bytes) {
    lock.lock();
    try {
      long now = System.nanoTime();
      long from = now - nextSendNanos > 0 ? now : nextSendNanos;
      nextSendNanos = from + (long) ((double) bytes / bytesPerSecond * SECOND);
    } finally {
      lock.unlock();
    }
  }

  private void backOff(Queue queue, long serverNanos) {
    lock.lock();
    try {
      queue.failures = Math.min(queue.failures + 1, MAX_DOUBLINGS);
      long longest = Math.min(MAX_BACKOFF_NANOS, SECOND << queue.failures);
      long own = SECOND / 2 + spread(longest - SECOND / 2);
      long floor = serverNanos <= 0 ? 0 : serverNanos + spread(serverNanos / 5);
      queue.nextTryNanos = System.nanoTime() + Math.max(own, floor);
    } finally {
      lock.unlock();
    }
  }

  private void postpone(Queue queue, long nanos) {
    lock.lock();
    try {
      queue.nextTryNanos = System.nanoTime() + nanos;
      queue.failures = Math.max(1, queue.failures); // so that a delivery ends the wait
    } finally {
      lock.unlock();
    }
  }
}
