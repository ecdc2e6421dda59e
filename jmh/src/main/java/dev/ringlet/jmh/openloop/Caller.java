// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.ringlet.jmh.pipeline.Setup;
import dev.ringlet.jmh.pipeline.Sink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;

/**
 * One process with one SDK. It first runs all shapes, so that the JIT's profile does not come from
 * a single shape, and then measures each shape in bursts, one every two milliseconds. A burst that
 * is late starts at once. It prints a line of tab-separated values for each shape, and fails if an
 * item that was recorded did not arrive.
 */
public final class Caller {
  private static final long TICK_NANOS = 2_000_000;
  private static final int EARLY = 10;
  private static final int WARM_UP_CALLS = 40_000;
  private static final int WARM_UP_BURST = 200;
  private static final Logger OFFICIAL = Logger.getLogger("io.opentelemetry");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Histogram first = new Histogram(3);
  private final Histogram early = new Histogram(3);
  private final Histogram rest = new Histogram(3);
  private final Setup setup;
  private final String sdk;
  private final int port;
  private final OtherWork between;

  private Caller(Setup setup, String sdk, int port, OtherWork between) {
    this.setup = setup;
    this.sdk = sdk;
    this.port = port;
    this.between = between;
  }

  /**
   * Runs once.
   *
   * @param args SDK, port of the receiver, calls per second, seconds per shape, shapes separated by
   *     semicolons, KB of memory that other work touches between two calls
   */
  public static void main(String[] args) throws IOException {
    OFFICIAL.setLevel(Level.SEVERE);
    int port = Integer.parseInt(args[1]);
    int rate = Integer.parseInt(args[2]);
    int seconds = Integer.parseInt(args[3]);
    try (Setup setup = Setup.of(args[0], "http://127.0.0.1:" + port, true)) {
      Caller caller = new Caller(setup, args[0], port, new OtherWork(Integer.parseInt(args[5])));
      caller.warmUp();
      for (String shape : args[4].split(";")) {
        caller.measure(shape, rate, seconds);
      }
    }
  }

  private void warmUp() {
    List<Shape> shapes =
        Shape.names().stream().map(name -> Shape.of(name, setup.openTelemetry())).toList();
    for (int round = 0; round < 3; round++) {
      for (Shape shape : shapes) {
        run(shape, WARM_UP_BURST / shape.rarity(), WARM_UP_CALLS / WARM_UP_BURST, TICK_NANOS);
        flush(shape);
      }
    }
  }

  private void flush(Shape shape) {
    setup.flushAndCountExported(shape.signal());
  }

  private void measure(String name, int rate, int seconds) throws IOException {
    Shape shape = Shape.of(name, setup.openTelemetry());
    int shapeRate = rate / shape.rarity();
    int burst = (int) Math.max(1, shapeRate * TICK_NANOS / 1_000_000_000L);
    long tickNanos = Math.max(TICK_NANOS, 1_000_000_000L / shapeRate);
    long bursts = Math.max(1, (long) shapeRate * seconds / burst);
    run(shape, burst, Math.max(1, bursts / 4), tickNanos);
    flush(shape);
    long arrivedBefore = Sink.counts(port)[0];
    first.reset();
    early.reset();
    rest.reset();
    long id = Thread.currentThread().getId();
    long bytes = threads.getThreadAllocatedBytes(id);
    long callerCpu = threads.getCurrentThreadCpuTime();
    long processCpu = system.getProcessCpuTime();
    run(shape, burst, bursts, tickNanos);
    callerCpu = threads.getCurrentThreadCpuTime() - callerCpu;
    bytes = threads.getThreadAllocatedBytes(id) - bytes;
    flush(shape);
    processCpu = system.getProcessCpuTime() - processCpu;
    long made = bursts * burst;
    long lost = made * shape.items() - (Sink.counts(port)[0] - arrivedBefore);
    if (lost != 0 && !sdk.equals("none")) {
      throw new IllegalStateException(sdk + " lost " + lost + " of " + made + ": " + name);
    }
    print(name, rate, made, new long[] {callerCpu, processCpu, bytes});
  }

  private void run(Shape shape, int burst, long bursts, long tickNanos) {
    long start = System.nanoTime();
    for (long i = 0; i < bursts; i++) {
      long wait = start + i * tickNanos - System.nanoTime();
      while (wait > 0) {
        LockSupport.parkNanos(wait);
        wait = start + i * tickNanos - System.nanoTime();
      }
      for (int j = 0; j < burst; j++) {
        between.run();
        long before = System.nanoTime();
        shape.record();
        long nanos = System.nanoTime() - before;
        (j == 0 ? first : j < EARLY ? early : rest).recordValue(nanos);
      }
    }
  }

  private void print(String name, int rate, long made, long[] totals) {
    Histogram all = new Histogram(3);
    all.add(first);
    all.add(early);
    all.add(rest);
    StringBuilder line = new StringBuilder();
    line.append(Runtime.version().feature()).append('\t').append(sdk).append('\t').append(rate);
    line.append('\t').append(name);
    for (double percentile : new double[] {50, 90, 99, 99.9}) {
      line.append('\t').append(all.getValueAtPercentile(percentile));
    }
    for (Histogram part : List.of(first, early, rest)) {
      line.append('\t').append(part.getTotalCount() == 0 ? 0 : part.getValueAtPercentile(50));
    }
    for (long total : totals) {
      line.append('\t').append(Math.round((double) total / made));
    }
    System.out.println(line.append('\t').append(made));
  }
}
