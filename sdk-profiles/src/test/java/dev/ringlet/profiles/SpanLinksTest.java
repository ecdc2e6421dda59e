// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles.Entry;
import dev.ringlet.profiles.internal.Profiler;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Spans take turns on several threads, each with work in a method of its own. So the method on the
 * stack of a sample tells which span it must be linked to.
 *
 * <p>Clocks agree to far less than the time between two samples of a thread; so of all samples at
 * most one for each change from one span to the next may be linked to the wrong one.
 */
class SpanLinksTest {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final String TRACE_A = "0000000000000000000000000000000a";
  private static final String TRACE_B = "0000000000000000000000000000000b";
  private static final String TRACE_V = "0000000000000000000000000000000c";
  private static final String TRACE_W = "0000000000000000000000000000000d";
  private static final int TURNS = 2;
  private static final AtomicLong SPANS = new AtomicLong();
  private static volatile Object sink;

  /** What must show: a kind of profile and a method. */
  private static final String[][] SHOWN = {
    {"samples:count", "workA"},
    {"samples:count", "workB"},
    {"alloc_space:bytes", "workA"},
    {"alloc_space:bytes", "workB"},
    {"off_cpu:nanoseconds", "waitA"},
    {"samples:count", "workUnsampled"},
    {"samples:count", "workWithoutSpan"},
  };

  private static final String[][] SHOWN_OF_VIRTUAL_THREADS = {
    {"samples:count", "workV"}, {"samples:count", "workW"}, {"alloc_space:bytes", "workV"},
  };

  private static List<Entry> entries;
  private static int rounds;

  private static Span span(String traceId, TraceFlags flags) {
    String spanId = String.format("%016x", SPANS.incrementAndGet());
    return Span.wrap(SpanContext.create(traceId, spanId, flags, TraceState.getDefault()));
  }

  private static void workA() {
    work();
  }

  private static void workB() {
    work();
  }

  private static void workV() {
    work();
  }

  private static void workW() {
    work();
  }

  private static void workUnsampled() {
    work();
  }

  private static void workWithoutSpan() {
    work();
  }

  /** Long enough for some samples, unless the recorder is kept from taking them. */
  private static void work() {
    long used = 0;
    long last = cpuNanos();
    while (used < 8 * PERIOD_NANOS) {
      for (int i = 0; i < 2_000; i++) {
        sink = new byte[1_000];
      }
      long now = cpuNanos();
      used += Math.max(0, Math.min(now - last, PERIOD_NANOS)); // it may have changed its carrier
      last = now;
    }
  }

  /** Of the whole process where a thread is virtual, and has no time of its own. */
  private static long cpuNanos() {
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return nanos >= 0 ? nanos : System.nanoTime();
  }

  private static void waitA() {
    RingletProfilerTest.park();
  }

  private static void in(String traceId, TraceFlags flags, Runnable work) {
    try (Scope scope = span(traceId, flags).makeCurrent()) {
      assertThat(scope).isNotNull();
      work.run();
    }
  }

  private static void platform() {
    for (int i = 0; i < TURNS; i++) {
      in(
          TRACE_A,
          TraceFlags.getSampled(),
          () -> {
            workA();
            waitA();
            in(TRACE_B, TraceFlags.getSampled(), SpanLinksTest::workB);
            workA();
          });
    }
    in(TRACE_A, TraceFlags.getDefault(), SpanLinksTest::workUnsampled);
    workWithoutSpan();
  }

  private static void virtual() {
    for (int i = 0; i < TURNS; i++) {
      in(TRACE_V, TraceFlags.getSampled(), SpanLinksTest::workV);
      Thread.yield();
      in(TRACE_W, TraceFlags.getSampled(), SpanLinksTest::workW);
    }
  }

  private static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= 21;
  }

  @BeforeAll
  static void profile() throws Exception {
    Profiles.awaitNoRecording();
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(
            Profiles.config("cpu.period", "10ms", "alloc.rate", "300"),
            Resource.getDefault(),
            List.of(exporter));
    try {
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
      long end = Await.deadline();
      boolean shown = false;
      while (!shown && System.nanoTime() - end < 0) {
        takeTurns();
        rounds++;
        assertThat(profiler.flush(LONG_NANOS)).isTrue();
        entries = Profiles.entries(exporter.requests());
        shown = shows(SHOWN) && (!hasVirtualThreads() || shows(SHOWN_OF_VIRTUAL_THREADS));
      }
    } finally {
      profiler.close(0); // there is nothing left to wait for
    }
  }

  private static void takeTurns() throws ReflectiveOperationException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    threads.add(new Thread(SpanLinksTest::platform, "takes-turns"));
    threads.get(0).start();
    if (hasVirtualThreads()) {
      threads.add(
          (Thread)
              Thread.class
                  .getMethod("startVirtualThread", Runnable.class)
                  .invoke(null, (Runnable) SpanLinksTest::virtual));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static boolean shows(String[][] kinds) {
    return Stream.of(kinds).noneMatch(kind -> of(kind[0], kind[1]).isEmpty());
  }

  private static List<Entry> of(String type, String method) {
    return entries.stream()
        .filter(e -> e.type().equals(type) && e.has(SpanLinksTest.class.getName() + "." + method))
        .toList();
  }

  /** Changes are those of one round. */
  private static void assertLinked(String type, String method, String traceId, int changes) {
    Map<String, Long> byTrace =
        of(type, method).stream()
            .collect(
                Collectors.groupingBy(
                    Entry::traceId, Collectors.summingLong(SpanLinksTest::count)));
    long right = byTrace.getOrDefault(traceId, 0L);
    long all = byTrace.values().stream().mapToLong(Long::longValue).sum();
    assertThat(right).as("linked %s in %s: %s", type, method, byTrace).isPositive();
    assertThat(all - right)
        .as("wrong %s in %s: %s", type, method, byTrace)
        .isBetween(0L, (long) rounds * changes);
  }

  /** CPU samples stand for one period or more each; of others the number of entries is enough. */
  private static long count(Entry entry) {
    return entry.type().equals("samples:count") ? entry.value() / PERIOD_NANOS : 1;
  }

  @Test
  void linksSamplesOfPlatformThreads() {
    assertLinked("samples:count", "workA", TRACE_A, 4 * TURNS);
    assertLinked("samples:count", "workB", TRACE_B, 2 * TURNS);
    assertLinked("alloc_space:bytes", "workA", TRACE_A, 4 * TURNS);
    assertLinked("alloc_space:bytes", "workB", TRACE_B, 2 * TURNS);
  }

  @Test
  void linksWaitingByItsMiddle() {
    assertLinked("off_cpu:nanoseconds", "waitA", TRACE_A, 0);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void linksSamplesOfVirtualThreads() {
    assertLinked("samples:count", "workV", TRACE_V, 2 * TURNS);
    assertLinked("samples:count", "workW", TRACE_W, 2 * TURNS);
    assertLinked("alloc_space:bytes", "workV", TRACE_V, 2 * TURNS);
  }

  @Test
  void linksToNoSpanThatIsNotExported() {
    assertLinked("samples:count", "workUnsampled", "", 1);
    assertLinked("samples:count", "workWithoutSpan", "", 1);
  }
}
