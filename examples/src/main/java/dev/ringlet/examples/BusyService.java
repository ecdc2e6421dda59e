// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service with three habits that a profile should show, each inside a span of its own: it
 * computes, it makes garbage, and its workers queue for one lock.
 */
final class BusyService {
  private static final int WORKERS = 3;
  private static final int LIMIT = 60_000;
  private static final long HOLD_MILLIS = 30;

  private final Tracer tracer;
  private final Object ledger = new Object();
  private final AtomicLong result = new AtomicLong();

  BusyService(OpenTelemetry telemetry) {
    tracer = telemetry.getTracer("busy-service");
  }

  /** Works on a few threads until the time is over. */
  void run(long durationNanos) throws InterruptedException {
    long end = System.nanoTime() + durationNanos;
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      Thread worker = new Thread(() -> work(end), "worker-" + i);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
  }

  /** What came out of all the work; reading it keeps the work from being optimised away. */
  long result() {
    return result.get();
  }

  private void work(long end) {
    while (System.nanoTime() - end < 0) {
      inSpan("price order", () -> result.addAndGet(countPrimes(LIMIT)));
      inSpan("render invoice", () -> result.addAndGet(renderInvoice()));
      inSpan("book order", this::bookOrder);
    }
  }

  private void inSpan(String name, Runnable work) {
    Span span = tracer.spanBuilder(name).startSpan();
    Scope scope = span.makeCurrent();
    try {
      work.run();
    } finally {
      scope.close();
      span.end();
    }
  }

  private static int countPrimes(int limit) {
    int primes = 0;
    for (int candidate = 2; candidate < limit; candidate++) {
      primes += isPrime(candidate) ? 1 : 0;
    }
    return primes;
  }

  private static boolean isPrime(int candidate) {
    for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor == 0) {
        return false;
      }
    }
    return true;
  }

  private static int renderInvoice() {
    int length = 0;
    for (int page = 0; page < 40; page++) {
      length += renderPage(page).length();
    }
    return length;
  }

  private static String renderPage(int page) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 400; line++) {
      text.append("page ").append(page).append(" line ").append(line).append('\n');
    }
    return text.toString();
  }

  private void bookOrder() {
    synchronized (ledger) {
      try {
        Thread.sleep(HOLD_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
