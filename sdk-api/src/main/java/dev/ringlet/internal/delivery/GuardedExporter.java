// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;

/**
 * The boundary around an exporter, which may be a user's: whatever it throws becomes a result and a
 * throttled line, null becomes a result, what it logs and traces is not for export, and it is
 * closed once. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Thread-safe; no method throws. The results for failures are made beforehand, so that a lack of
 * memory does not turn into a second failure.
 */
public final class GuardedExporter {
  private static final int MAX_CONCURRENCY = 16;
  private static final ExportResult THREW =
      ExportResult.permanent(FailureCause.INTERNAL, "the exporter threw");
  private static final ExportResult NOTHING =
      ExportResult.permanent(FailureCause.INTERNAL, "the exporter returned null");

  private final Exporter exporter;
  private final ThrottledLogger logger = new ThrottledLogger(GuardedExporter.class);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch closeEnded = new CountDownLatch(1);

  /** Stands before an exporter. */
  public GuardedExporter(Exporter exporter) {
    this.exporter = exporter;
  }

  /** Lets the exporter count beside its results, if it can. */
  public GuardedExporter reportTo(DeliveryCounters counters) {
    if (exporter instanceof AccountableExporter) {
      try {
        ((AccountableExporter) exporter).reportTo(counters);
      } catch (Throwable t) {
        report("take its counters", t);
      }
    }
    return this;
  }

  /** Tells the exporter when everything must have ended, if it wants to know. */
  public void closeBy(long deadlineNanos) {
    if (exporter instanceof AccountableExporter) {
      try {
        ((AccountableExporter) exporter).closeBy(deadlineNanos);
      } catch (Throwable t) {
        report("prepare its end", t);
      }
    }
  }

  /** Sends a request; whatever happens becomes a result. */
  @SuppressWarnings("try") // the scope is only to be closed
  public ExportResult export(Payload payload) {
    try (Scope own = Suppression.open()) {
      ExportResult result = exporter.export(payload);
      return result == null ? NOTHING : result;
    } catch (Throwable t) {
      report("export", t);
      return THREW;
    }
  }

  /** Whether the exporter holds nothing back any more. */
  @SuppressWarnings("try") // the scope is only to be closed
  public boolean flush(long timeoutNanos) {
    try (Scope own = Suppression.open()) {
      return exporter.flush(Duration.ofNanos(Math.max(0, timeoutNanos)));
    } catch (Throwable t) {
      report("flush", t);
      return false;
    }
  }

  /** From 1 to {@value #MAX_CONCURRENCY}. */
  public int maxConcurrentExports() {
    try {
      return Math.max(1, Math.min(MAX_CONCURRENCY, exporter.maxConcurrentExports()));
    } catch (Throwable t) {
      report("tell how many exports it allows", t);
      return 1;
    }
  }

  /** Closes the exporter on this thread, unless that has happened. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeNow();
    }
  }

  /** Closes the exporter on a thread of its own, unless that has happened. */
  public void closeAside(String threadName) {
    if (closed.compareAndSet(false, true)) {
      try {
        Workers.newThread(this::closeNow, threadName).start();
      } catch (Throwable t) {
        report("close", t); // no thread to be had, and this one must not be risked
        closeEnded.countDown();
      }
    }
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private void closeNow() {
    try (Scope own = Suppression.open()) {
      exporter.close();
    } catch (Throwable t) {
      report("close", t);
    } finally {
      closeEnded.countDown();
    }
  }

  /** Waits until the exporter is closed, whatever interrupts come, or until the deadline. */
  public void awaitClosed(long deadlineNanos) {
    Workers.await(closeEnded, () -> deadlineNanos - System.nanoTime());
  }

  private void report(String what, Throwable t) {
    if (t instanceof InterruptedException) {
      Thread.currentThread().interrupt(); // thrown without being declared; it cleared the flag
    }
    try {
      logger.log(Level.WARNING, what, () -> "An exporter failed to " + what + ": " + t, t);
    } catch (Throwable ignored) {
      // Not even memory for the message; the result is counted all the same.
    }
  }
}
