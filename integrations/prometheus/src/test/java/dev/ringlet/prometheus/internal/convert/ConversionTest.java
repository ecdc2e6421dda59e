// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics that instruments of our own do not make, as those of metric producers. */
class ConversionTest {
  private static final Metric GOOD =
      Metric.newBuilder()
          .setName("good")
          .setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
          .build();

  @Test
  void pointsOfAPartOfTheTimeAreLeftOut() {
    Metric delta =
        Metric.newBuilder()
            .setName("delta")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                    .addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
            .build();

    assertThat(names(convert(delta, GOOD))).containsExactly("good");
  }

  @Test
  void summariesAreLeftOut() {
    Metric summary =
        Metric.newBuilder()
            .setName("summary")
            .setSummary(Summary.newBuilder().addDataPoints(SummaryDataPoint.getDefaultInstance()))
            .build();

    assertThat(names(convert(summary, GOOD))).containsExactly("good");
  }

  @Test
  void pointsWithoutAValueAreLeftOut() {
    Metric gauge =
        Metric.newBuilder()
            .setName("gauge")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(NumberDataPoint.newBuilder().setFlags(1))
                    .addDataPoints(
                        NumberDataPoint.newBuilder().setAsDouble(2).addAttributes(pair("a", "b"))))
            .build();

    GaugeSnapshot read = (GaugeSnapshot) convert(gauge).get(0);
    assertThat(read.getDataPoints()).hasSize(1);
    assertThat(read.getDataPoints().get(0).getValue()).isEqualTo(2);
  }

  @Test
  void ofHistogramsOnlyPointsWithBucketsTooWideAreLeftOut() {
    MetricSnapshots read =
        convert(
            histogram(
                ExponentialHistogramDataPoint.newBuilder().setScale(-5),
                ExponentialHistogramDataPoint.newBuilder()
                    .setScale(-4)
                    .setSum(-1)
                    .setZeroCount(3)
                    .setZeroThreshold(0.5)
                    .setNegative(Buckets.newBuilder().setOffset(-2).addBucketCounts(7))
                    .addAttributes(pair("a", "b"))));

    List<HistogramDataPointSnapshot> points = ((HistogramSnapshot) read.get(0)).getDataPoints();
    assertThat(points).hasSize(1);
    HistogramDataPointSnapshot point = points.get(0);
    assertThat(point.getNativeSchema()).isEqualTo(-4);
    assertThat(point.getNativeZeroCount()).isEqualTo(3);
    assertThat(point.getNativeZeroThreshold()).isEqualTo(0.5);
    assertThat(point.getNativeBucketsForNegativeValues().getBucketIndex(0)).isEqualTo(-1);
    assertThat(point.getNativeBucketsForNegativeValues().getCount(0)).isEqualTo(7);
    assertThat(point.getCount()).isEqualTo(10);
  }

  @Test
  void bucketsOfAFineScaleAreAddedUp() {
    Buckets buckets =
        Buckets.newBuilder().setOffset(-3).addAllBucketCounts(List.of(1L, 2L, 4L, 8L, 16L)).build();

    HistogramDataPointSnapshot point =
        ((HistogramSnapshot)
                convert(
                        histogram(
                            ExponentialHistogramDataPoint.newBuilder()
                                .setScale(9)
                                .setPositive(buckets)))
                    .get(0))
            .getDataPoints()
            .get(0);
    // -3 and -2, -1, 0, 1 in halves: -2 has 1, -1 has 2 and 4, 0 has 8 and 16
    assertThat(point.getNativeSchema()).isEqualTo(8);
    assertThat(point.getNativeBucketsForPositiveValues().stream().map(b -> b.getCount()))
        .containsExactly(1L, 6L, 24L);
    assertThat(point.getNativeBucketsForPositiveValues().stream().map(b -> b.getBucketIndex()))
        .containsExactly(-1, 0, 1);
  }

  @Test
  void attributesOfTheScopeAreLabelsThatHideNothing() {
    InstrumentationScope scope =
        InstrumentationScope.newBuilder()
            .setName("s")
            .addAttributes(pair("name", "hidden"))
            .addAttributes(pair("a..b", "c"))
            .build();

    MetricSnapshots read = convert(scope, GOOD);
    assertThat(read.get(0).getDataPoints().get(0).getLabels().toString())
        .isEqualTo("{otel_scope_a_b=\"c\",otel_scope_name=\"s\"}");
  }

  private static Metric histogram(ExponentialHistogramDataPoint.Builder... points) {
    ExponentialHistogram.Builder histogram =
        ExponentialHistogram.newBuilder()
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    for (ExponentialHistogramDataPoint.Builder point : points) {
      histogram.addDataPoints(point);
    }
    return Metric.newBuilder().setName("h").setExponentialHistogram(histogram).build();
  }

  private static KeyValue pair(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static List<String> names(MetricSnapshots snapshots) {
    return snapshots.stream().map(snapshot -> snapshot.getMetadata().getName()).toList();
  }

  private static MetricSnapshots convert(Metric... metrics) {
    return convert(InstrumentationScope.getDefaultInstance(), metrics);
  }

  private static MetricSnapshots convert(InstrumentationScope scope, Metric... metrics) {
    byte[] request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder().setScope(scope).addAllMetrics(List.of(metrics))))
            .build()
            .toByteArray();
    Conversion conversion =
        new Conversion(
            new Translation(false, true, false, key -> false),
            new ThrottledLogger(ConversionTest.class));
    conversion.add(request, 0, request.length);
    return conversion.snapshots();
  }
}
