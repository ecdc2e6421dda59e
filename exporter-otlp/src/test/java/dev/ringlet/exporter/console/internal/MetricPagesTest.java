// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import static dev.ringlet.exporter.console.internal.Drawn.T0;
import static dev.ringlet.exporter.console.internal.Drawn.attribute;
import static dev.ringlet.exporter.console.internal.Drawn.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MetricPagesTest {
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  private static final String HEADING =
      "metrics · shop · shop.checkout · 2026-03-01T10:00:00.000Z\n";

  private static String draw(Metric.Builder... metrics) {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder().setScope(Drawn.SCOPE);
    for (Metric.Builder metric : metrics) {
      scope.addMetrics(metric);
    }
    String text =
        Drawn.body(
            Signal.METRICS,
            ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                    ResourceMetrics.newBuilder().setResource(Drawn.SHOP).addScopeMetrics(scope))
                .build());
    assertThat(text).startsWith(HEADING).endsWith("\n\n");
    return text.substring(HEADING.length(), text.length() - 1);
  }

  private static Metric.Builder metric(String name, String unit) {
    return Metric.newBuilder().setName(name).setUnit(unit).setDescription("not shown");
  }

  private static NumberDataPoint.Builder point(long value, String path) {
    return NumberDataPoint.newBuilder()
        .setTimeUnixNano(T0)
        .setAsInt(value)
        .addAttributes(attribute("path", path));
  }

  @Test
  void writesSumsAndGauges() {
    String text =
        draw(
            metric("orders", "{order}")
                .setSum(
                    Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(CUMULATIVE)
                        .addDataPoints(point(1204, "/checkout"))
                        .addDataPoints(point(7, "/pay").addAttributes(attribute("by", "card")))),
            metric("queue", "")
                .setSum(
                    Sum.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(point(-3, "a").clearAttributes())),
            metric("load", "1")
                .setGauge(
                    Gauge.newBuilder()
                        .addDataPoints(point(0, "a").setAsDouble(1234567.891))
                        .addDataPoints(point(0, "b").setAsDouble(0.000123456789))
                        .addDataPoints(point(0, "c").setAsDouble(Double.NaN))
                        .addDataPoints(point(9, "d").setFlags(1))),
            metric("nothing", ""));
    assertThat(text)
        .isEqualTo(
            """
              orders  counter, cumulative, unit {order}
                1204  path=/checkout
                   7  path=/pay  by=card
              queue  up-down counter, delta
                -3
              load  gauge, unit 1
                 1234567.89  path=a
                0.000123457  path=b
                        NaN  path=c
                 (no value)  path=d
              nothing  no data
            """);
  }

  @Test
  void writesHistogramsWithTheirBuckets() {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setTimeUnixNano(T0)
            .setCount(21)
            .setSum(1.2345678)
            .setMin(0.011)
            .setMax(0.3)
            .addAllExplicitBounds(List.of(0.01, 0.025, 0.05, 0.1, 1.0))
            .addAllBucketCounts(List.of(0L, 1L, 16L, 0L, 4L, 0L))
            .addAttributes(attribute("path", "/"))
            .addExemplars(
                Exemplar.newBuilder()
                    .setAsDouble(0.25)
                    .setTraceId(id("0af7651916cd43dd8448eb211c80319c"))
                    .setSpanId(id("b7ad6b7169203331"))
                    .addFilteredAttributes(attribute("user", "ada")));
    for (int i = 0; i < 5; i++) {
      point.addExemplars(Exemplar.newBuilder().setAsInt(i));
    }
    String text =
        draw(
            metric("duration", "s")
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(point)
                        .addDataPoints(
                            HistogramDataPoint.newBuilder()
                                .setCount(2)
                                .addBucketCounts(2)
                                .addAttributes(attribute("path", "/a")))
                        .addDataPoints(
                            HistogramDataPoint.newBuilder()
                                .setCount(2)
                                .setMin(0.5)
                                .setMax(3)
                                .addExplicitBounds(1)
                                .addAllBucketCounts(List.of(1L, 1L)))
                        .addDataPoints(HistogramDataPoint.newBuilder())));
    assertThat(text)
        .isEqualTo(
            """
              duration  histogram, delta, unit s
                count 21  sum 1.23457  min 0.011  max 0.3  0.01 ▁█·▂ 1  path=/
                    exemplar 0.25  user=ada  trace=0af7651916cd43dd8448eb211c80319c \
            span=b7ad6b7169203331
                    exemplar 0
                    exemplar 1
                    exemplar 2
                    … 2 more exemplars
                count 2  -inf █ +inf                                    path=/a
                count 2  min 0.5  max 3  0.5 ██ 3
                count 0
            """);
  }

  @Test
  void writesExponentialHistogramsAndSummaries() {
    ExponentialHistogramDataPoint.Builder both =
        ExponentialHistogramDataPoint.newBuilder()
            .setTimeUnixNano(T0)
            .setCount(15)
            .setSum(-1)
            .setScale(0)
            .setZeroCount(1)
            .setNegative(Buckets.newBuilder().setOffset(-1).addBucketCounts(2).addBucketCounts(4))
            .setPositive(Buckets.newBuilder().setOffset(1).addAllBucketCounts(List.of(8L, 0L, 0L)));
    ExponentialHistogramDataPoint.Builder fine =
        ExponentialHistogramDataPoint.newBuilder()
            .setCount(160)
            .setScale(3)
            .setMin(1)
            .setMax(1_000_000)
            .setPositive(
                Buckets.newBuilder()
                    .addAllBucketCounts(() -> LongStream.range(0, 160).map(i -> 1).iterator()));
    String text =
        draw(
            metric("delta", "By")
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(CUMULATIVE)
                        .addDataPoints(both)
                        .addDataPoints(fine)),
            metric("old", "ms")
                .setSummary(
                    Summary.newBuilder()
                        .addDataPoints(
                            SummaryDataPoint.newBuilder()
                                .setCount(4)
                                .setSum(10)
                                .addQuantileValues(quantile(0.5, 2))
                                .addQuantileValues(quantile(0.99, 4.5))
                                .addAttributes(attribute("a", "b")))));
    assertThat(text)
        .isEqualTo(
            """
              delta  exponential histogram, cumulative, unit By
                count 15  sum -1  -2 ▄▂▁█ 4
                count 160  min 1  max 1000000  1 ████████████████████████████████ 1048576
              old  summary, unit ms
                count 4  sum 10  q0.5 2  q0.99 4.5  a=b
            """);
  }

  private static ValueAtQuantile quantile(double quantile, double value) {
    return ValueAtQuantile.newBuilder().setQuantile(quantile).setValue(value).build();
  }
}
