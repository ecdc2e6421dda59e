// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Closes parts in their order on a thread of its own, so that the caller goes on at the deadline
 * whatever they do. Behind a part that hangs, a second thread closes the rest.
 */
final class ClosingParts {
  private final List<ClosingPart> parts;
  private final long deadlineNanos;

  /** The part that the next free thread closes. */
  private final AtomicInteger next = new AtomicInteger();

  private final CountDownLatch open;

  /** The names of the parts that are not closed, or were not by the deadline; null for others. */
  private final AtomicReferenceArray<String> late;

  ClosingParts(List<ClosingPart> parts, long deadlineNanos) {
    this.parts = parts;
    this.deadlineNanos = deadlineNanos;
    open = new CountDownLatch(parts.size());
    late = new AtomicReferenceArray<>(parts.stream().map(ClosingPart::name).toArray(String[]::new));
  }

  /** Starts a thread for the parts that no thread has begun to close. */
  void start() {
    if (!Workers.start(Context.current().wrap(this::run), "ringlet-processors-close")) {
      run();
    }
  }

  private void run() {
    int at = next.getAndIncrement();
    while (at < parts.size()) {
      parts.get(at).close().accept(Duration.ofNanos(Math.max(0, left(deadlineNanos))));
      if (left(deadlineNanos) > 0) {
        late.set(at, null);
      }
      open.countDown();
      at = next.getAndIncrement();
    }
  }

  /** Whether all parts are closed; waits for them until a time by {@link System#nanoTime}. */
  boolean await(long untilNanos) {
    return Workers.await(open, () -> left(untilNanos));
  }

  private static long left(long untilNanos) {
    return untilNanos - System.nanoTime();
  }

  /** The names of the parts that were not closed by the deadline; empty if all were. */
  String late() {
    StringJoiner names = new StringJoiner(", ");
    for (int at = 0; at < late.length(); at++) {
      String name = late.get(at);
      if (name != null) {
        names.add(name);
      }
    }
    return names.toString();
  }
}
