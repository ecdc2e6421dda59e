// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.http;

import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs the exchanges of an HTTP server of the JDK, which reads requests and writes answers by
 * blocking the thread and has no time limit of its own. Few threads do that, and they are there
 * only while there is something to do.
 *
 * <p>Each exchange has a time limit. When it is over, the thread is interrupted, and a channel that
 * is blocked by an interrupted thread is closed: that ends the exchange, whether its client is slow
 * to ask or slow to read. A collection of metrics in between is never interrupted; the interrupt
 * comes behind it. An exchange that had to wait too long for a thread, or that has too many others
 * behind it, begins with the interrupt, and so is its connection closed at once.
 */
final class ScrapeThreads implements Executor {
  private static final int MAX_THREADS = 4;
  private static final int MAX_WAITING = 64;
  private static final long KEEP_ALIVE_SECONDS = 10;

  private final long limitNanos;
  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor watch;
  private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

  ScrapeThreads(long limitNanos) {
    this.limitNanos = limitNanos;
    threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            waiting,
            task -> Workers.newThread(task, "ringlet-prometheus"));
    threads.allowCoreThreadTimeOut(true);
    watch =
        new ScheduledThreadPoolExecutor(
            1, task -> Workers.newThread(task, "ringlet-prometheus-watch"));
    watch.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    watch.allowCoreThreadTimeOut(true);
    watch.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable exchange) {
    long since = System.nanoTime();
    threads.execute(
        () -> run(exchange, since + limitNanos - System.nanoTime(), waiting.size() > MAX_WAITING));
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private void run(Runnable exchange, long leftNanos, boolean tooMany) {
    Turn turn = new Turn(Thread.currentThread());
    turns.put(turn.thread, turn);
    ScheduledFuture<?> limit = null;
    try (Scope own = Suppression.open()) {
      if (tooMany || leftNanos <= 0) {
        turn.expire();
      } else {
        limit = watch.schedule(turn::expire, leftNanos, TimeUnit.NANOSECONDS);
      }
      exchange.run();
    } finally {
      if (limit != null) {
        limit.cancel(false);
      }
      turn.end();
      turns.remove(turn.thread);
    }
  }

  /** Gets what must not be interrupted, on the thread of an exchange. */
  <T> T uninterrupted(Supplier<T> task) {
    Turn turn = turns.get(Thread.currentThread());
    turn.protect(true);
    try {
      return task.get();
    } finally {
      turn.protect(false);
    }
  }

  int openExchanges() {
    return turns.size();
  }

  /** Waits for exchanges in progress, then stops. */
  void close(long timeoutNanos) {
    threads.shutdown();
    boolean interrupted = false;
    try {
      threads.awaitTermination(timeoutNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    threads.shutdownNow();
    watch.shutdownNow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One exchange on one thread. */
  private static final class Turn {
    private final Thread thread;
    private boolean isProtected;
    private boolean isLate;
    private boolean hasEnded;

    Turn(Thread thread) {
      this.thread = thread;
    }

    synchronized void expire() {
      isLate = true;
      interruptIfLate();
    }

    synchronized void protect(boolean on) {
      isProtected = on;
      interruptIfLate();
    }

    private void interruptIfLate() {
      if (isLate && !isProtected && !hasEnded) {
        thread.interrupt();
      }
    }

    /** No interrupt reaches what the thread does next. */
    synchronized void end() {
      hasEnded = true;
      Thread.interrupted();
    }
  }
}
