// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static dev.ringlet.profiles.IndependentReader.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.profiles.Profiles.Entry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;

/** Profiles this process while it does things that each kind of profile must show. */
class RingletProfilerTest {
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(30);
  private static final long CPU_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int THROWN = 50;
  private static volatile Object sink;

  private final Object monitor = new Object();

  static Config config(String... pairs) {
    Map<String, String> properties = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put("ringlet.profiles." + pairs[i], pairs[i + 1]);
    }
    return Config.fromSystem(properties);
  }

  /** Uses this much processor time, however long that takes. */
  static void burn(long millis) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (threads.getCurrentThreadCpuTime() < end) {
      spin();
    }
  }

  private static void spin() {
    long x = 1;
    for (int i = 0; i < 1_000_000; i++) {
      x = x * 31 + i;
    }
    sink = x;
  }

  private static void allocate() {
    for (int i = 0; i < 2_000; i++) {
      sink = new long[4_096];
    }
  }

  private void contend() throws InterruptedException {
    Thread waiting = new Thread(this::enter, "waits-for-lock");
    synchronized (monitor) {
      waiting.start();
      while (waiting.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      Thread.sleep(60);
    }
    waiting.join();
  }

  private void enter() {
    synchronized (monitor) {
      sink = monitor;
    }
  }

  /** A thread may have been allowed to go on before it parks, so once may not be enough. */
  static void park() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(40);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void fail() {
    for (int i = 0; i < THROWN; i++) {
      sink = new IllegalStateException("thrown on purpose");
    }
  }

  private static String own(String method) {
    return RingletProfilerTest.class.getName() + "." + method;
  }

  /** JDK 25 shows its exceptions only to a stream that was the first one to be opened. */
  private static void awaitNoRecording() throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT;
    while (FlightRecorder.isInitialized()
        && !FlightRecorder.getFlightRecorder().getRecordings().isEmpty()
        && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  @Test
  void showsEachKindWithItsStacks() throws Exception {
    awaitNoRecording();
    ValidatingExporter exporter = new ValidatingExporter();
    RingletProfiler profiler =
        RingletProfiler.start(
            config("exceptions", "true", "exceptions.rate", "100000"),
            Resource.getDefault(),
            exporter);
    assertThat(profiler.flush(TIMEOUT)).isTrue(); // the recorder is running now
    try (IndependentReader reader = new IndependentReader(RingletProfilerTest.class)) {
      burn(400);
      allocate();
      contend();
      park();
      fail();
      assertThat(profiler.flush(TIMEOUT)).isTrue();
      List<Entry> entries = Profiles.entries(exporter.requests());
      Map<String, Map<List<String>, Long>> sent = reader.totals(entries);
      Map<String, Map<List<String>, Long>> recorded = reader.read(CPU_PERIOD_NANOS);
      sameTotals(sent, recorded, "samples:count", "spin");
      sameTotals(sent, recorded, "alloc_space:bytes", "allocate");
      sameTotals(sent, recorded, "delay:nanoseconds", "enter");
      sameTotals(sent, recorded, "off_cpu:nanoseconds", "enter");
      sameTotals(sent, recorded, "off_cpu:nanoseconds", "park");
      // Of the contentions there is one; how many exceptions there were in all is estimated.
      assertThat(with(sent, "contentions:count", own("enter")).values()).containsExactly(1L);
      assertThat(with(sent, "exceptions:count", own("fail")).keySet())
          .isNotEmpty()
          .isEqualTo(with(recorded, "exceptions:count", own("fail")).keySet());
      assertThat(with(sent, "exceptions:count", own("fail")).values())
          .allMatch(count -> count >= THROWN);
      assertThat(entries)
          .anySatisfy(
              e -> {
                assertThat(e.type()).isEqualTo("delay:nanoseconds");
                assertThat(e.frames()).contains(own("enter"));
                assertThat(e.attributes())
                    .containsEntry("thread.name", "waits-for-lock")
                    .containsEntry("ringlet.lock.class", "java.lang.Object");
              });
    }
    profiler.close(TIMEOUT);
    assertThat(exporter.isClosed()).isTrue();
    assertThat(profiler.counters().exported()).isEqualTo(exporter.items());
    assertThat(profiler.accepted()).isEqualTo(exporter.items() + profiler.counters().dropped());
    assertThat(profiler.pending()).isZero();
  }

  private static void sameTotals(
      Map<String, Map<List<String>, Long>> sent,
      Map<String, Map<List<String>, Long>> recorded,
      String type,
      String method) {
    assertThat(with(sent, type, own(method)))
        .as("%s of stacks through %s", type, method)
        .isNotEmpty()
        .isEqualTo(with(recorded, type, own(method)));
  }
}
