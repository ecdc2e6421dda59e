// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the points of many collections by metric and series. A series is named by the value of
 * its one attribute.
 */
final class FireTotals {
  /** What one series amounts to. */
  static final class Total {
    double sum;
    long count;
    long zeroCount;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;

    /** By explicit bucket, or by exponent of two, each 16 more than it is. */
    final long[] buckets = new long[48];

    /** How often a last value went down. */
    int stepsBack;

    /** Adds a measurement, with arithmetic of its own. */
    void add(double value, long times, boolean exponential) {
      sum += value * times;
      count += times;
      if (times > 0) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      if (exponential && value == 0) {
        zeroCount += times;
      } else {
        buckets[exponential ? exponent(value) : bucket(value)] += times;
      }
    }

    /** The one n for which the value is over 2^n and not over 2^(n+1), and 16. */
    private static int exponent(double value) {
      int n = -16;
      while (value > Math.scalb(1.0, n + 1)) {
        n++;
      }
      return n + 16;
    }

    private static int bucket(double value) {
      int below = 0;
      for (double boundary : Aggregation.DEFAULT_BOUNDARIES) {
        below += boundary < value ? 1 : 0;
      }
      return below;
    }

    void add(Total other) {
      sum += other.sum;
      count += other.count;
      zeroCount += other.zeroCount;
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] += other.buckets[i];
      }
    }
  }

  private final Map<String, Map<String, Total>> byMetric = new HashMap<>();
  private int mostSeries;
  private int overflows;

  void addAll(List<Metric> metrics) {
    metrics.forEach(this::add);
  }

  private void add(Metric metric) {
    Map<String, Total> series = byMetric.computeIfAbsent(metric.getName(), name -> new HashMap<>());
    int points;
    if (metric.hasHistogram()) {
      points = metric.getHistogram().getDataPointsCount();
      metric.getHistogram().getDataPointsList().forEach(one -> add(one, series));
    } else if (metric.hasExponentialHistogram()) {
      points = metric.getExponentialHistogram().getDataPointsCount();
      metric.getExponentialHistogram().getDataPointsList().forEach(one -> add(one, series));
    } else if (metric.hasGauge()) {
      points = metric.getGauge().getDataPointsCount();
      metric.getGauge().getDataPointsList().forEach(one -> set(one, series, true));
    } else {
      points = metric.getSum().getDataPointsCount();
      boolean cumulative =
          metric.getSum().getAggregationTemporality()
              == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
      metric
          .getSum()
          .getDataPointsList()
          .forEach(
              one -> {
                if (cumulative) {
                  set(one, series, false);
                } else {
                  total(one.getAttributesList(), series).sum += value(one);
                }
              });
    }
    if (metric.getName().startsWith("churn")) {
      mostSeries = Math.max(mostSeries, points);
    }
  }

  private static double value(NumberDataPoint point) {
    return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
  }

  private Total total(List<KeyValue> attributes, Map<String, Total> series) {
    String name = attributes.isEmpty() ? "" : attributes.get(0).getValue().getStringValue();
    if (!attributes.isEmpty() && attributes.get(0).getKey().equals("otel.metric.overflow")) {
      name = "overflow";
      overflows++;
    }
    return series.computeIfAbsent(name, missing -> new Total());
  }

  private void set(NumberDataPoint point, Map<String, Total> series, boolean ascends) {
    Total total = total(point.getAttributesList(), series);
    double now = value(point);
    total.stepsBack += ascends && now < total.sum ? 1 : 0;
    total.sum = now;
  }

  private void add(HistogramDataPoint point, Map<String, Total> series) {
    Total total = total(point.getAttributesList(), series);
    total.count += point.getCount();
    total.sum += point.getSum();
    total.min = Math.min(total.min, point.getMin());
    total.max = Math.max(total.max, point.getMax());
    for (int i = 0; i < point.getBucketCountsCount(); i++) {
      total.buckets[i] += point.getBucketCounts(i);
    }
  }

  private void add(ExponentialHistogramDataPoint point, Map<String, Total> series) {
    Total total = total(point.getAttributesList(), series);
    total.count += point.getCount();
    total.sum += point.getSum();
    total.zeroCount += point.getZeroCount();
    total.min = Math.min(total.min, point.getMin());
    total.max = Math.max(total.max, point.getMax());
    for (int i = 0; i < point.getPositive().getBucketCountsCount(); i++) {
      int index = point.getPositive().getOffset() + i;
      total.buckets[(index >> point.getScale()) + 16] += point.getPositive().getBucketCounts(i);
    }
  }

  /** The total of one series, which is zero if there is none. */
  Total of(String metric, String series) {
    return byMetric.getOrDefault(metric, Map.of()).getOrDefault(series, new Total());
  }

  /** The total of all series of a metric. */
  Total of(String metric) {
    Total all = new Total();
    byMetric.getOrDefault(metric, Map.of()).values().forEach(all::add);
    return all;
  }

  /** The most points that a metric with few places had in one collection. */
  int mostSeries() {
    return mostSeries;
  }

  /** How many points showed an overflow. */
  int overflows() {
    return overflows;
  }
}
