// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * The only boundary around an exporter, which may be a user's. Exceptions become throttled log
 * lines. Code inside an export produces no telemetry. A user's exporter gets a copy of the bytes.
 * An exporter is closed once.
 *
 * <p>Thread-safe; no method throws. A failure needs no memory, so that a lack of memory does not
 * turn into a second one.
 */
final class GuardedExporter {
  private static final int MAX_CONCURRENCY = 16;
  private final Exporter exporter;
  private final Context context = Suppression.contextOf(this);
  private final ThrottledLogger logger = new ThrottledLogger(GuardedExporter.class);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch closeEnded = new CountDownLatch(1);

  /** Guards {@code exporter}. */
  GuardedExporter(Exporter exporter) {
    this.exporter = exporter;
  }

  /** Whether the current thread is inside this exporter, or carries the context of such a call. */
  boolean isInside() {
    return Suppression.isInside(this);
  }

  /** The counters of the exporter, or new ones. */
  DeliveryCounters counters() {
    return exporter instanceof BuiltInExporter own ? own.counters() : new DeliveryCounters();
  }

  /** The component type of the exporter in the semantic conventions. */
  String componentType() {
    return exporter instanceof BuiltInExporter own
        ? own.componentType()
        : exporter.getClass().getName();
  }

  int largestRequestBytes() {
    return exporter instanceof BuiltInExporter own ? own.largestRequestBytes() : Integer.MAX_VALUE;
  }

  @Nullable String serverAddress() {
    return exporter instanceof BuiltInExporter own ? own.serverAddress() : null;
  }

  int serverPort() {
    return exporter instanceof BuiltInExporter own ? own.serverPort() : 0;
  }

  /** Lets an exporter of the SDK make what its first request needs. */
  void prepare() {
    tellOwn("prepare", BuiltInExporter::prepare);
  }

  /** Lets an exporter of the SDK give memory back that it did not need since the last call. */
  void trim() {
    tellOwn("trim its memory", BuiltInExporter::trim);
  }

  /** Lets the exporter close what is idle; returns whether nothing is open any more. */
  boolean suspend(long deadlineNanos) {
    return ask(
        "disconnect",
        any -> {
          if (any instanceof BuiltInExporter own) {
            return own.suspend(deadlineNanos);
          }
          any.disconnect();
          return true;
        });
  }

  /** Resumes an exporter of the SDK after {@link #suspend}. */
  void reconnect() {
    tellOwn("reconnect", BuiltInExporter::reconnect);
  }

  /** Announces the time by which everything must have ended. */
  void closeBy(long deadlineNanos) {
    tellOwn("prepare for its close", own -> own.closeBy(deadlineNanos));
  }

  private void tellOwn(String what, Consumer<BuiltInExporter> call) {
    if (exporter instanceof BuiltInExporter own) {
      ask(
          what,
          any -> {
            call.accept(own);
            return true;
          });
    }
  }

  /** Calls the exporter; false also if it throws. */
  @SuppressWarnings("try") // the scope is only to be closed
  private boolean ask(String what, Predicate<Exporter> call) {
    try (Scope inside = context.makeCurrent()) {
      return call.test(exporter);
    } catch (Throwable t) {
      report(what, t);
      return false;
    }
  }

  /** Sends a request and returns what became of its items, or null if the exporter failed. */
  @SuppressWarnings("try") // the scope is only to be closed
  @Nullable DeliveryReport deliver(Payload payload) {
    try (Scope inside = context.makeCurrent()) {
      if (exporter instanceof BuiltInExporter own) {
        return own.deliver(payload);
      }
      ExportResult result = exporter.export(payload.copy());
      if (result != null) {
        return DeliveryReport.of(result, payload.items());
      }
      logger.log(Level.WARNING, "null", () -> componentType() + " returned null from export");
    } catch (Throwable t) {
      report("export", t);
    }
    return null;
  }

  /** Whether the exporter holds nothing back any more. */
  boolean flush(long timeoutNanos) {
    Duration timeout = Duration.ofNanos(Math.max(0, timeoutNanos));
    return ask("flush", any -> any.flush(timeout));
  }

  /** From 1 to {@value #MAX_CONCURRENCY}. */
  int maxConcurrentExports() {
    try {
      return Math.max(1, Math.min(MAX_CONCURRENCY, exporter.maxConcurrentExports()));
    } catch (Throwable t) {
      report("name its maxConcurrentExports", t);
      return 1;
    }
  }

  /** Closes the exporter on this thread, unless that has happened. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      closeNow();
    }
  }

  /** Closes the exporter on a thread of its own, unless that has happened. */
  void closeAsync(String threadName) {
    if (closed.compareAndSet(false, true)) {
      if (!Workers.start(this::closeNow, threadName)) { // and the calling thread must not block
        report("close", new OutOfMemoryError("no thread"));
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

  /** Waits until the exporter is closed or until the deadline; interrupts do not end the wait. */
  void awaitClosed(long deadlineNanos) {
    Workers.await(closeEnded, () -> deadlineNanos - System.nanoTime());
  }

  void report(String what, Throwable t) {
    if (t instanceof InterruptedException) {
      Thread.currentThread().interrupt(); // thrown without being declared; it cleared the flag
    }
    try {
      logger.log(Level.WARNING, what, () -> componentType() + " failed to " + what + ": " + t, t);
    } catch (Throwable ignored) {
      // There is no memory for the message; the result is counted anyway.
    }
  }
}
