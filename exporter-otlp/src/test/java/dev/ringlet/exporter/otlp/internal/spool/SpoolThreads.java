// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.testing.Await;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The threads of a spool that starts after this was made, and threads that wait for it. */
final class SpoolThreads {
  private final Set<Thread> others = Thread.getAllStackTraces().keySet();

  /** The threads whose names begin so. */
  List<Thread> named(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix) && !others.contains(thread))
        .toList();
  }

  /** Whether a thread waits, for some time, inside a method of this name. */
  static boolean isWaiting(Thread thread, String method) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  /** Starts a task, and returns once it waits inside a method of this name. */
  static Thread startWaiting(String method, Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    Await.until("it waits in " + method, () -> isWaiting(thread, method));
    return thread;
  }
}
