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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process with a profiler that is idle, or does a fixed amount of work per second within spans.
 * It prints CPU time and memory, and the CPU time of each kind of thread. Arguments: profiler,
 * {@code idle} or {@code busy}, seconds, seconds of warm-up (default 5).
 */
public final class ProfiledLoad {
  private static final int THREADS = 2;
  private static final int SPANS_PER_SECOND_AND_THREAD = 500;
  private static final int WARM_UP_SECONDS = 5;
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
    Thread.sleep((args.length > 3 ? Integer.parseInt(args[3]) : WARM_UP_SECONDS) * 1_000L);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long done = DONE.get();
    long start = System.nanoTime();
    Map<String, Long> before = cpuByThreads();
    long cpu = system.getProcessCpuTime();
    Thread.sleep(Integer.parseInt(args[2]) * 1_000L);
    cpu = system.getProcessCpuTime() - cpu;
    Map<String, Long> after = cpuByThreads();
    long took = System.nanoTime() - start;
    done = DONE.get() - done;
    ended = true;
    System.gc();
    after.replaceAll((kind, nanos) -> nanos - before.getOrDefault(kind, 0L));
    System.out.println(
        "cpu=" + cpu + " nanos=" + took + " spans=" + done + " rss=" + residentKilobytes());
    System.out.println("threads " + after);
    System.exit(0); // the recorder's stream has a thread that does not end
  }

  /** Returns the CPU time of all live threads in nanoseconds, summed by kind of thread. */
  private static Map<String, Long> cpuByThreads() throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        try {
          String name = Files.readString(task.resolve("comm")).trim();
          String nanos = Files.readString(task.resolve("schedstat")).split(" ")[0];
          sums.merge(kind(name), Long.parseLong(nanos), Long::sum);
        } catch (IOException e) {
          // the thread has ended
        }
      }
    }
    return sums;
  }

  private static String kind(String thread) {
    if (thread.startsWith("ringlet-") || thread.startsWith("JFR Event")) {
      return "reader";
    }
    if (thread.startsWith("JFR")) {
      return "recorder";
    }
    if (thread.contains("Compiler") || thread.contains("CompilerThre")) {
      return "compiler";
    }
    return thread.startsWith("work-") ? "work" : "other";
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS");
  }

  /** An open loop: late work is done as soon as possible. */
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

  /** Some hundred microseconds of work with text and maps, which allocates. */
  private static void request(Map<String, Integer> words, int seed) {
    int hash = seed;
    for (int i = 0; i < 300; i++) {
      hash = hash * 31 + i;
      words.merge("word " + (hash & 1023), 1, Integer::sum);
      words.put(Integer.toHexString(hash & 4095), i);
    }
  }
}
