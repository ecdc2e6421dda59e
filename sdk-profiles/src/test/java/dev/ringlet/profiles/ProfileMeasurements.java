// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles.Entry;
import dev.ringlet.profiles.internal.Profiler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures how far profiles are right. The results depend on the machine and its load; so this is
 * not among the tests, but run by name: {@code mvn -pl sdk-profiles -am test
 * -Dtest=ProfileMeasurements -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ProfileMeasurements {
  private static final int THREADS = 2;
  private static final String TRACE_A = "0000000000000000000000000000000a";
  private static final String TRACE_B = "0000000000000000000000000000000b";
  private static final AtomicLong SPANS = new AtomicLong();
  private static final ThreadLocal<Object> SINK = new ThreadLocal<>();

  private final List<String> report = new ArrayList<>();

  private static long processCpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void inThreads(boolean virtual, LongConsumer work, long seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Runnable task = () -> work.accept(end);
      Thread thread = new Thread(task, "measured-" + i);
      if (virtual) {
        thread =
            (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      } else {
        thread.start();
      }
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void compute(long endNanos) {
    long x = 1;
    StringBuilder text = new StringBuilder();
    while (System.nanoTime() < endNanos) {
      text.setLength(0);
      for (int i = 0; i < 2_000; i++) {
        x = x * 31 + i;
        text.append(x & 15);
      }
    }
    SINK.set(text.toString() + x);
  }

  @Test
  void cpuTimeAndThatOfTheProcess() throws Exception {
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(Profiles.config("period", "1h"), Resource.getDefault(), List.of(exporter));
    assertThat(profiler.flush(LONG_NANOS)).isTrue();
    inThreads(false, ProfileMeasurements::compute, 4);
    for (int round = 0; round < 3; round++) {
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
      int before = exporter.requests().size();
      long cpu = processCpuNanos();
      inThreads(false, ProfileMeasurements::compute, 10);
      cpu = processCpuNanos() - cpu;
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
      List<Entry> entries =
          Profiles.entries(exporter.requests().subList(before, exporter.requests().size()));
      long sampled =
          entries.stream()
              .filter(e -> e.type().equals("samples:count"))
              .mapToLong(Entry::value)
              .sum();
      report.add(
          String.format(
              "CPU of the process %.2f s, of the profile %.2f s: %+.1f %%",
              cpu / 1e9, sampled / 1e9, 100.0 * (sampled - cpu) / cpu));
    }
    profiler.close(0);
    print();
  }

  private static Span span(String traceId) {
    String spanId = String.format("%016x", SPANS.incrementAndGet());
    return Span.wrap(
        SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault()));
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

  private static void alternate(long endNanos, long spanNanos) {
    while (System.nanoTime() < endNanos) {
      try (Scope scope = span(TRACE_A).makeCurrent()) {
        assertThat(scope).isNotNull();
        workA(spanNanos);
      }
      try (Scope scope = span(TRACE_B).makeCurrent()) {
        assertThat(scope).isNotNull();
        workB(spanNanos);
      }
    }
  }

  /** The method on the stack of a sample tells which span it must be linked to. */
  @ParameterizedTest
  @CsvSource({
    "false, 5000000", "false, 500000", "false, 100000",
    "true, 5000000", "true, 500000", "true, 100000"
  })
  void linksAndTheMethodOnTheStack(boolean virtual, long spanNanos) throws Exception {
    if (virtual && Runtime.version().feature() < 21) {
      return;
    }
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(
            Profiles.config("cpu.period", "5ms", "alloc.rate", "300", "links.max.bytes", "16m"),
            Resource.getDefault(),
            List.of(exporter));
    assertThat(profiler.flush(LONG_NANOS)).isTrue();
    inThreads(virtual, end -> alternate(end, spanNanos), 8);
    assertThat(profiler.flush(LONG_NANOS)).isTrue();
    profiler.close(0);
    List<Entry> entries = Profiles.entries(exporter.requests());
    count(entries, "samples:count", virtual, spanNanos);
    count(entries, "alloc_space:bytes", virtual, spanNanos);
    print();
  }

  private void count(List<Entry> entries, String type, boolean virtual, long spanNanos) {
    int right = 0;
    int none = 0;
    int all = 0;
    for (Entry entry : entries) {
      boolean a = entry.has(ProfileMeasurements.class.getName() + ".workA");
      boolean b = entry.has(ProfileMeasurements.class.getName() + ".workB");
      if (entry.type().equals(type) && (a || b)) {
        all++;
        right += entry.traceId().equals(a ? TRACE_A : TRACE_B) ? 1 : 0;
        none += entry.traceId().isEmpty() ? 1 : 0;
      }
    }
    report.add(
        String.format(
            "%s threads, spans of %.1f ms, %s: %d of %d samples linked right: %.2f %%, %d to none",
            virtual ? "virtual" : "platform",
            spanNanos / 1e6,
            type,
            right,
            all,
            100.0 * right / all,
            none));
  }

  private void print() {
    String java = System.getProperty("java.version");
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    report.forEach(line -> System.out.println("# JDK " + java + ", load " + load + ": " + line));
  }
}
