// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.metrics.FireTotals.Total;
import dev.ringlet.metrics.instrument.BoundSeries;
import dev.ringlet.metrics.instrument.SynchronousInstrument;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjDoubleConsumer;
import org.junit.jupiter.api.Test;

/**
 * Writers against collectors that empty the cells they write: what the collections tell in all is
 * exactly what was recorded.
 */
class MetricStorageFireTest {
  private static final long RECORDS = Long.getLong("ringlet.fire.records", 20_000_000);
  private static final int WRITERS = 8;
  private static final int LIMIT = 16;
  private static final int CHURN_KEYS = 400;
  private static final int VALUES = 64;
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");

  /** One of the synchronous instruments, twice: with room for all series, and with little. */
  private static final class Kind {
    final String name;
    final boolean exponential;
    final boolean gauge;
    final double[] values = new double[VALUES];
    final List<ObjDoubleConsumer<Attributes>> unbound = new ArrayList<>();
    final List<SynchronousInstrument> bindable = new ArrayList<>();
    private final boolean isLong;

    Kind(Meter meter, String name) {
      this.name = name;
      isLong = name.startsWith("long");
      exponential = name.endsWith("exponential");
      gauge = name.endsWith("gauge");
      for (int i = 0; i < VALUES; i++) {
        double value = i < 40 ? i : (i - 39) * 40;
        if (!isLong) {
          value += i % 8 * 0.125;
        }
        values[i] = name.endsWith("updown") && i % 2 == 1 ? -value : value;
      }
      make(meter, "stable." + name);
      make(meter, "churn." + name);
    }

    private void make(Meter meter, String metric) {
      Object instrument;
      switch (name) {
        case "long.counter" -> {
          LongCounter longCounter = meter.counterBuilder(metric).build();
          unbound.add((with, value) -> longCounter.add((long) value, with));
          instrument = longCounter;
        }
        case "double.counter" -> {
          DoubleCounter doubleCounter = meter.counterBuilder(metric).ofDoubles().build();
          unbound.add((with, value) -> doubleCounter.add(value, with));
          instrument = doubleCounter;
        }
        case "long.updown" -> {
          LongUpDownCounter longUpDown = meter.upDownCounterBuilder(metric).build();
          unbound.add((with, value) -> longUpDown.add((long) value, with));
          instrument = longUpDown;
        }
        case "double.updown" -> {
          DoubleUpDownCounter doubleUpDown = meter.upDownCounterBuilder(metric).ofDoubles().build();
          unbound.add((with, value) -> doubleUpDown.add(value, with));
          instrument = doubleUpDown;
        }
        case "long.explicit", "long.exponential" -> {
          LongHistogram longHistogram = meter.histogramBuilder(metric).ofLongs().build();
          unbound.add((with, value) -> longHistogram.record((long) value, with));
          instrument = longHistogram;
        }
        case "double.explicit", "double.exponential" -> {
          DoubleHistogram doubleHistogram = meter.histogramBuilder(metric).build();
          unbound.add((with, value) -> doubleHistogram.record(value, with));
          instrument = doubleHistogram;
        }
        case "long.gauge" -> {
          LongGauge longGauge = meter.gaugeBuilder(metric).ofLongs().build();
          unbound.add((with, value) -> longGauge.set((long) value, with));
          instrument = longGauge;
        }
        case "double.gauge" -> {
          DoubleGauge doubleGauge = meter.gaugeBuilder(metric).build();
          unbound.add((with, value) -> doubleGauge.set(value, with));
          instrument = doubleGauge;
        }
        default -> throw new IllegalArgumentException(name);
      }
      bindable.add((SynchronousInstrument) instrument);
    }

    ObjDoubleConsumer<Attributes> bound(int which, String key) {
      BoundSeries bound = bindable.get(which).bindSeries(key(key));
      return isLong
          ? (with, value) -> bound.record((long) value)
          : (with, value) -> bound.record(value);
    }
  }

  /** Records, and keeps count by kind, by series and by value. */
  private static final class Writer {
    private static final int SHARED = 0;
    private static final int OWN = 1;
    private static final int CHURN = 2;

    final long[][][] tally;
    final double[] lastShared;
    final double[] lastOwn;
    private final List<Kind> kinds;
    private final int number;
    private final Attributes shared = key("shared");
    private final Attributes own;
    private final Attributes[] churn = new Attributes[CHURN_KEYS];
    private final List<List<ObjDoubleConsumer<Attributes>>> bound = new ArrayList<>();

    Writer(List<Kind> kinds, int number) {
      this.kinds = kinds;
      this.number = number;
      own = key("own" + number);
      tally = new long[kinds.size()][3][VALUES];
      lastShared = new double[kinds.size()];
      lastOwn = new double[kinds.size()];
      for (int i = 0; i < CHURN_KEYS; i++) {
        churn[i] = key("churn" + i);
      }
      for (Kind kind : kinds) {
        bound.add(
            List.of(
                kind.bound(0, "shared"),
                kind.bound(0, "own" + number),
                kind.bound(1, "churn" + 50 * number)));
      }
    }

