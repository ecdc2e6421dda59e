// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.internal.threads.Workers;
import dev.ringlet.metrics.series.MeterEngine;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;

/**
 * Runs the callbacks of one reader on a separate thread, so that a callback that blocks delays a
 * collection by its timeout only. Used by one thread at a time.
 */
public final class CallbackRunner {
  private static final ContextKey<Worker> RUNNING = ContextKey.named("ringlet-metrics-callbacks");

  private final MeterEngine engine;
  private final long timeoutNanos;

  /** Any thread may compare the worker in its context with this one. */
  private volatile Worker worker;

  public CallbackRunner(MeterEngine engine, long timeoutNanos) {
    this.engine = engine;
    this.timeoutNanos = timeoutNanos;
  }

  /** Whether {@link #run} waits for this thread, or for one that passed its context to it. */
  public boolean isHere() {
    Worker running = Context.current().get(RUNNING);
    return running != null && running == worker;
  }

  /**
   * Runs all callbacks that are not still running, one after the other. When one exceeds the
   * timeout, its thread is abandoned and the remaining callbacks together get half of the time, and
   * so on: the method returns after twice the timeout at most.
   */
  public void run(List<Callback> callbacks, int reader) {
    long patienceNanos = timeoutNanos;
    for (int next = 0; next < callbacks.size(); ) {
      Worker current = worker();
      if (current == null) {
        return;
      }
      Job job = new Job(callbacks, next, reader, current);
      current.start(job);
      long deadline = Workers.deadlineAfter(patienceNanos);
      if (Workers.await(job.done, () -> deadline - System.nanoTime())) {
        return;
      }
      close(); // the thread ends when the callback does
      next = job.abandon() + 1;
      patienceNanos /= 2;
      if (next <= callbacks.size()) {
        engine.onUserError(callbacks.get(next - 1).toString(), new CallbackTimeout());
      }
    }
  }

  private Worker worker() {
    if (worker == null) {
      Worker fresh = new Worker();
      if (Workers.start(fresh, Workers.CALLBACKS)) {
        worker = fresh;
      } else {
        engine.logger.log(
            Level.WARNING, "callbacks", () -> "Cannot start the thread for metric callbacks");
      }
    }
    return worker;
  }

  public void close() {
    if (worker != null) {
      worker.start(null);
      worker = null;
    }
  }

  /** The cause in the log. */
  private static final class CallbackTimeout extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallbackTimeout() {
      super("took too long", null, false, false);
    }
  }

  /** Callbacks to run one after the other, on one worker. */
  static final class Job implements Runnable {
    /** The number of the reader that collects. */
    final int reader;

    private final List<Callback> callbacks;
    private final Worker worker;
    private final CountDownLatch done = new CountDownLatch(1);
    private int next;
    private volatile boolean abandoned;

    Job(List<Callback> callbacks, int first, int reader, Worker worker) {
      this.callbacks = callbacks;
      this.reader = reader;
      this.worker = worker;
      next = first;
    }

    /** Whether no collection waits for it any more. */
    boolean isAbandoned() {
      return abandoned;
    }

    /** Whether the context of the current thread names no other worker than that of this job. */
    boolean acceptsThisThread() {
      Worker running = Context.current().get(RUNNING);
      return running == null || running == worker;
    }

    @Override
    public void run() {
      Callback callback = current();
      while (callback != null) {
        callback.run(this);
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
  static final class Worker implements Runnable {
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
      try (Scope own = Context.current().with(RUNNING, this).makeCurrent()) {
        Objects.requireNonNull(own);
        for (Job next = take(); next != null; next = take()) {
          next.run();
        }
      }
    }
  }
}
