// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import com.sun.management.OperatingSystemMXBean;
import dev.ringlet.jmh.pipeline.Setup;
import dev.ringlet.jmh.pipeline.Sink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A fresh process that makes 10,000 calls of one shape, ten every two milliseconds, flushes and
 * ends. It prints the CPU time of the calling thread in the first 1, 10, 100, 1,000 and 10,000
 * calls, and the CPU time of the process from its start to the flush, in microseconds. It fails if
 * an item did not arrive.
 */
final class FirstCaller {
  static final int[] MARKS = {1, 10, 100, 1_000, 10_000};

  private static final int BURST = 10;
  private static final long TICK_MILLIS = 2;
  private static final Logger OFFICIAL = Logger.getLogger("io.opentelemetry");

  private FirstCaller() {}

  /**
   * Runs once.
   *
   * @param args SDK, port of the receiver, shape
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    OFFICIAL.setLevel(Level.SEVERE);
    int port = Integer.parseInt(args[1]);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadCpuTime(); // loads what it needs
    StringBuilder line = new StringBuilder();
    try (Setup setup = Setup.of(args[0], "http://127.0.0.1:" + port, true)) {
      Shape shape = Shape.of(args[2], setup.openTelemetry());
      long arrivedBefore = Sink.counts(port)[0];
      long cpuNanos = 0;
      int done = 0;
      for (int mark : MARKS) {
        while (done < mark) {
          int burst = Math.min(BURST, mark - done);
          cpuNanos -= threads.getCurrentThreadCpuTime();
          for (int i = 0; i < burst; i++) {
            shape.record();
          }
          cpuNanos += threads.getCurrentThreadCpuTime();
          done += burst;
          Thread.sleep(TICK_MILLIS);
        }
        line.append(TimeUnit.NANOSECONDS.toMicros(cpuNanos)).append('\t');
      }
      setup.flushAndCountExported(shape.signal());
      long processNanos =
          ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getProcessCpuTime();
      line.append(TimeUnit.NANOSECONDS.toMicros(processNanos));
      long lost = (long) done * shape.items() - (Sink.counts(port)[0] - arrivedBefore);
      if (lost != 0 && !args[0].equals("none")) {
        throw new IllegalStateException(args[0] + " lost " + lost + ": " + args[2]);
      }
    }
    System.out.println(line);
  }
}
