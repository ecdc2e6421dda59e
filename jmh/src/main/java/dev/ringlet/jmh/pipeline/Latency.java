// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.export.Signal;
import org.HdrHistogram.Histogram;

/**
 * Measures how long a span occupies the thread that records it, at a fixed rate, while spans are
 * sent. Service time is the time from the start of the work to its end. Response time starts when
 * the work was due, so that a pause counts for each span that it delays. A run with the SDK {@code
 * none} shows the share of the machine.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.pipeline.Latency ringlet 100000 10</pre>
 */
public final class Latency {
  private Latency() {}

  /**
   * Runs with a receiver in another process.
   *
   * @param args SDK, spans per second, seconds
   */
  public static void main(String[] args) throws Exception {
    long intervalNanos = 1_000_000_000L / Long.parseLong(args[1]);
    long seconds = Long.parseLong(args[2]);
    Process sink = Pipeline.java(Sink.class, java.util.List.of()).start();
    String base = "http://127.0.0.1:" + Pipeline.reader(sink).readLine();
    try (Setup setup = Setup.of(args[0], base)) {
      Work work = Work.of(Signal.TRACES, setup.openTelemetry());
      Histogram service = new Histogram(3);
      Histogram response = new Histogram(3);
      run(work, intervalNanos, 4_000_000_000L, service, response);
      service.reset();
      response.reset();
      run(work, intervalNanos, seconds * 1_000_000_000L, service, response);
      print(args[0] + " service", service);
      print(args[0] + " response", response);
    } finally {
      sink.destroy();
    }
  }

  private static void run(
      Work work, long intervalNanos, long nanos, Histogram service, Histogram response) {
    long start = System.nanoTime();
    for (long due = start; due - start < nanos; due += intervalNanos) {
      long before = System.nanoTime();
      while (before - due < 0) {
        Thread.onSpinWait();
        before = System.nanoTime();
      }
      work.make();
      long after = System.nanoTime();
      service.recordValue(after - before);
      response.recordValue(after - due);
    }
  }

  private static void print(String name, Histogram h) {
    System.out.printf(
        "%s ns: p50 %d, p99 %d, p99.9 %d, max %d%n",
        name,
        h.getValueAtPercentile(50),
        h.getValueAtPercentile(99),
        h.getValueAtPercentile(99.9),
        h.getMaxValue());
  }
}
