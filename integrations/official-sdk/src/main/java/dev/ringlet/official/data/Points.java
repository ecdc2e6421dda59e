// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import java.util.List;

/**
 * Points with exemplars. The factories of the official SDK that take exemplars are internal to it,
 * and so may change.
 */
final class Points {
  private Points() {}

  record OfLong(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      long getValue,
      List<LongExemplarData> getExemplars)
      implements LongPointData {}

  record OfDouble(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      double getValue,
      List<DoubleExemplarData> getExemplars)
      implements DoublePointData {}

  /** What histograms of both kinds have. */
  static final class Summed {
    long start;
    long time;
    Attributes attributes = Attributes.empty();
    long count;
    double sum;
    boolean hasMin;
    double min;
    boolean hasMax;
    double max;

    void min(double value) {
      hasMin = true;
      min = value;
    }

    void max(double value) {
      hasMax = true;
      max = value;
    }
  }

  record Explicit(
      Summed common,
      List<Double> getBoundaries,
      List<Long> getCounts,
      List<DoubleExemplarData> getExemplars)
      implements HistogramPointData {
    @Override
    public long getStartEpochNanos() {
      return common.start;
    }

    @Override
    public long getEpochNanos() {
      return common.time;
    }

    @Override
    public Attributes getAttributes() {
      return common.attributes;
    }

    @Override
    public double getSum() {
      return common.sum;
    }

    @Override
    public long getCount() {
      return common.count;
    }

    @Override
    public boolean hasMin() {
      return common.hasMin;
    }

    @Override
    public double getMin() {
      return common.min;
    }

    @Override
    public boolean hasMax() {
      return common.hasMax;
    }

    @Override
    public double getMax() {
      return common.max;
    }
  }

  record Exponential(
      Summed common,
      int getScale,
      long getZeroCount,
      ExponentialHistogramBuckets getPositiveBuckets,
      ExponentialHistogramBuckets getNegativeBuckets,
      List<DoubleExemplarData> getExemplars)
      implements ExponentialHistogramPointData {
    @Override
    public long getStartEpochNanos() {
      return common.start;
    }

    @Override
    public long getEpochNanos() {
      return common.time;
    }

    @Override
    public Attributes getAttributes() {
      return common.attributes;
    }

    @Override
    public double getSum() {
      return common.sum;
    }

    @Override
    public long getCount() {
      return common.count;
    }

    @Override
    public boolean hasMin() {
      return common.hasMin;
    }

    @Override
    public double getMin() {
      return common.min;
    }

    @Override
    public boolean hasMax() {
      return common.hasMax;
    }

    @Override
    public double getMax() {
      return common.max;
    }
  }
}
