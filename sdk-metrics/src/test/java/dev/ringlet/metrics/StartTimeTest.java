// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.ManualClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points while the wall clock is set. */
class StartTimeTest {
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 1_790_000_000L * SECOND;

  private static void isInOrder(long start, long end) {
    assertThat(start).isPositive().isLessThanOrEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "CUMULATIVE, -3600",
    "DELTA, -3600",
    "LOWMEMORY, -3600",
    "CUMULATIVE, 3600",
    "DELTA, 3600",
    "CUMULATIVE, 1789999900",
    "DELTA, 1789999900",
    "CUMULATIVE, -1",
    "DELTA, -1"
  })
  void startsFollowTheWallClock(Temporality temporality, long stepSeconds) {
    boolean from1970 = stepSeconds > 3600;
    ManualClock clock = new ManualClock(from1970 ? 100 * SECOND : NOW);
    OnDemandMetricReader reader = TestMetrics.reader(temporality);
    try (RingletMeterProvider provider =
        RingletMeterProvider.builder().setClock(clock).addMetricReader(reader).build()) {
      Meter meter = provider.get("test");
      LongCounter counter = meter.counterBuilder("counter").build();
      DoubleHistogram histogram = meter.histogramBuilder("histogram").build();
      meter.counterBuilder("observed").buildWithCallback(total -> total.record(1));
      for (int round = 0; round < 6; round++) {
        counter.add(1);
        counter.add(1, Attributes.builder().put("round", round).build());
        histogram.record(1);
        clock.advance(60 * SECOND);
        if (round == 2) {
          clock.jump(stepSeconds * SECOND);
          clock.advance(60 * SECOND);
        }
        List<Metric> metrics = TestMetrics.collect(reader);
        assertThat(metrics).hasSize(3);
        for (Metric metric : metrics) {
          for (NumberDataPoint point : TestMetrics.points(metric)) {
            isInOrder(point.getStartTimeUnixNano(), point.getTimeUnixNano());
            assertThat(point.getTimeUnixNano() - point.getStartTimeUnixNano())
                .as("the step is no part of the interval")
                .isLessThanOrEqualTo((round + 2) * 60 * SECOND + 2 * SECOND);
          }
          for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
            isInOrder(point.getStartTimeUnixNano(), point.getTimeUnixNano());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"CUMULATIVE", "DELTA"})
  void startsStayWhileTheClocksDriftApart(Temporality temporality) {
    ManualClock clock = new ManualClock(NOW);
    OnDemandMetricReader reader = TestMetrics.reader(temporality);
    try (RingletMeterProvider provider =
        RingletMeterProvider.builder().setClock(clock).addMetricReader(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      long expected = NOW;
      for (int round = 0; round < 6; round++) {
        counter.add(1);
        clock.advance(60 * SECOND);
        clock.jump(5_000_000);
        NumberDataPoint point = TestMetrics.points(TestMetrics.metric(reader, "counter")).get(0);
        assertThat(point.getStartTimeUnixNano()).isEqualTo(expected);
        expected = temporality == Temporality.DELTA ? point.getTimeUnixNano() : NOW;
      }
    }
  }
}
