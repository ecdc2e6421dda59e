// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.profiles.Profiles.Entry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Profiles this process while it does things that each kind of profile must show. */
class RingletProfilerTest {
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(30);
  private static volatile Object sink;

  private final Object monitor = new Object();

  static Config config(String... pairs) {
    Map<String, String> properties = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put("ringlet.profiles." + pairs[i], pairs[i + 1]);
    }
    return Config.fromSystem(properties);
  }

  private static void burn(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long x = 1;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 1000; i++) {
        x = x * 31 + i;
      }
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

  private static void park() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
  }

  private static void fail() {
    for (int i = 0; i < 50; i++) {
      sink = new IllegalStateException("thrown on purpose");
    }
  }

  private static String own(String method) {
    return RingletProfilerTest.class.getName() + "." + method;
  }

  private static long total(List<Entry> entries, Predicate<Entry> wanted) {
    return entries.stream().filter(wanted).mapToLong(Entry::value).sum();
  }

  @Test
  void showsEachKindWithItsStacks() throws Exception {
    ValidatingExporter exporter = new ValidatingExporter();
    RingletProfiler profiler =
        RingletProfiler.start(config("exceptions", "true"), Resource.getDefault(), exporter);
    assertThat(profiler.flush(TIMEOUT)).isTrue(); // the recorder is running now
    burn(1_000);
    allocate();
    contend();
    park();
    fail();
    assertThat(profiler.flush(TIMEOUT)).isTrue();
    List<Entry> entries = Profiles.entries(exporter.requests());
    assertThat(total(entries, e -> e.type().equals("samples:count") && e.has(own("burn"))))
        .isBetween(200_000_000L, 1_500_000_000L);
    assertThat(total(entries, e -> e.type().equals("alloc_space:bytes") && e.has(own("allocate"))))
        .isBetween(20_000_000L, 120_000_000L);
    assertThat(entries)
        .anySatisfy(
            e -> {
              assertThat(e.type()).isEqualTo("delay:nanoseconds");
              assertThat(e.frames()).contains(own("enter"));
              assertThat(e.value()).isGreaterThan(40_000_000L);
              assertThat(e.attributes())
                  .containsEntry("thread.name", "waits-for-lock")
                  .containsEntry("ringlet.lock.class", "java.lang.Object");
            });
    assertThat(total(entries, e -> e.type().equals("contentions:count") && e.has(own("enter"))))
        .isEqualTo(1);
    assertThat(total(entries, e -> e.type().equals("off_cpu:nanoseconds") && e.has(own("park"))))
        .isGreaterThan(30_000_000L);
    assertThat(total(entries, e -> e.type().equals("exceptions:count") && e.has(own("fail"))))
        .isGreaterThanOrEqualTo(50);
    profiler.close(TIMEOUT);
    assertThat(exporter.isClosed()).isTrue();
    assertThat(profiler.counters().exported()).isEqualTo(exporter.items());
    assertThat(profiler.accepted()).isEqualTo(exporter.items() + profiler.counters().dropped());
    assertThat(profiler.pending()).isZero();
  }
}
