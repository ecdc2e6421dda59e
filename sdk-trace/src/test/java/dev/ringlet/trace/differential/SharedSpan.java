// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.differential.Draw;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A span on which several threads call setAttribute, addEvent and end at once. Each call is noted
 * with the time before and after it, of a clock that all threads share and that only counts.
 */
final class SharedSpan {
  /** What a call does. */
  enum Kind {
    ATTRIBUTE,
    SHARED_ATTRIBUTE,
    EVENT,
    END
  }

  /**
   * A call that returned.
   *
   * @param name of the attribute or event; the value is the number of the call
   */
  record Call(int thread, Kind kind, String name, long number, long before, long after) {
    boolean precedes(Call other) {
      return after < other.before;
    }
  }

  private static final int SHARED_KEYS = 3;

  private final AtomicLong clock = new AtomicLong();
  private final List<List<Call>> byThread = new ArrayList<>();
  private final Span span;
  private volatile Throwable thrown;

  private SharedSpan(Span span) {
    this.span = span;
  }

  /** Makes threads, platform or virtual. */
  @FunctionalInterface
  interface ThreadMaker {
    Thread of(Runnable task);
  }

  /** Runs a program drawn from a seed; the same seed draws the same calls for each thread. */
  static List<List<Call>> run(Span span, long seed, int threads, int calls, ThreadMaker maker)
      throws InterruptedException {
    SharedSpan shared = new SharedSpan(span);
    CountDownLatch ready = new CountDownLatch(threads);
    List<Thread> all = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      List<Call> noted = new ArrayList<>();
      shared.byThread.add(noted);
      int number = thread;
      Draw draw = new Draw(seed * 31 + thread);
      all.add(maker.of(() -> shared.work(number, draw, calls, ready, noted)));
    }
    all.forEach(Thread::start);
    for (Thread thread : all) {
      thread.join();
    }
    span.end();
    if (shared.thrown != null) {
      throw new AssertionError(shared.thrown);
    }
    return Collections.unmodifiableList(shared.byThread);
  }

  private void work(int thread, Draw draw, int calls, CountDownLatch ready, List<Call> noted) {
    try {
      int endAt = draw.oneIn(2) ? draw.below(calls) : -1;
      ready.countDown();
      ready.await();
      for (int i = 0; i < calls; i++) {
        for (int spins = draw.below(200); spins > 0; spins--) {
          Thread.onSpinWait();
        }
        call(thread, i == endAt ? Kind.END : kind(draw), draw, thread * 1000L + i, noted);
      }
    } catch (Throwable e) {
      thrown = e;
    }
  }

  private static Kind kind(Draw draw) {
    return switch (draw.below(5)) {
      case 0, 1 -> Kind.ATTRIBUTE;
      case 2 -> Kind.SHARED_ATTRIBUTE;
      default -> Kind.EVENT;
    };
  }

  private void call(int thread, Kind kind, Draw draw, long number, List<Call> noted) {
    String name =
        kind == Kind.SHARED_ATTRIBUTE ? "shared" + draw.below(SHARED_KEYS) : "call" + number;
    long before = clock.incrementAndGet();
    switch (kind) {
      case ATTRIBUTE, SHARED_ATTRIBUTE -> span.setAttribute(name, number);
      case EVENT -> span.addEvent(name);
      case END -> span.end();
    }
    noted.add(new Call(thread, kind, name, number, before, clock.incrementAndGet()));
  }
}
