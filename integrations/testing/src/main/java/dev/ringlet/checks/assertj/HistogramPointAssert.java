// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.Arrays;

/** Assertions of a point of a histogram with explicit bounds. */
public final class HistogramPointAssert extends PointAssert<HistogramPointAssert> {
  HistogramPointAssert(CapturedPoint actual) {
    super(actual, HistogramPointAssert.class);
  }

  private HistogramDataPoint point() {
    return (HistogramDataPoint) actual.proto();
  }

  /** Fails unless so many values were recorded. */
  public HistogramPointAssert hasCount(long count) {
    return isEqual("count", point().getCount(), count);
  }

  /** Fails unless the values have this sum. */
  public HistogramPointAssert hasSum(double sum) {
    return isEqual("sum", point().getSum(), sum);
  }

  /** Fails unless the sum is larger. */
  public HistogramPointAssert hasSumGreaterThan(double bound) {
    return isEqual("whether the sum is above " + bound, point().getSum() > bound, true);
  }

  /** Fails unless this is the least value. */
  public HistogramPointAssert hasMin(double min) {
    return isEqual("minimum", point().getMin(), min);
  }

  /** Fails unless this is the largest value. */
  public HistogramPointAssert hasMax(double max) {
    return isEqual("maximum", point().getMax(), max);
  }

  /** Fails unless these are the bounds of the buckets. */
  public HistogramPointAssert hasBucketBoundaries(double... bounds) {
    return isEqual(
        "bounds", point().getExplicitBoundsList(), Arrays.stream(bounds).boxed().toList());
  }

  /** Fails unless so many values are in each bucket. */
  public HistogramPointAssert hasBucketCounts(long... counts) {
    return isEqual("counts", point().getBucketCountsList(), Arrays.stream(counts).boxed().toList());
  }
}
