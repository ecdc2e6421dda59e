// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a task that may block on its own thread, and waits for it within a time limit. */
final class Deadline {
  static final long NAME_SERVICE_NANOS = 500_000_000L;

  private Deadline() {}

  /** The result; null if there is none in time. The thread that is too late is interrupted. */
  static <T> @Nullable T within(long nanos, Callable<@Nullable T> work) {
    FutureTask<@Nullable T> task = new FutureTask<>(work);
    Workers.newThread(task, "ringlet-resource").start();
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      log("took longer than " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms", null);
    } catch (ExecutionException e) {
      log("failed", e.getCause());
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private static void log(String what, @Nullable Throwable cause) {
    Logger.getLogger(Deadline.class.getName())
        .log(Level.WARNING, "Resource detection over the network " + what, cause);
  }
}
