// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.export.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prints the heap that an SDK retains before a load, at its end, and after half a minute of rest.
 * The load has spans and log records in turn, half a second each at 100,000 per second, five times.
 * Each SDK of the argument has its own process, and the receiver another.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.pipeline.Kept none,official-large,ringlet</pre>
 */
public final class Kept {
  private static final int RATE = 100_000;

  private Kept() {}

  /** Runs all processes, or, with a second argument, the load against the receiver at it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 1) {
      load(args[0], args[1]);
      return;
    }
    Process sink = Pipeline.java(Sink.class, List.of()).start();
    try {
      String base = "http://127.0.0.1:" + Pipeline.reader(sink).readLine();
      System.out.println("sdk | KB before | after the load | after 30 s more");
      for (String sdk : args[0].split(",")) {
        Process process = Pipeline.java(Kept.class, List.of(sdk, base)).start();
        BufferedReader lines = Pipeline.reader(process);
        System.out.println(sdk + " | " + lines.readLine());
        if (process.waitFor() != 0) {
          throw new IllegalStateException(sdk + " failed");
        }
      }
    } finally {
      sink.destroy();
    }
  }

  private static void load(String sdk, String base) throws InterruptedException {
    try (Setup setup = Setup.of(sdk, base, false)) {
      Work spans = Work.of(Signal.TRACES, setup.openTelemetry());
      Work logs = Work.of(Signal.LOGS, setup.openTelemetry());
      spans.make();
      logs.make();
      flush(setup);
      long before = retained();
      for (int second = 0; second < 5; second++) {
        Producer.pace(spans, RATE, 0.5);
        Producer.pace(logs, RATE, 0.5);
      }
      flush(setup);
      long loaded = retained();
      TimeUnit.SECONDS.sleep(30);
      System.out.println(before + " | " + loaded + " | " + retained());
    }
  }

  private static void flush(Setup setup) {
    setup.flushAndCountExported(Signal.TRACES);
    setup.flushAndCountExported(Signal.LOGS);
  }

  /** Returns the kilobytes that a collection leaves. */
  private static long retained() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_000;
  }
}
