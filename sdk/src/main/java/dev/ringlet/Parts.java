// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The providers of an SDK, one a signal. They are flushed and closed at the same time, so that a
 * receiver that is dead for one signal does not use up the time of the others.
 */
final class Parts {
  /** One provider. */
  record Part(
      String name,
      Predicate<Duration> flush,
      Consumer<Duration> close,
      LongSupplier caughtErrors) {}

  private final List<Part> parts = new ArrayList<>();

  void add(Part part) {
    parts.add(part);
  }

  boolean flush(Duration timeout) {
    return together("flush", part -> part.flush().test(timeout));
  }

  void close(Duration timeout) {
    together(
        "close",
        part -> {
          part.close().accept(timeout);
          return true;
        });
  }

  long caughtErrors() {
    return parts.stream().mapToLong(part -> part.caughtErrors().getAsLong()).sum();
  }

  /** Runs the work for the last part on this thread, and for each other on one of its own. */
  private boolean together(String what, Predicate<Part> work) {
    int others = parts.size() - 1;
    CountDownLatch running = new CountDownLatch(Math.max(others, 0));
    AtomicBoolean good = new AtomicBoolean(true);
    for (int i = 0; i <= others; i++) {
      Part part = parts.get(i);
      Runnable task =
          () -> {
            if (!work.test(part)) {
              good.set(false);
            }
          };
      if (i == others) {
        task.run();
      } else {
        start(task, running, "ringlet-" + what + "-" + part.name());
      }
    }
    Workers.await(running, () -> Long.MAX_VALUE);
    return good.get();
  }

  private static void start(Runnable task, CountDownLatch running, String name) {
    Runnable counted =
        () -> {
          try {
            task.run();
          } finally {
            running.countDown();
          }
        };
    try {
      // with its context, by which a callback is known that must not wait for itself
      Workers.newThread(Context.current().wrap(counted), name).start();
    } catch (OutOfMemoryError e) {
      counted.run(); // no thread to be had: one after the other
    }
  }
}
