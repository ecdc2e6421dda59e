// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static dev.ringlet.profiles.IndependentReader.with;
import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles.Entry;
import dev.ringlet.profiles.internal.Profiler;
import dev.ringlet.testing.Await;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Profiles this process while it does things that each kind of profile must show. */
class RingletProfilerTest {
  private static final long CPU_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration LOCK_THRESHOLD = Duration.ofMillis(10);
  private static final int THROWN = 50;

  /** A kind of profile, and a method of this class that it shows. */
  private record Shown(String type, String method) {}

  private static final List<Shown> SHOWN =
      List.of(
          new Shown("samples:count", "spin"),
          new Shown("alloc_space:bytes", "allocate"),
          new Shown("delay:nanoseconds", "enter"),
          new Shown("off_cpu:nanoseconds", "enter"),
          new Shown("off_cpu:nanoseconds", "park"));
  private static final Shown CONTENTIONS = new Shown("contentions:count", "enter");
  private static final Shown EXCEPTIONS = new Shown("exceptions:count", "fail");

  private static volatile Object sink;

  private final Object monitor = new Object();

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
      Await.until("blocked", () -> waiting.getState() == Thread.State.BLOCKED);
      Thread.sleep(60); // what the event of the lock shows
    }
    waiting.join();
  }

  private void enter() {
    synchronized (monitor) {
      sink = monitor;
    }
  }

  /**
   * The wait that the event shows. A thread may have been allowed to go on before it parks, but not
   * twice.
   */
  static void park() {
    for (int i = 0; i < 2; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
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

  @Test
  void showsEachKindWithItsStacks() throws Exception {
    Profiles.awaitNoRecording();
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(
            Profiles.config("exceptions", "true", "exceptions.rate", "100000"),
            Resource.getDefault(),
            List.of(exporter));
    assertThat(profiler.flush(LONG_NANOS)).isTrue(); // the recorder is running now
    try (IndependentReader reader =
        new IndependentReader(RingletProfilerTest.class, LOCK_THRESHOLD)) {
      int rounds = workUntilShown(profiler, exporter, reader);
      Totals sent = Totals.of(reader, exporter);
      Totals recorded = new Totals(reader.read(CPU_PERIOD_NANOS));
      long end = Await.deadline();
      while (!sent.isSameAs(recorded) && System.nanoTime() - end < 0) {
        assertThat(profiler.flush(LONG_NANOS)).isTrue(); // the recorder may have been behind
        sent = Totals.of(reader, exporter);
        recorded = new Totals(reader.read(CPU_PERIOD_NANOS));
      }
      for (Shown shown : SHOWN) {
        assertThat(sent.of(shown)).as("%s", shown).isNotEmpty().isEqualTo(recorded.of(shown));
      }
      // Of the contentions there is one a round; how many exceptions there were is estimated.
      assertThat(sent.of(CONTENTIONS).values()).containsExactly((long) rounds);
      Map<List<String>, Long> thrown = recorded.of(EXCEPTIONS);
      assertThat(sent.of(EXCEPTIONS).keySet()).isNotEmpty().isEqualTo(thrown.keySet());
      assertThat(sent.of(EXCEPTIONS))
          .allSatisfy((stack, count) -> assertThat(count >= thrown.get(stack)).isTrue());
      assertThat(Profiles.entries(exporter.requests()))
          .anySatisfy(
              e -> {
                assertThat(e.type()).isEqualTo("delay:nanoseconds");
                assertThat(e.frames()).contains(own("enter"));
                assertThat(e.attributes())
                    .containsEntry("thread.name", "waits-for-lock")
                    .containsEntry("ringlet.lock.class", "java.lang.Object");
              });
    }
    profiler.close(LONG_NANOS);
    assertThat(exporter.isClosed()).isTrue();
    assertThat(profiler.deliveries().get(0).counters().exported()).isEqualTo(exporter.items());
    assertThat(profiler.deliveries().get(0).accepted())
        .isEqualTo(exporter.items() + profiler.deliveries().get(0).counters().dropped());
    assertThat(profiler.deliveries().get(0).pending()).isZero();
  }

  /**
   * The recorder may leave out any single sample, and tells only now and then how many exceptions
   * there were; but what is done often enough shows. Returns how often it was done.
   */
  private int workUntilShown(
      Profiler profiler, ValidatingExporter exporter, IndependentReader reader)
      throws InterruptedException {
    long end = Await.deadline();
    int rounds = 0;
    boolean shown = false;
    while (!shown && System.nanoTime() - end < 0) {
      int before = exporter.requests().size();
      burn(400);
      allocate();
      contend();
      park();
      fail();
      rounds++;
      assertThat(profiler.flush(LONG_NANOS)).isTrue();
      List<ExportProfilesServiceRequest> all = exporter.requests();
      shown =
          Totals.of(reader, exporter).showAll()
              && exceptions(all.subList(before, all.size())) >= THROWN;
    }
    assertThat(shown).as("shown after %d rounds", rounds).isTrue();
    return rounds;
  }

  private static long exceptions(List<ExportProfilesServiceRequest> requests) {
    return Profiles.entries(requests).stream()
        .filter(e -> e.type().equals(EXCEPTIONS.type()))
        .mapToLong(Entry::value)
        .sum();
  }

  /** Totals by stack by kind of profile. */
  private record Totals(Map<String, Map<List<String>, Long>> all) {
    /** Of everything that was sent. */
    static Totals of(IndependentReader reader, ValidatingExporter exporter) {
      return new Totals(reader.totals(Profiles.entries(exporter.requests())));
    }

    Map<List<String>, Long> of(Shown shown) {
      return with(all, shown.type(), own(shown.method()));
    }

    boolean showAll() {
      return SHOWN.stream().noneMatch(shown -> of(shown).isEmpty());
    }

    boolean isSameAs(Totals other) {
      return SHOWN.stream().allMatch(shown -> of(shown).equals(other.of(shown)))
          && of(EXCEPTIONS).keySet().equals(other.of(EXCEPTIONS).keySet());
    }
  }
}
