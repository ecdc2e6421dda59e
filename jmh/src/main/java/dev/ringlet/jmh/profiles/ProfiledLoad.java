// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.profiles;

import com.sun.management.OperatingSystemMXBean;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process with a profiler that is idle, or does a fixed amount of work a second inside of spans,
 * and prints what that took. Arguments: profiler, {@code idle} or {@code busy}, seconds.
 */
public final class ProfiledLoad {
  private static final int THREADS = 2;
  private static final int SPANS_PER_SECOND_AND_THREAD = 500;
  private static final long WARM_UP_NANOS = 5_000_000_000L;
  private static final AtomicLong DONE = new AtomicLong();

  private static volatile boolean ended;

  private ProfiledLoad() {}

  /** Runs once. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ProfilerUnderTest.valueOf(args[0].toUpperCase(Locale.ROOT)).start();
    if (args[1].equals("busy")) {
      for (int i = 0; i < THREADS; i++) {
        Thread thread = new Thread(ProfiledLoad::work, "work-" + i);
        thread.setDaemon(true);
        thread.start();
      }
    }
    LockSupport.parkNanos(WARM_UP_NANOS);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long done = DONE.get();
    long start = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    Thread.sleep(Integer.parseInt(args[2]) * 1_000L);
    cpu = system.getProcessCpuTime() - cpu;
    long took = System.nanoTime() - start;
    done = DONE.get() - done;
    ended = true;
    System.gc();
    System.out.println(
        "cpu=" + cpu + " nanos=" + took + " spans=" + done + " rss=" + residentKilobytes());
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS");
  }

  /** An open loop: what cannot be done in time is done as soon as possible. */
  private static void work() {
    Map<String, Integer> words = new HashMap<>();
    long tick = 1_000_000_000L / SPANS_PER_SECOND_AND_THREAD;
    long next = System.nanoTime();
    while (!ended) {
      Span span =
          Span.wrap(
              SpanContext.create(
                  "0102030405060708090a0b0c0d0e0f10",
                  String.format("%016x", DONE.incrementAndGet()),
                  TraceFlags.getSampled(),
                  TraceState.getDefault()));
      try (Scope scope = span.makeCurrent()) {
        request(words, scope.hashCode());
      }
      next += tick;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** Some hundred microseconds of text, maps and garbage. */
  private static void request(Map<String, Integer> words, int seed) {
    int hash = seed;
    for (int i = 0; i < 300; i++) {
      hash = hash * 31 + i;
      words.merge("word " + (hash & 1023), 1, Integer::sum);
      words.put(Integer.toHexString(hash & 4095), i);
    }
  }
}
