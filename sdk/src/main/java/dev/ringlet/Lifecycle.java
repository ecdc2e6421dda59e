// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Flushes and closes the parts of an SDK, also from within an export and when the process ends. */
final class Lifecycle {
  private static final long LEAST_DISCONNECT_NANOS = 1_000_000_000L;

  private final Duration closeTimeout;
  private final ExportPipelines pipelines;
  final Parts parts;
  private final ShutdownHook shutdownHook;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean disconnected;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean flushingAside = new AtomicBoolean();

  Lifecycle(Config config, ExportPipelines pipelines, Parts parts) {
    closeTimeout =
        Duration.ofNanos(
            config.getDurationNanos("ringlet.close.timeout", 10_000_000_000L, 0, Long.MAX_VALUE));
    this.pipelines = pipelines;
    this.parts = parts;
    shutdownHook = ShutdownHook.register(config, this::closeAndWait);
  }

  boolean flush(Duration timeout) {
    if (!isInsideSdk()) {
      return parts.flush(timeout);
    }
    if (flushingAside.compareAndSet(false, true)
        && !Workers.start(() -> flushAside(timeout), "ringlet-flush")) {
      flushingAside.set(false);
    }
    return false;
  }

  private void flushAside(Duration timeout) {
    try {
      parts.flush(timeout);
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
    disconnected = true;
    long least = Workers.deadlineAfter(LEAST_DISCONNECT_NANOS);
    return pipelines.suspend(deadline - least < 0 ? least : deadline, this::reconnect) && flushed;
  }

  void reconnect() {
    if (disconnected) {
      disconnected = false;
      pipelines.resume();
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
      parts.close(closeTimeout);
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
    return HealthReader.read(pipelines, parts.caughtErrors());
  }
}
