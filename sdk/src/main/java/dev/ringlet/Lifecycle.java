// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Flushes and closes the providers of an SDK, also from within an export and when the process ends.
 */
final class Lifecycle {
  /*
   * Suspending, resuming and closing meet. Parties: threads of the application in disconnect,
   * reconnect and close, and any thread that sends a request while the SDK is disconnected.
   *   changing      a permit: one thread suspends or resumes at a time. Only disconnect waits for it,
   *                 until its deadline. A thread does not have it twice, so an exporter that calls
   *                 reconnect from its own disconnect() does not resume half of the pipelines.
   *   resumeWanted  set before the permit is tried; its holder looks at it again after the release,
   *                 so either the thread that set it resumes, or the holder does. disconnect that
   *                 finds it set resumes everything and returns false.
   *   disconnected  set before anything is suspended, cleared before anything is resumed. close sets
   *                 closing and then reads this; disconnect sets this and reads closing last: one of
   *                 the two lets the ids, which all SDKs of a process share, go on at full speed.
   * A request that cannot resume everything goes on with its own exporter, and does not wait.
   */
  private static final long LEAST_DISCONNECT_NANOS = 1_000_000_000L;

  private final Duration closeTimeout;
  private final ExportPipelines pipelines;
  final Providers providers;
  private final ShutdownHook shutdownHook;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Semaphore changing = new Semaphore(1);
  private volatile boolean disconnected;
  private volatile boolean everDisconnected;
  private volatile boolean resumeWanted;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean flushingAside = new AtomicBoolean();

  Lifecycle(Config config, ExportPipelines pipelines, Providers providers) {
    closeTimeout =
        Duration.ofNanos(
            config.getDurationNanos("ringlet.close.timeout", 10_000_000_000L, 0, Long.MAX_VALUE));
    this.pipelines = pipelines;
    this.providers = providers;
    shutdownHook = ShutdownHook.register(config, this::closeAndWait);
  }

  boolean flush(Duration timeout) {
    if (!isInsideSdk()) {
      return providers.flush(timeout);
    }
    if (flushingAside.compareAndSet(false, true)
        && !Workers.start(() -> flushAside(timeout), "ringlet-flush")) {
      flushingAside.set(false);
    }
    return false;
  }

  private void flushAside(Duration timeout) {
    try {
      providers.flush(timeout);
    } finally {
      flushingAside.set(false);
    }
  }

  boolean disconnect(Duration timeout) {
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    boolean flushed = flush(timeout);
    if (closing.get()) {
      return false;
    }
    long least = Workers.deadlineAfter(LEAST_DISCONNECT_NANOS);
    return suspend(deadline - least < 0 ? least : deadline) && flushed;
  }

  private boolean suspend(long deadlineNanos) {
    if (!awaitChange(deadlineNanos)) {
      return false;
    }
    boolean idle;
    try {
      everDisconnected = true;
      disconnected = true;
      idle = pipelines.suspend(deadlineNanos, this::beforeNextRequest);
      if (closing.get()) {
        resumeWanted = true;
      }
      idle &= !resumeWanted;
    } finally {
      changing.release();
    }
    resumeIfWanted();
    return idle;
  }

  private boolean awaitChange(long deadlineNanos) {
    try {
      return changing.tryAcquire() // even if interrupted
          || changing.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void beforeNextRequest() {
    if (disconnected) {
      resume();
    }
  }

  /** Also after a request has reconnected: that may have been before the freeze. */
  void reconnect() {
    if (everDisconnected) {
      resume();
    }
  }

  private void resume() {
    pipelines.renew(); // by now, even if another thread does the rest
    resumeWanted = true;
    resumeIfWanted();
  }

  private void resumeIfWanted() {
    while (resumeWanted && changing.tryAcquire()) {
      try {
        if (resumeWanted) {
          resumeWanted = false;
          disconnected = false;
          pipelines.resume();
        }
      } finally {
        changing.release();
      }
    }
  }

  void close() {
    if (!isInsideSdk() || !Workers.start(this::closeHere, "ringlet-close")) {
      closeHere();
    }
  }

  private void closeHere() {
    boolean first = closing.compareAndSet(false, true);
    try {
      if (disconnected) {
        pipelines.renew(); // files are opened by what is left to send, within its time
      }
      providers.close(closeTimeout);
      if (first && !pipelines.isEmpty()) {
        CloseSummary.log(health());
      }
    } finally {
      if (first) {
        closed.countDown();
        shutdownHook.remove();
      }
    }
  }

  private void closeAndWait() {
    long deadline = Workers.deadlineAfter(Workers.nanos(closeTimeout));
    close();
    Workers.await(closed, () -> deadline - System.nanoTime());
  }

  /** Whether an export or other work of an SDK is in progress on this thread. */
  private static boolean isInsideSdk() {
    return Suppression.isActive(Context.current());
  }

  Health health() {
    return HealthReader.read(pipelines, providers.caughtErrors());
  }
}
