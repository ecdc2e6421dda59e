// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import java.util.Arrays;

/** Assertions of a point of an exponential histogram. */
public final class ExponentialHistogramPointAssert
    extends PointAssert<ExponentialHistogramPointAssert> {
  ExponentialHistogramPointAssert(CapturedPoint actual) {
    super(actual, ExponentialHistogramPointAssert.class);
  }

  private ExponentialHistogramDataPoint point() {
    return (ExponentialHistogramDataPoint) actual.proto();
  }

  /** Fails unless so many values were recorded. */
  public ExponentialHistogramPointAssert hasCount(long count) {
    return isEqual("count", point().getCount(), count);
  }

  /** Fails unless the values have this sum. */
  public ExponentialHistogramPointAssert hasSum(double sum) {
    return isEqual("sum", point().getSum(), sum);
  }

  /** Fails unless the buckets have this scale. */
  public ExponentialHistogramPointAssert hasScale(int scale) {
    return isEqual("scale", point().getScale(), scale);
  }

  /** Fails unless so many values are zero. */
  public ExponentialHistogramPointAssert hasZeroCount(long count) {
    return isEqual("zeros", point().getZeroCount(), count);
  }

  /** Fails unless so many values are in each bucket above zero. */
  public ExponentialHistogramPointAssert hasPositiveBucketCounts(long... counts) {
    return isEqual(
        "counts",
        point().getPositive().getBucketCountsList(),
        Arrays.stream(counts).boxed().toList());
  }
}