    /** Makes the measurements with these numbers. */
    void record(long from, long to) {
      long random = 0x9e3779b97f4a7c15L * (WRITERS * from + number + 1);
      for (long n = from; n < to; n++) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        int which = (int) (random >>> 40) % kinds.size();
        Kind kind = kinds.get(which);
        int v = (int) (random >>> 20) & VALUES - 1;
        double value = kind.gauge ? n * WRITERS + number : kind.values[v];
        int where;
        switch ((int) random & 7) {
          case 0, 1 -> {
            where = SHARED;
            kind.unbound.get(0).accept(shared, value);
          }
          case 2 -> {
            where = OWN;
            kind.unbound.get(0).accept(own, value);
          }
          case 3 -> {
            where = SHARED;
            bound.get(which).get(0).accept(null, value);
          }
          case 4 -> {
            where = OWN;
            bound.get(which).get(1).accept(null, value);
          }
          case 5 -> {
            where = CHURN;
            bound.get(which).get(2).accept(null, value);
          }
          default -> {
            where = CHURN;
            // A few keys at a time, slowly moving on, so that series are left and come back.
            int key = (int) (n / 2000 + (random >>> 10) % 6) % CHURN_KEYS;
            kind.unbound.get(1).accept(churn[key], value);
          }
        }
        tally[which][where][v]++;
        if (where == SHARED) {
          lastShared[which] = value;
        } else if (where == OWN) {
          lastOwn[which] = value;
        }
      }
    }
  }

  private static Attributes key(String value) {
    return Attributes.of(KEY, value);
  }

  private static RingletMeterProvider provider(List<OnDemandMetricReader> readers) {
    return TestMetrics.provider(readers.toArray(new MetricReader[0]))
        .setViewMatchingMode(ViewMatchingMode.COMPOSABLE)
        .addView(
            InstrumentSelector.builder().setName("churn.*").build(),
            View.builder().setCardinalityLimit(LIMIT).build())
        .addView(
            InstrumentSelector.builder().setName("*.exponential").build(),
            View.builder().setAggregation(Aggregation.base2ExponentialBucketHistogram()).build())
        .build();
  }

  private static Thread collector(
      OnDemandMetricReader reader, FireTotals totals, CountDownLatch end, long pauseNanos) {
    return new Thread(
        () -> {
          while (end.getCount() > 0) {
            totals.addAll(TestMetrics.collect(reader));
            LockSupport.parkNanos(pauseNanos); // paces the collections
          }
          totals.addAll(TestMetrics.collect(reader)); // all writers are done
        });
  }

  private static List<Kind> kinds(Meter meter) {
    List<Kind> kinds = new ArrayList<>();
    for (String type : List.of("counter", "updown", "explicit", "exponential", "gauge")) {
      kinds.add(new Kind(meter, "long." + type));
      kinds.add(new Kind(meter, "double." + type));
    }
    return kinds;
  }

  private static List<Writer> writers(List<Kind> kinds) {
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(kinds, i));
    }
    return writers;
  }

  /** Each writer records that many, on new threads now and then, while the collectors collect. */
  private static void run(
      List<Writer> writers, long records, int waves, List<Thread> collectors, CountDownLatch end)
      throws InterruptedException {
    collectors.forEach(Thread::start);
    long perWave = records / WRITERS / waves;
    for (int wave = 0; wave < waves; wave++) {
      long from = wave * perWave;
      List<Thread> threads = new ArrayList<>();
      for (Writer writer : writers) {
        threads.add(new Thread(() -> writer.record(from, from + perWave)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    end.countDown();
    for (Thread collector : collectors) {
      collector.join();
    }
  }

  @Test
  void deltasAddUpToExactlyWhatWasRecorded() throws InterruptedException {
    List<OnDemandMetricReader> readers =
        List.of(TestMetrics.reader(Temporality.DELTA), TestMetrics.reader(Temporality.DELTA));
    List<FireTotals> totals = List.of(new FireTotals(), new FireTotals());
    try (RingletMeterProvider provider = provider(readers)) {
      List<Kind> kinds = kinds(provider.get("fire"));
      List<Writer> writers = writers(kinds);
      CountDownLatch end = new CountDownLatch(1);
      List<Thread> collectors = new ArrayList<>();
      for (int i = 0; i < readers.size(); i++) {
        collectors.add(collector(readers.get(i), totals.get(i), end, 2_000_000));
      }
      run(writers, RECORDS, 2, collectors, end);
      totals.forEach(found -> compare(found, kinds, writers));
    }
  }

  /** Series have owners then, which end and are followed by others. */
  @Test
  void cumulativePointsAreWholeAndInTheEndExactlyWhatWasRecorded() throws InterruptedException {
    List<OnDemandMetricReader> readers =
        List.of(
            TestMetrics.reader(Temporality.CUMULATIVE), TestMetrics.reader(Temporality.CUMULATIVE));
    try (RingletMeterProvider provider = provider(readers)) {
      List<Kind> kinds = kinds(provider.get("fire"));
      List<Writer> writers = writers(kinds);
      CountDownLatch end = new CountDownLatch(1);
      List<FireGrowth> growths = List.of(new FireGrowth(), new FireGrowth());
      List<Thread> collectors = new ArrayList<>();
      for (int i = 0; i < readers.size(); i++) {
        OnDemandMetricReader reader = readers.get(i);
        FireGrowth its = growths.get(i);
        collectors.add(
            new Thread(
                () -> {
                  do {
                    its.check(TestMetrics.collect(reader));
                    LockSupport.parkNanos(200_000); // paces the collections
                  } while (end.getCount() > 0);
                }));
      }
      run(writers, RECORDS / 4, 6, collectors, end);
      for (FireGrowth growth : growths) {
        assertThat(growth.failures()).isEmpty();
        assertThat(growth.points()).isPositive();
      }
      for (OnDemandMetricReader reader : readers) {
        FireTotals found = new FireTotals();
        found.addAll(TestMetrics.collect(reader));
        compare(found, kinds, writers);
      }
    }
  }

  private static void compare(FireTotals found, List<Kind> kinds, List<Writer> writers) {
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      if (kind.gauge) {
        compareLast(found, kind, i, writers);
        continue;
      }
      Total shared = new Total();
      Total churn = new Total();
      for (Writer writer : writers) {
        Total own = new Total();
        for (int v = 0; v < VALUES; v++) {
          shared.add(kind.values[v], writer.tally[i][Writer.SHARED][v], kind.exponential);
          own.add(kind.values[v], writer.tally[i][Writer.OWN][v], kind.exponential);
          churn.add(kind.values[v], writer.tally[i][Writer.CHURN][v], kind.exponential);
        }
        String series = "own" + writer.number;
        compare(kind, series, found.of("stable." + kind.name, series), own);
      }
      compare(kind, "shared", found.of("stable." + kind.name, "shared"), shared);
      compare(kind, "churn", found.of("churn." + kind.name), churn);
    }
    assertThat(found.mostSeries()).isBetween(LIMIT / 2, LIMIT + WRITERS);
    assertThat(found.overflows()).isPositive();
  }

  private static void compare(Kind kind, String series, Total found, Total expected) {
    String what = kind.name + " " + series;
    assertThat(found.sum).as("sum of %s", what).isEqualTo(expected.sum);
    if (kind.name.endsWith("explicit") || kind.exponential) {
      assertThat(found.count).as("count of %s", what).isEqualTo(expected.count);
      assertThat(found.zeroCount).as("zeros of %s", what).isEqualTo(expected.zeroCount);
      assertThat(found.buckets).as("buckets of %s", what).isEqualTo(expected.buckets);
      assertThat(found.min).as("smallest of %s", what).isEqualTo(expected.min);
      assertThat(found.max).as("largest of %s", what).isEqualTo(expected.max);
    }
  }

  /** One writer's values only grow; of several writers, the last value of one of them is last. */
  private static void compareLast(FireTotals found, Kind kind, int i, List<Writer> writers) {
    List<Double> lastShared = new ArrayList<>();
    for (Writer writer : writers) {
      lastShared.add(writer.lastShared[i]);
      Total own = found.of("stable." + kind.name, "own" + writer.number);
      assertThat(own.sum).as("own last value of %s", kind.name).isEqualTo(writer.lastOwn[i]);
      assertThat(own.stepsBack).as("older values behind newer ones").isZero();
    }
    assertThat(found.of("stable." + kind.name, "shared").sum).isIn(lastShared);
    assertThat(found.of("churn." + kind.name).sum).isPositive();
  }

  /**
   * Every series is left at once and let go by one of the next collections, which follow each other
   * without a pause: now and then a writer comes too late to one that is no longer there.
   */
  @Test
  void seriesThatAreLetGoWhileTheyAreWrittenLoseNothing() throws InterruptedException {
    int keys = 4 * LIMIT;
    Attributes[] attributes = new Attributes[keys];
    for (int i = 0; i < keys; i++) {
      attributes[i] = key("key" + i);
    }
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.DELTA);
    FireTotals found = new FireTotals();
    long each = RECORDS / 20 / WRITERS;
    try (RingletMeterProvider provider = provider(List.of(reader))) {
      LongCounter counter = provider.get("fire").counterBuilder("churn.counter").build();
      DoubleHistogram histogram = provider.get("fire").histogramBuilder("churn.explicit").build();
      CountDownLatch end = new CountDownLatch(1);
      Thread collector = collector(reader, found, end, 0);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int first = i * keys / WRITERS;
        writers.add(
            new Thread(
                () -> {
                  for (long n = 0; n < each; n++) {
                    Attributes with = attributes[(int) (first + n / 16) % keys];
                    counter.add(1, with);
                    histogram.record(7, with);
                  }
                }));
      }
      collector.start();
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      end.countDown();
      collector.join();
    }
    assertThat(found.of("churn.counter").sum).isEqualTo(each * WRITERS);
    assertThat(found.of("churn.explicit").count).isEqualTo(each * WRITERS);
    assertThat(found.of("churn.explicit").buckets[2]).isEqualTo(each * WRITERS);
    assertThat(found.of("churn.explicit").sum).isEqualTo(7.0 * each * WRITERS);
  }
}
