// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Runs a task for several parts concurrently, so that no part uses up the time of another. */
public final class Together {
  private Together() {}

  /**
   * Runs {@code task} for the last part on the calling thread and for each other part on a new
   * thread, and waits for all. The threads have the context of the caller, which identifies a
   * callback that must not wait for itself. If a thread cannot be created for lack of memory, its
   * task runs on the calling thread.
   *
   * @return whether every task returned true
   */
  public static <T> boolean all(String threadName, List<T> parts, Predicate<T> task) {
    int others = parts.size() - 1;
    CountDownLatch running = new CountDownLatch(Math.max(others, 0));
    AtomicBoolean good = new AtomicBoolean(true);
    for (int i = 0; i <= others; i++) {
      T part = parts.get(i);
      Runnable run =
          () -> {
            boolean done = false;
            try {
              done = task.test(part);
            } finally {
              if (!done) {
                good.set(false); // also if the task throws
              }
            }
          };
      if (i == others) {
        run.run();
      } else {
        start(run, running, threadName);
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
    if (!Workers.start(Context.current().wrap(counted), name)) {
      counted.run();
    }
  }
}
