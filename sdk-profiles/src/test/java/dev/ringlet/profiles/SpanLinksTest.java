// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles.Entry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Two spans take turns on several threads, each with work in a method of its own. So the method on
 * the stack of a sample tells which span it must be linked to.
 */
class SpanLinksTest {
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(30);
  private static final String TRACE_A = "0000000000000000000000000000000a";
  private static final String TRACE_B = "0000000000000000000000000000000b";
  private static final AtomicLong SPANS = new AtomicLong();
  private static final ThreadLocal<Object> SINK = new ThreadLocal<>();

  private static Span span(String traceId, TraceFlags flags) {
    String spanId = String.format("%016x", SPANS.incrementAndGet());
    return Span.wrap(SpanContext.create(traceId, spanId, flags, TraceState.getDefault()));
  }

  private static void workA(long nanos) {
    work(nanos);
  }

  private static void workB(long nanos) {
    work(nanos);
  }

  private static void work(long nanos) {
    long end = System.nanoTime() + nanos;
    Object last = null;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 20; i++) {
        last = new byte[1_000];
      }
    }
    SINK.set(last);
  }

  private static void waitA() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(15));
  }

  private static void alternate(long endNanos, long spanNanos) {
    int n = 0;
    while (System.nanoTime() < endNanos) {
      try (Scope a = span(TRACE_A, TraceFlags.getSampled()).makeCurrent()) {
        assertThat(a).isNotNull();
        workA(spanNanos);
        if (++n % 200 == 0) {
          waitA();
        }
      }
      try (Scope b = span(TRACE_B, TraceFlags.getSampled()).makeCurrent()) {
        assertThat(b).isNotNull();
        workB(spanNanos);
      }
    }
  }

  private static Thread start(boolean virtual, Runnable task) throws Exception {
    if (virtual) {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
    Thread thread = new Thread(task, "alternates");
    thread.start();
    return thread;
  }

  private static List<Entry> record(boolean virtual, Runnable task) throws Exception {
    ValidatingExporter exporter = new ValidatingExporter();
    try (RingletProfiler profiler =
        RingletProfiler.start(
            RingletProfilerTest.config("cpu.period", "10ms", "alloc.rate", "300"),
            Resource.getDefault(),
            exporter)) {
      assertThat(profiler.flush(TIMEOUT)).isTrue();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        threads.add(start(virtual, task));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(profiler.flush(TIMEOUT)).isTrue();
    }
    return Profiles.entries(exporter.requests());
  }

  private static boolean in(Entry entry, String method) {
    return entry.has(SpanLinksTest.class.getName() + "." + method);
  }

  /** Sums per kind of profile: value linked to the right span, and value in all. */
  private static void assertRight(List<Entry> entries, String type, double share) {
    List<Entry> inside =
        entries.stream()
            .filter(e -> e.type().equals(type))
            .filter(e -> in(e, "workA") || in(e, "workB") || in(e, "waitA"))
            .toList();
    long right =
        inside.stream()
            .filter(e -> e.traceId().equals(in(e, "workB") ? TRACE_B : TRACE_A))
            .mapToLong(Entry::value)
            .sum();
    long all = inside.stream().mapToLong(Entry::value).sum();
    assertThat(inside.size()).as("samples of " + type).isGreaterThan(5);
    assertThat((double) right / all)
        .as(
            "share of right links of %s; links: %s",
            type,
            inside.stream().collect(Collectors.groupingBy(Entry::traceId, Collectors.counting())))
        .isGreaterThanOrEqualTo(share);
  }

  private static void alternateForSomeTime() {
    alternate(System.nanoTime() + TimeUnit.SECONDS.toNanos(3), 500_000);
  }

  @Test
  void linksSamplesOfPlatformThreads() throws Exception {
    List<Entry> entries = record(false, SpanLinksTest::alternateForSomeTime);
    assertRight(entries, "samples:count", 0.99);
    assertRight(entries, "alloc_space:bytes", 0.99);
    assertRight(entries, "off_cpu:nanoseconds", 0.99);
  }

  @Test
  void linksSamplesOfVirtualThreads() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    List<Entry> entries = record(true, SpanLinksTest::alternateForSomeTime);
    assertRight(entries, "samples:count", 0.99);
    assertRight(entries, "alloc_space:bytes", 0.99);
  }

  @Test
  void linksToNoSpanThatIsNotExported() throws Exception {
    List<Entry> entries =
        record(
            false,
            () -> {
              try (Scope scope = span(TRACE_A, TraceFlags.getDefault()).makeCurrent()) {
                assertThat(scope).isNotNull();
                workA(TimeUnit.SECONDS.toNanos(1));
              }
            });
    List<Entry> inside = entries.stream().filter(e -> in(e, "workA")).toList();
    assertThat(inside).isNotEmpty().allMatch(e -> e.traceId().isEmpty());
  }
}
