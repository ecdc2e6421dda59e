// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;

/**
 * What a point of a histogram or a summary says.
 *
 * @param bounds upper bounds of all buckets but the last, ascending; of a summary its quantiles
 * @param counts one more than bounds; of a summary the values of its quantiles
 */
public record Distribution(
    Kind kind, long count, double min, double max, double[] bounds, double[] counts) {
  private static final int FIELDS_BYTES = 80;

  /** How bounds and counts are meant. */
  public enum Kind {
    /** Bounds that the sender chose. */
    EXPLICIT,
    /** Bounds by scale: powers of {@code 2^(2^-scale)}, mirrored for negative values. */
    EXPONENTIAL,
    /** Quantiles. */
    SUMMARY
  }

  static Distribution of(HistogramDataPoint point) {
    return new Distribution(
        Kind.EXPLICIT,
        point.getCount(),
        point.hasMin() ? point.getMin() : Double.NaN,
        point.hasMax() ? point.getMax() : Double.NaN,
        doubles(point.getExplicitBoundsList()),
        longs(point.getBucketCountsList()));
  }

  static Distribution of(SummaryDataPoint point) {
    double[] quantiles = new double[point.getQuantileValuesCount()];
    double[] values = new double[quantiles.length];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = point.getQuantileValues(i).getQuantile();
      values[i] = point.getQuantileValues(i).getValue();
    }
    return new Distribution(
        Kind.SUMMARY, point.getCount(), Double.NaN, Double.NaN, quantiles, values);
  }

  /** As bounds and counts: negative buckets from the largest magnitude, zero, positive ones. */
  static Distribution of(ExponentialHistogramDataPoint point) {
    ExponentialHistogramDataPoint.Buckets below = point.getNegative();
    ExponentialHistogramDataPoint.Buckets above = point.getPositive();
    int negative = below.getBucketCountsCount();
    int positive = above.getBucketCountsCount();
    double[] bounds = new double[negative + positive + 2];
    double[] counts = new double[bounds.length + 1];
    int next = 0;
    for (int i = negative - 1; i >= 0; i--) {
      bounds[next] = -bound(point.getScale(), below.getOffset() + i + 1L);
      counts[++next] = below.getBucketCounts(i);
    }
    double zero = point.getZeroThreshold();
    bounds[next] =
        negative == 0 ? -zero : Math.min(-zero, -bound(point.getScale(), below.getOffset()));
    counts[++next] = point.getZeroCount();
    bounds[next] =
        positive == 0 ? zero : Math.max(zero, bound(point.getScale(), above.getOffset()));
    for (int i = 0; i < positive; i++) {
      counts[++next] = above.getBucketCounts(i);
      bounds[next] = bound(point.getScale(), above.getOffset() + i + 1L);
    }
    return new Distribution(
        Kind.EXPONENTIAL,
        point.getCount(),
        point.hasMin() ? point.getMin() : Double.NaN,
        point.hasMax() ? point.getMax() : Double.NaN,
        bounds,
        counts);
  }

  /** The lower bound of the bucket with the index. */
  private static double bound(int scale, long index) {
    return Math.pow(2, Math.scalb((double) index, -scale));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] longs(List<Long> values) {
    return values.stream().mapToDouble(Long::doubleValue).toArray();
  }

  int bytes() {
    return FIELDS_BYTES + 8 * (bounds.length + counts.length);
  }
}
