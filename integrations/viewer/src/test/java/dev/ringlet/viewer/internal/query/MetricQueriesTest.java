// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import static dev.ringlet.viewer.Telemetry.EPOCH_NANOS;
import static dev.ringlet.viewer.Telemetry.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ringlet.viewer.Telemetry;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MetricQueriesTest {
  private static final long SECOND = 1_000_000_000;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  private final TelemetryStore store = new TelemetryStore(new Limits(64 << 20, 100));
  private final MetricQueries queries = new MetricQueries(store);

  private void add(Metric.Builder metric) {
    store.add(
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .setResource(resource("shop"))
                    .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
            .build());
  }

  private void sum(long startSecond, long second, double value) {
    add(
        Metric.newBuilder()
            .setName("orders")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(CUMULATIVE)
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setStartTimeUnixNano(EPOCH_NANOS + startSecond * SECOND)
                            .setTimeUnixNano(EPOCH_NANOS + second * SECOND)
                            .setAsDouble(value))));
  }

  @Test
  void aCounterIsARatePerSecondAlsoOverARestart() {
    sum(0, 10, 100);
    sum(0, 20, 150);
    sum(25, 30, 20);

    MetricQueries.Chart chart = queries.chart("orders", "", "", 0);

    assertThat(chart.rate()).isTrue();
    assertThat(chart.lines().get(0).values()).containsExactly(5.0, 2.0);
  }

  private void histogram(long second, long[] counts, double sum) {
    histogram(second, counts, point -> point.setSum(sum));
  }

  private void histogram(
      long second, long[] counts, UnaryOperator<HistogramDataPoint.Builder> change) {
    add(
        Metric.newBuilder()
            .setName("latency")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(CUMULATIVE)
                    .addDataPoints(
                        change.apply(
                            HistogramDataPoint.newBuilder()
                                .setStartTimeUnixNano(EPOCH_NANOS)
                                .setTimeUnixNano(EPOCH_NANOS + second * SECOND)
                                .setCount(Arrays.stream(counts).sum())
                                .addAllExplicitBounds(List.of(1.0, 2.0, 4.0))
                                .addAllBucketCounts(Arrays.stream(counts).boxed().toList())
                                .addExemplars(
                                    Exemplar.newBuilder()
                                        .setTraceId(Telemetry.traceId(1))
                                        .setSpanId(Telemetry.spanId(1))
                                        .setTimeUnixNano(EPOCH_NANOS + second * SECOND)
                                        .setAsDouble(3))))));
  }

  @Test
  void aHistogramWithoutASumHasNoMean() {
    histogram(10, new long[] {1, 2, 0, 0}, point -> point);
    histogram(20, new long[] {1, 5, 4, 0}, point -> point);

    MetricQueries.Chart chart = queries.chart("latency", "", "", 0);

    assertThat(chart.heat().counts()).hasDimensions(2, 3);
    assertThat(chart.lines()).allSatisfy(line -> assertThat(line.values()).isEmpty());
  }

  @Test
  void aHistogramIsAHeatMapOfWhatCameInEachInterval() {
    histogram(10, new long[] {1, 2, 0, 0}, 4);
    histogram(20, new long[] {1, 5, 4, 0}, 20);

    MetricQueries.Chart chart = queries.chart("latency", "", "", 0);

    assertThat(chart.heat().bounds()).containsExactly(0, 1, 2, 4);
    assertThat(chart.heat().counts()[0]).containsExactly(1, 2, 0);
    assertThat(chart.heat().counts()[1]).containsExactly(0, 3, 4);
    assertThat(chart.lines().get(0).values()[1]).isEqualTo(16 / 7.0, within(1e-9));
    assertThat(chart.exemplars()).hasSize(2);
    assertThat(chart.exemplars().get(0).kept()).isFalse();
  }

  @Test
  void equalMeasurementsOnABoundHaveABand() {
    for (List<Double> bounds : List.of(List.of(0.0, 5.0, 10.0), List.<Double>of())) {
      Long[] counts = bounds.isEmpty() ? new Long[] {7L} : new Long[] {7L, 0L, 0L, 0L};
      String name = "equal " + bounds.size();
      double value = bounds.isEmpty() ? -3 : 0;
      add(
          Metric.newBuilder()
              .setName(name)
              .setHistogram(
                  Histogram.newBuilder()
                      .setAggregationTemporality(CUMULATIVE)
                      .addDataPoints(
                          HistogramDataPoint.newBuilder()
                              .setStartTimeUnixNano(EPOCH_NANOS)
                              .setTimeUnixNano(EPOCH_NANOS + 10 * SECOND)
                              .setCount(7)
                              .setMin(value)
                              .setMax(value)
                              .addAllExplicitBounds(bounds)
                              .addAllBucketCounts(Arrays.asList(counts)))));

      HeatMap.Grid heat = queries.chart(name, "", "", 0).heat();

      assertThat(heat.bounds()).hasSize(2).startsWith(value).isSorted();
      assertThat(heat.counts()[0]).containsExactly(7);
    }
  }

  @Test
  void bucketsWithoutAFiniteBoundHaveNoBand() {
    add(
        Metric.newBuilder()
            .setName("endless")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(CUMULATIVE)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setStartTimeUnixNano(EPOCH_NANOS)
                            .setTimeUnixNano(EPOCH_NANOS + 10 * SECOND)
                            .setCount(7)
                            .setMin(Double.NEGATIVE_INFINITY)
                            .setMax(Double.POSITIVE_INFINITY)
                            .addBucketCounts(7))));

    assertThat(queries.chart("endless", "", "", 0).heat().bounds()).isEmpty();
  }

  private void exponential(long second, int scale, int offset, Long... counts) {
    add(
        Metric.newBuilder()
            .setName("size")
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .setAggregationTemporality(CUMULATIVE)
                    .addDataPoints(
                        ExponentialHistogramDataPoint.newBuilder()
                            .setStartTimeUnixNano(EPOCH_NANOS)
                            .setTimeUnixNano(EPOCH_NANOS + second * SECOND)
                            .setScale(scale)
                            .setCount(Arrays.stream(counts).mapToLong(Long::longValue).sum())
                            .setPositive(
                                ExponentialHistogramDataPoint.Buckets.newBuilder()
                                    .setOffset(offset)
                                    .addAllBucketCounts(Arrays.asList(counts))))));
  }

  @Test
  void anExponentialHistogramKeepsItsCountsWhenItsScaleChanges() {
    exponential(10, 1, 0, 3L, 1L, 2L); // up to 1.41, 2, 2.83
    exponential(20, 0, 0, 4L, 2L, 5L); // up to 2, 4, 8

    HeatMap.Grid heat = queries.chart("size", "", "", 0).heat();

    assertThat(Arrays.stream(heat.counts()[0]).sum()).isEqualTo(6, within(1e-9));
    assertThat(Arrays.stream(heat.counts()[1]).sum()).isEqualTo(5, within(1e-9));
    assertThat(heat.bounds()[heat.bounds().length - 1]).isEqualTo(8, within(1e-9));
    assertThat(heat.counts()[1][heat.counts()[1].length - 1]).isEqualTo(5, within(1e-9));
  }
}
