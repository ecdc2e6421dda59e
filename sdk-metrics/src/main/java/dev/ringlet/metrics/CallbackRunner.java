// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.batch.Workers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;

/**
 * Runs the callbacks of one reader, on a thread of their own, so that one that blocks holds nothing
 * up for longer than a collection may take. Used by one thread at a time.
 */
final class CallbackRunner {
  private final MeterEngine engine;
  private final long timeoutNanos;
  private Worker worker;

  /** Runs the worker; any thread may compare itself with it. */
  private volatile Thread thread;

  CallbackRunner(MeterEngine engine, long timeoutNanos) {
    this.engine = engine;
    this.timeoutNanos = timeoutNanos;
  }

  /** Whether this thread is the one that {@link #run} waits for. */
  boolean isHere() {
    return Thread.currentThread() == thread;
  }

  /**
   * Runs all that are not still running, one after the other. One that takes longer than the
   * timeout is left alone, and those behind it together get half of the time, and so on: it is over
   * after twice the timeout at most.
   */
  void run(List<Callback> callbacks, MetricReader reader) {
    long patienceNanos = timeoutNanos;
    for (int next = 0; next < callbacks.size(); ) {
      Worker current = worker();
      if (current == null) {
        return;
      }
      Job job = new Job(callbacks, next, reader);
      current.start(job);
      long deadline = Workers.deadlineAfter(patienceNanos);
      if (Workers.await(job.done, () -> deadline - System.nanoTime())) {
        return;
      }
      close(); // the thread ends when the callback does
      next = job.abandon() + 1;
      patienceNanos /= 2;
      if (next <= callbacks.size()) {
        engine.onUserError("callback of a metric", new CallbackTimeout());
      }
    }
  }

  private Worker worker() {
    if (worker == null) {
      try {
        Worker fresh = new Worker();
        thread = Workers.newThread(fresh, "ringlet-metrics-callbacks");
        thread.start();
        worker = fresh;
      } catch (Throwable t) {
        engine.logger.log(
            Level.WARNING, "callbacks", () -> "No thread for the callbacks of metrics: " + t);
      }
    }
    return worker;
  }

  void close() {
    if (worker != null) {
      worker.start(null);
      worker = null;
      thread = null;
    }
  }

  /** Names in a log what happened. */
  private static final class CallbackTimeout extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallbackTimeout() {
      super("took too long", null, false, false);
    }
  }

  /** Callbacks to be run in turn. */
  private static final class Job implements Runnable {
    private final List<Callback> callbacks;
    private final MetricReader reader;
    private final CountDownLatch done = new CountDownLatch(1);
    private int next;
    private boolean abandoned;

    Job(List<Callback> callbacks, int first, MetricReader reader) {
      this.callbacks = callbacks;
      this.reader = reader;
      next = first;
    }

    @Override
    public void run() {
      Callback callback = current();
      while (callback != null) {
        callback.run(reader);
        callback = following();
      }
      done.countDown();
    }

    private synchronized Callback current() {
      return next < callbacks.size() ? callbacks.get(next) : null;
    }

    private synchronized Callback following() {
      next++;
      return abandoned ? null : current();
    }

    /** Stops it behind the callback that runs, whose number is returned; if all ran, theirs. */
    synchronized int abandon() {
      abandoned = true;
      if (next < callbacks.size()) {
        callbacks.get(next).abandon();
      }
      return next;
    }
  }

  /** Waits for jobs; null ends it. */
  private static final class Worker implements Runnable {
    private Job job;
    private boolean given;

    synchronized void start(Job next) {
      job = next;
      given = true;
      notifyAll();
    }

    private synchronized Job take() {
      while (!given) {
        try {
          wait();
        } catch (InterruptedException e) {
          // a callback left its interrupt behind; there is nothing to interrupt here
        }
      }
      given = false;
      return job;
    }

    @Override
    public void run() {
      for (Job next = take(); next != null; next = take()) {
        next.run();
      }
    }
  }
}
