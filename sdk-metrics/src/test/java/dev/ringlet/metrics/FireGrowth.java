// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks whether cumulative points only grow, and whether the numbers of each belong together. Used
 * by one thread, and by another after it has ended.
 */
final class FireGrowth {
  private final Map<String, Double> lastBySeries = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private long points;

  void check(List<Metric> metrics) {
    for (Metric metric : metrics) {
      for (NumberDataPoint one : metric.getSum().getDataPointsList()) {
        points++;
        if (metric.getSum().getIsMonotonic()) {
          grows(metric, one.getAttributesList(), one.getAsInt() + one.getAsDouble());
        }
      }
      for (HistogramDataPoint one : metric.getHistogram().getDataPointsList()) {
        points++;
        long inBuckets = one.getBucketCountsList().stream().mapToLong(Long::longValue).sum();
        grows(metric, one.getAttributesList(), one.getCount());
        belong(metric, one.getCount(), inBuckets, one.getSum(), one.getMin(), one.getMax());
      }
      for (ExponentialHistogramDataPoint one :
          metric.getExponentialHistogram().getDataPointsList()) {
        points++;
        long inBuckets =
            one.getZeroCount()
                + one.getPositive().getBucketCountsList().stream().mapToLong(Long::longValue).sum();
        grows(metric, one.getAttributesList(), one.getCount());
        belong(metric, one.getCount(), inBuckets, one.getSum(), one.getMin(), one.getMax());
      }
    }
  }

  private void grows(Metric metric, List<KeyValue> attributes, double now) {
    Double last = lastBySeries.put(metric.getName() + attributes, now);
    if (last != null && now < last) {
      failures.add(metric.getName() + " shrank from " + last + " to " + now);
    }
  }

  private void belong(
      Metric metric, long count, long inBuckets, double sum, double min, double max) {
    if (count != inBuckets || !(min <= max) || sum < count * min || sum > count * max) {
      failures.add(
          metric.getName()
              + " is torn: count "
              + count
              + ", in buckets "
              + inBuckets
              + ", sum "
              + sum
              + ", from "
              + min
              + " to "
              + max);
    }
  }

  List<String> failures() {
    return failures;
  }

  long points() {
    return points;
  }
}
