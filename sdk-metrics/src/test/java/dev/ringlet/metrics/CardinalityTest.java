// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million sets of attributes. A series holds on to its attributes, so those that are still there
 * after a garbage collection are the series in memory.
 */
class CardinalityTest {
  private static final AttributeKey<Long> USER = AttributeKey.longKey("user.id");
  private static final int SETS = 1_000_000;
  private static final int LIMIT = 2000;
  private static final int OBSERVED = 10;

  /** Remembers one in ten sets, weakly. */
  private final List<WeakReference<Attributes>> made = new ArrayList<>();

  private Attributes fresh(long number) {
    Attributes attributes = Attributes.of(USER, number);
    if (number % OBSERVED == 0) {
      made.add(new WeakReference<>(attributes));
    }
    return attributes;
  }

  private long alive() {
    System.gc();
    return made.stream().filter(one -> one.get() != null).count();
  }

  private static boolean isOverflow(NumberDataPoint point) {
    return point.getAttributes(0).getKey().equals("otel.metric.overflow")
        && point.getAttributes(0).getValue().getBoolValue();
  }

  private static long sum(Metric metric) {
    return TestMetrics.points(metric).stream().mapToLong(NumberDataPoint::getAsInt).sum();
  }

  @Test
  void beyondTheLimitEverythingIsInOneSeries() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      DoubleHistogram histogram = provider.get("test").histogramBuilder("histogram").build();
      for (int i = 0; i < SETS; i++) {
        Attributes with = fresh(i);
        counter.add(1, with);
        histogram.record(1, with);
      }
      assertThat(alive()).isBetween(1L, (long) LIMIT / OBSERVED);
      List<Metric> metrics = TestMetrics.collect(reader);
      Metric counted = TestMetrics.named(metrics, "counter");
      assertThat(TestMetrics.points(counted)).hasSize(LIMIT);
      assertThat(sum(counted)).isEqualTo(SETS);
      assertThat(TestMetrics.points(counted))
          .filteredOn(CardinalityTest::isOverflow)
          .singleElement()
          .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(SETS - LIMIT + 1));
      List<HistogramDataPoint> points =
          TestMetrics.named(metrics, "histogram").getHistogram().getDataPointsList();
      assertThat(points).hasSize(LIMIT);
      assertThat(points.stream().mapToLong(HistogramDataPoint::getCount).sum()).isEqualTo(SETS);
      assertThat(alive()).isBetween(1L, (long) LIMIT / OBSERVED);
    }
  }

  @Test
  void deltasLetGoOfSeriesThatAreNotWrittenAnyMore() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.DELTA);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      long total = 0;
      int perCollection = 25_000;
      for (int i = 0; i < SETS; i += perCollection) {
        for (int j = i; j < i + perCollection; j++) {
          counter.add(1, fresh(j));
        }
        Metric metric = TestMetrics.metric(reader, "counter");
        assertThat(TestMetrics.points(metric)).hasSize(LIMIT);
        total += sum(metric);
      }
      assertThat(total).isEqualTo(SETS);
      // Those of the last collections may stay for the next time, in a table of twice the limit.
      assertThat(alive()).isBetween(1L, 3L * LIMIT / OBSERVED);
      long first = 0;
      counter.add(1, Attributes.of(USER, first)); // its old series is gone, or empty
      assertThat(sum(TestMetrics.metric(reader, "counter"))).isEqualTo(1);
    }
  }

  @Test
  void alsoBoundSeriesAreLimited() {
    for (Temporality temporality : List.of(Temporality.CUMULATIVE, Temporality.DELTA)) {
      made.clear();
      OnDemandMetricReader reader = TestMetrics.reader(temporality);
      try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
        LongCounter counter = provider.get("test").counterBuilder("counter").build();
        int many = 100_000;
        for (int i = 0; i < many; i++) {
          BoundInstruments.bind(counter, fresh(i)); // and not even used
        }
        assertThat(alive()).isBetween(1L, (long) LIMIT / OBSERVED);
        for (int i = 0; i < many; i++) {
          BoundInstruments.bind(counter, Attributes.of(USER, (long) i)).add(1);
        }
        Metric metric = TestMetrics.metric(reader, "counter");
        assertThat(TestMetrics.points(metric)).hasSize(LIMIT);
        assertThat(sum(metric)).isEqualTo(many);
        assertThat(TestMetrics.points(metric))
            .filteredOn(CardinalityTest::isOverflow)
            .singleElement()
            .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(many - LIMIT + 1));
      }
    }
  }

  /** A bound instrument may be made long before it is used, while others use up the limit. */
  @ParameterizedTest
  @EnumSource(names = {"CUMULATIVE", "DELTA"})
  void aBoundSeriesHasRoomBeforeItIsWritten(Temporality temporality) {
    OnDemandMetricReader reader =
        OnDemandMetricReader.builder().setTemporality(temporality).setCardinalityLimit(4).build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      BoundInstruments.BoundLongCounter first =
          BoundInstruments.bind(counter, Attributes.of(USER, 1L));
      BoundInstruments.bind(counter, Attributes.of(USER, 2L));
      for (int i = 0; i < 3; i++) {
        for (long user = 10; user < 15; user++) {
          counter.add(1, Attributes.of(USER, user));
        }
        first.add(5);
        counter.add(7, Attributes.of(USER, 2L)); // finds the series that is bound
        long times = temporality == Temporality.DELTA ? 1 : i + 1;
        assertThat(values(TestMetrics.metric(reader, "counter")))
            .isEqualTo(Map.of("1", 5 * times, "2", 7 * times, "10", times, "", 4 * times));
      }
    }
  }

  @Test
  void aSeriesThatIsBoundTooLateHasRoomAfterTheNextCollection() {
    OnDemandMetricReader reader =
        OnDemandMetricReader.builder()
            .setTemporality(Temporality.DELTA)
            .setCardinalityLimit(3)
            .build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      counter.add(1, Attributes.of(USER, 10L));
      counter.add(1, Attributes.of(USER, 11L));
      BoundInstruments.BoundLongCounter late =
          BoundInstruments.bind(counter, Attributes.of(USER, 1L));
      late.add(5);
      assertThat(values(TestMetrics.metric(reader, "counter")))
          .isEqualTo(Map.of("10", 1L, "11", 1L, "", 5L));
      counter.add(1, Attributes.of(USER, 10L));
      counter.add(1, Attributes.of(USER, 11L));
      late.add(5);
      assertThat(values(TestMetrics.metric(reader, "counter")))
          .isEqualTo(Map.of("10", 1L, "1", 5L, "", 1L));
    }
  }

  /** The value of each point by its user, or by nothing for the overflow. */
  private static Map<String, Long> values(Metric metric) {
    return TestMetrics.points(metric).stream()
        .collect(
            Collectors.toMap(
                point ->
                    isOverflow(point)
                        ? ""
                        : String.valueOf(point.getAttributes(0).getValue().getIntValue()),
                NumberDataPoint::getAsInt));
  }

  @Test
  void aLimitOfOneMeansTheOverflowOnly() {
    OnDemandMetricReader reader = OnDemandMetricReader.builder().setCardinalityLimit(1).build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      counter.add(1, Attributes.of(USER, 1L));
      counter.add(2, Attributes.of(USER, 2L));
      BoundInstruments.bind(counter, Attributes.of(USER, 3L)).add(4);
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")))
          .singleElement()
          .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(7))
          .matches(CardinalityTest::isOverflow);
    }
  }

  @Test
  void aBoundSeriesIsTheOneOfItsAttributesInEachCollection() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.DELTA);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      BoundInstruments.BoundLongCounter bound =
          BoundInstruments.bind(counter, Attributes.of(USER, 1L));
      for (int i = 0; i < 3; i++) {
        bound.add(1);
        counter.add(2, Attributes.of(USER, 1L));
        for (long j = 2; j < 3 * LIMIT; j++) {
          counter.add(1, Attributes.of(USER, j + i * 10_000L)); // enough to let others go
        }
        List<NumberDataPoint> points = TestMetrics.points(TestMetrics.metric(reader, "counter"));
        assertThat(points)
            .filteredOn(point -> point.getAttributes(0).getValue().getIntValue() == 1)
            .singleElement()
            .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(3));
      }
    }
  }
}
