// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Records spans or log records at a rate that does not depend on their duration (open loop), those
 * of one millisecond at a time, and prints the cost for the process.
 */
public final class Producer {
  private static final int TICK_NANOS = 1_000_000;
  private static final Logger OFFICIAL = Logger.getLogger("io.opentelemetry");

  private final Map<Long, Long> allocatedBefore = new HashMap<>();

  private final Setup setup;
  private final Signal signal;

  private Producer(Setup setup, Signal signal) {
    this.setup = setup;
    this.signal = signal;
  }

  /**
   * Runs once.
   *
   * @param args SDK, address of the receiver, spans or log records per second, seconds, signal,
   *     compression
   */
  public static void main(String[] args) throws IOException {
    // The official SDK would log each drop, which would be measured.
    OFFICIAL.setLevel(Level.SEVERE);
    int rate = Integer.parseInt(args[2]);
    double seconds = Double.parseDouble(args[3]);
    Signal signal = Signal.valueOf(args[4]);
    try (Setup setup = Setup.of(args[0], args[1], false, args[5])) {
      Work work = Work.of(signal, setup.openTelemetry());
      // Warm-up with the same load, so that the JIT compiles all paths for it.
      pace(work, rate, 3);
      long exportedBefore = setup.flushAndCountExported(signal);
      // The parent process now reads the receiver's counts.
      System.out.println("ready");
      System.in.read();
      new Producer(setup, signal).measure(work, rate, seconds, exportedBefore);
    }
  }

  private void measure(Work work, int rate, double seconds, long exportedBefore) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    allocatedSinceLastCall();
    long droppedBefore = setup.countDropped(signal);
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long made = pace(work, rate, seconds);
    long took = System.nanoTime() - start;
    long exported = setup.flushAndCountExported(signal) - exportedBefore;
    cpu = system.getProcessCpuTime() - cpu;
    long allocated = allocatedSinceLastCall();
    long dropped = droppedBefore < 0 ? -1 : setup.countDropped(signal) - droppedBefore;
    System.out.println(
        "made="
            + made
            + " exported="
            + exported
            + " nanos="
            + took
            + " cpu="
            + cpu
            + " allocated="
            + allocated
            + " dropped="
            + dropped);
  }

  /**
   * Records the items that are due and returns their number. Late items are recorded as soon as
   * possible.
   */
  static long pace(Work work, int rate, double seconds) {
    long start = System.nanoTime();
    long total = (long) (rate * seconds);
    long made = 0;
    while (made < total) {
      long due = Math.min(total, (long) ((System.nanoTime() - start) / 1e9 * rate));
      while (made < due) {
        work.make();
        made++;
      }
      long now = System.nanoTime();
      LockSupport.parkNanos(TICK_NANOS - (now - start) % TICK_NANOS);
    }
    return made;
  }

  /** Returns the bytes that all live threads have allocated since the last call. */
  private long allocatedSinceLastCall() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    long sum = 0;
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) {
        Long before = allocatedBefore.put(ids[i], bytes[i]);
        sum += bytes[i] - (before == null ? 0 : before);
      }
    }
    return sum;
  }
}
