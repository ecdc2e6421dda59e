// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Sends stored requests, oldest first, one at a time, the exporters in turn. Thread-safe.
 *
 * <p>{@link DrainSchedule} decides when. Fresh requests do not pass through here and have
 * connections of their own, so stored ones are at most half of the requests in flight.
 */
final class SpoolDrain {
  /*
   * Parties: one thread sends; exporting threads note that a request was stored or delivered; a
   *          thread that removes a queue waits until none of its requests is being sent.
   * Lock:    guards the queues. Held for a few instructions, never while sending or waiting for the
   *          disk.
   * Throwable: one that is thrown while a request is sent counts as its failure; another one, for
   *          example because no memory is left to note that failure, makes the thread pause.
   */
  private static final long SECOND = 1_000_000_000L;
  private static final long DISK_NANOS = 30 * SECOND;
  private static final long ERROR_PAUSE_NANOS = SECOND / 10;
  private static final int MAX_OWN_FAILURES = 3;
  private static final ExportResult FAILED =
      ExportResult.retry(FailureCause.INTERNAL, -1, "not sent");

  /** The stored requests of one exporter. Guarded by the lock. */
  static final class Queue extends DrainSchedule.Entry {
    private final Recipient recipient;
    private final Outlet outlet;
    private final long timeoutNanos;
    private boolean sending;

    // The drain's thread only: the request that failed last for a reason within this process.
    private long failedSegment;
    private int failedIndex;
    private int ownFailures;

    Queue(Recipient recipient, Outlet outlet, long timeoutNanos) {
      this.recipient = recipient;
      this.outlet = outlet;
      this.timeoutNanos = timeoutNanos;
    }

    /** Counts a failure within this process; returns whether the request is not tried again. */
    private boolean isHopeless(StoredRequest request) {
      long segment = request.segment.number;
      boolean same = ownFailures > 0 && failedSegment == segment && failedIndex == request.index;
      failedSegment = segment;
      failedIndex = request.index;
      ownFailures = same ? ownFailures + 1 : 1;
      return ownFailures >= MAX_OWN_FAILURES;
    }
  }

  private final SpoolWorker worker;
  private final DrainSchedule schedule;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean closed;

  SpoolDrain(SpoolWorker worker, long bytesPerSecond, DoubleSupplier random) {
    this.worker = worker;
    schedule = new DrainSchedule(bytesPerSecond, random, System.nanoTime());
    thread = Workers.newThread(this::run, "ringlet-spool-drain");
    thread.start();
  }

  /** Adds the queue of an exporter, whose requests are sent from now on. */
  void add(Queue queue) {
    changeAndWake(() -> schedule.add(queue, System.nanoTime()));
  }

  /** Notes that a fresh request was stored: it is tried again after a wait. */
  void onStored(Queue queue) {
    wakeIf(() -> schedule.onStored(queue, System.nanoTime()));
  }

  /**
   * Notes that a fresh request was delivered: ends the wait after a random time, so that many
   * devices do not send at once.
   */
  void onDelivered(Queue queue) {
    if (queue.backlog) {
      wakeIf(() -> schedule.onDelivered(queue, System.nanoTime()));
    }
  }

  /** Sends no more of a queue, and waits until none of its requests is being sent. */
  void remove(Queue queue, long deadlineNanos) {
    change(() -> schedule.remove(queue));
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
      schedule.setPaused(queue, true);
      boolean idle = awaitIdle(queue, deadlineNanos);
      schedule.setPaused(queue, idle);
      return idle;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on with a queue, after a short wait from now on; nanoTime may have jumped. */
  void resume(Queue queue) {
    changeAndWake(() -> schedule.resume(queue, System.nanoTime()));
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
    boolean ended = false;
    while (!ended) {
      try (Scope suppressed = Suppression.open()) {
        sendUntilClosed();
        ended = true;
      } catch (Throwable t) {
        Thread.interrupted(); // with it there would be no pause
        LockSupport.parkNanos(this, ERROR_PAUSE_NANOS);
      }
    }
  }

  private void sendUntilClosed() {
    Queue queue;
    while ((queue = awaitDue()) != null) {
      try {
        sendOldest(queue);
      } catch (Throwable t) {
        queue.backlog = true; // nothing is lost: it is still on disk
        backOff(queue, FAILED);
      } finally {
        markIdle(queue);
      }
    }
  }

  /** Waits until a queue is due, and marks it as sending; null when closed. */
  private Queue awaitDue() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        Queue due = (Queue) schedule.nextDue(now);
        if (due != null) {
          due.sending = true;
          return due;
        }
        try {
          changed.awaitNanos(schedule.nanosToNext(now));
        } catch (InterruptedException e) {
          // this thread is the spool's own; an interrupt has no meaning
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
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
      change(() -> schedule.await(queue, wait, System.nanoTime()));
      return;
    }
    queue.backlog = false; // a request that is stored from here on sets it again
    OldestRequest oldest = worker.takeOldest(queue.recipient, System.nanoTime() + DISK_NANOS);
    StoredRequest request = oldest.request();
    if (request == null) {
      worker.markIdle(queue.recipient.signal());
      if (!oldest.isKnown() || !worker.isAvailable()) {
        change(() -> schedule.awaitDisk(queue, System.nanoTime()));
      }
      return;
    }
    queue.backlog = true;
    ExportResult result = send(queue, request);
    change(() -> schedule.onSent(request.length(), System.nanoTime()));
    finishSending(queue, request, result);
  }

  /** Sends a request once; an outlet that throws is one failure. */
  private static ExportResult send(Queue queue, StoredRequest request) {
    try {
      return queue.outlet.send(request.toPayload(System.nanoTime() + queue.timeoutNanos));
    } catch (Throwable t) {
      return FAILED; // nothing is lost: it is still on disk
    }
  }

  /**
   * A failure within this process (no memory, classes that do not link) says nothing about the
   * request until it is repeated. The queue backs off even when the request is given up, because
   * all others may fail as well.
   */
  private void finishSending(Queue queue, StoredRequest request, ExportResult result) {
    boolean retry = result.kind() == ExportResult.Kind.RETRY;
    boolean own = !retry && result.cause() == FailureCause.INTERNAL;
    if (retry || own && !queue.isHopeless(request)) {
      worker.putBack(request);
    } else {
      worker.finishSending(request, result);
    }
    if (retry || own) {
      backOff(queue, result);
    } else {
      change(() -> schedule.succeed(queue, System.nanoTime()));
    }
  }

  private void backOff(Queue queue, ExportResult result) {
    change(
        () -> schedule.backOff(queue, result.cause(), result.retryAfterNanos(), System.nanoTime()));
  }

  /** For changes of other threads: the drain's thread may wait for them. */
  private void changeAndWake(Runnable change) {
    wakeIf(
        () -> {
          change.run();
          return true;
        });
  }

  /** Makes a change and wakes the drain's thread if the change returns true. */
  private void wakeIf(BooleanSupplier change) {
    change(
        () -> {
          if (change.getAsBoolean()) {
            changed.signalAll();
          }
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
