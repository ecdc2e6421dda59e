// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the points of a metric, of any type, in one form. */
final class MetricReader {
  private static final int EXEMPLARS_OF_POINT = 8;

  private MetricReader() {}

  static MetricId id(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM ->
          id(
              metric,
              MetricId.Type.SUM,
              metric.getSum().getAggregationTemporality(),
              metric.getSum().getIsMonotonic());
      case HISTOGRAM ->
          id(
              metric,
              MetricId.Type.HISTOGRAM,
              metric.getHistogram().getAggregationTemporality(),
              true);
      case EXPONENTIAL_HISTOGRAM ->
          id(
              metric,
              MetricId.Type.EXPONENTIAL_HISTOGRAM,
              metric.getExponentialHistogram().getAggregationTemporality(),
              true);
      case SUMMARY ->
          id(
              metric,
              MetricId.Type.SUMMARY,
              AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
              true);
      case GAUGE, DATA_NOT_SET ->
          id(
              metric,
              MetricId.Type.GAUGE,
              AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED,
              false);
    };
  }

  private static MetricId id(
      Metric metric, MetricId.Type type, AggregationTemporality temporality, boolean monotonic) {
    return new MetricId(
        metric.getName(),
        metric.getUnit(),
        metric.getDescription(),
        type,
        temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA,
        monotonic);
  }

  static void read(Metric metric, BiConsumer<List<KeyValue>, Point> points) {
    List<NumberDataPoint> numbers =
        metric.hasSum()
            ? metric.getSum().getDataPointsList()
            : metric.getGauge().getDataPointsList();
    for (NumberDataPoint point : numbers) {
      points.accept(point.getAttributesList(), number(point));
    }
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      points.accept(
          point.getAttributesList(),
          new Point(
              point.getStartTimeUnixNano(),
              point.getTimeUnixNano(),
              point.hasSum() ? point.getSum() : Double.NaN,
              Distribution.of(point),
              first(point.getExemplarsList())));
    }
    for (ExponentialHistogramDataPoint point :
        metric.getExponentialHistogram().getDataPointsList()) {
      points.accept(
          point.getAttributesList(),
          new Point(
              point.getStartTimeUnixNano(),
              point.getTimeUnixNano(),
              point.hasSum() ? point.getSum() : Double.NaN,
              Distribution.of(point),
              first(point.getExemplarsList())));
    }
    for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
      points.accept(
          point.getAttributesList(),
          new Point(
              point.getStartTimeUnixNano(),
              point.getTimeUnixNano(),
              point.getSum(),
              Distribution.of(point),
              List.of()));
    }
  }

  private static Point number(NumberDataPoint point) {
    return new Point(
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.hasAsInt() ? point.getAsInt() : point.getAsDouble(),
        null,
        first(point.getExemplarsList()));
  }

  private static <T> List<T> first(List<T> all) {
    return List.copyOf(all.subList(0, Math.min(all.size(), EXEMPLARS_OF_POINT)));
  }
}
