// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Meters that are switched off and on, and a provider that is closed, while all threads record. */
@Timeout(300)
class MeterProviderFireTest {
  private static MeterConfig config(boolean enabled) {
    return enabled ? MeterConfig.enabled() : MeterConfig.disabled();
  }

  private static final int WRITERS = 4;
  private static final long RECORDS = 150_000;

  /** Counts, and tells what it did not survive. */
  private static final class Writer extends Thread {
    final AtomicLong recorded = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Runnable record;
    private final AtomicBoolean end;

    Writer(Runnable record, AtomicBoolean end) {
      this.record = record;
      this.end = end;
    }

    @Override
    public void run() {
      try {
        while (!end.get() && recorded.get() < RECORDS) {
          record.run();
          recorded.incrementAndGet();
        }
      } catch (Throwable t) {
        failure.set(t);
      }
    }

    void await() throws InterruptedException {
      join();
      assertThat(failure).hasValue(null);
    }
  }

  private static long count(List<List<Metric>> collections, String name) {
    long count = 0;
    for (List<Metric> metrics : collections) {
      for (Metric metric : metrics) {
        if (metric.getName().equals(name)) {
          count +=
              metric.hasSum()
                  ? metric.getSum().getDataPoints(0).getAsInt()
                  : metric.getHistogram().getDataPoints(0).getCount();
        }
      }
    }
    return count;
  }

  @Test
  void aMeterThatIsSwitchedOffAndOnDisturbsNoOther() throws InterruptedException {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.DELTA);
    Function<InstrumentationScope, MeterConfig> all = scope -> MeterConfig.enabled();
    Function<InstrumentationScope, MeterConfig> notTheSecond =
        scope -> config(!scope.getName().startsWith("second"));
    List<List<Metric>> collections = new ArrayList<>();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      Meter first = provider.get("first");
      Meter second = provider.get("second");
      LongCounter steady = first.counterBuilder("steady").build();
      DoubleHistogram steadyHistogram = first.histogramBuilder("steady.histogram").build();
      LongCounter switched = second.counterBuilder("switched").build();
      AtomicBoolean never = new AtomicBoolean();
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Runnable record =
            () -> {
              steady.add(1);
              switched.add(1);
              steadyHistogram.record(1);
            };
        writers.add(new Writer(record, never));
      }
      writers.forEach(Thread::start);
      while (writers.stream().anyMatch(Thread::isAlive)) {
        provider.setMeterConfigurator(notTheSecond);
        collections.add(TestMetrics.collect(reader));
        provider.setMeterConfigurator(all);
        collections.add(TestMetrics.collect(reader));
      }
      long recorded = 0;
      for (Writer writer : writers) {
        writer.await();
        recorded += writer.recorded.get();
      }
      collections.add(TestMetrics.collect(reader));
      assertThat(count(collections, "steady")).isEqualTo(recorded);
      assertThat(count(collections, "steady.histogram")).isEqualTo(recorded);
      assertThat(count(collections, "switched")).isBetween(0L, recorded);
      switched.add(5);
      assertThat(count(List.of(TestMetrics.collect(reader)), "switched")).isEqualTo(5);
      provider.setMeterConfigurator(notTheSecond);
      switched.add(5);
      assertThat(switched.isEnabled()).isFalse();
      assertThat(TestMetrics.collect(reader)).isEmpty();
    }
  }

  @Test
  void metersAndInstrumentsMadeMeanwhileObeyTheRuleThatIsSetLast() throws InterruptedException {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      for (int round = 0; round < 6; round++) {
        boolean lastRule = round % 2 == 0;
        AtomicInteger made = new AtomicInteger();
        String name = "meter" + round + ".";
        List<LongCounter> counters = new ArrayList<>();
        Thread maker =
            new Thread(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    Meter meter = provider.get(name + i);
                    counters.add(meter.counterBuilder("counter" + i).build());
                    made.incrementAndGet();
                  }
                });
        maker.start();
        while (made.get() < 100) {
          provider.setMeterConfigurator(scope -> config(!lastRule));
        }
        provider.setMeterConfigurator(scope -> config(lastRule));
        maker.join();
        assertThat(counters).allMatch(counter -> counter.isEnabled() == lastRule);
      }
    }
  }

  @Test
  void whatIsRecordedWhileTheProviderClosesIsExportedOrIgnored() throws InterruptedException {
    for (int round = 0; round < 6; round++) {
      CapturingMetricExporter exporter = new CapturingMetricExporter();
      PeriodicMetricReader periodic =
          PeriodicMetricReader.builder(exporter).setTemporality(Temporality.DELTA).build();
      OnDemandMetricReader onDemand = TestMetrics.reader(Temporality.DELTA);
      RingletMeterProvider provider = TestMetrics.provider(periodic, onDemand).build();
      Meter meter = provider.get("test");
      LongCounter counter = meter.counterBuilder("counter").build();
      BoundInstruments.BoundDoubleHistogram bound =
          BoundInstruments.bind(meter.histogramBuilder("histogram").build(), null);
      AtomicBoolean end = new AtomicBoolean();
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            new Writer(
                () -> {
                  counter.add(1);
                  bound.record(1);
                  meter.counterBuilder("counter").build().add(1);
                },
                end));
      }
      Thread collector =
          new Thread(
              () -> {
                while (!end.get()) {
                  TestMetrics.collect(onDemand);
                }
              });
      writers.forEach(Thread::start);
      collector.start();
      Await.until(
          "all writers have recorded",
          () -> writers.stream().allMatch(writer -> writer.recorded.get() > 0));
      long before = writers.stream().mapToLong(writer -> writer.recorded.get()).sum();
      provider.close(LONG);
      long delivered = exporter.total("counter");
      end.set(true);
      collector.join();
      long after = 0;
      for (Writer writer : writers) {
        writer.await();
        after += writer.recorded.get();
      }
      assertThat(delivered).isBetween(2 * before, 2 * after);
      assertThat(counter.isEnabled()).isFalse();
      assertThat(TestMetrics.collect(onDemand)).isEmpty();
      assertThat(exporter.total("counter")).isEqualTo(delivered);
    }
  }
}
