// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;

/**
 * Creates the series of one aggregation.
 *
 * @param shape the kind of points
 * @param buckets of {@link Shape#EXPLICIT} only, else null
 * @param recordMinMax whether points of histograms have minimum and maximum
 * @param maxBuckets of {@link Shape#EXPONENTIAL} only
 * @param maxScale of {@link Shape#EXPONENTIAL} only
 */
public record SeriesFactory(
    Shape shape, Buckets buckets, boolean recordMinMax, int maxBuckets, int maxScale) {
  /** The kinds of points. */
  public enum Shape {
    SUM,
    LAST_VALUE,
    EXPLICIT,
    EXPONENTIAL
  }

  public boolean isHistogram() {
    return shape == Shape.EXPLICIT || shape == Shape.EXPONENTIAL;
  }

  /**
   * Creates the series of a synchronous instrument.
   *
   * @param resets whether collections empty the series
   */
  Series newSeries(Attributes attributes, boolean isLong, boolean resets) {
    int hash = SeriesTable.hash(attributes);
    return switch (shape) {
      case LAST_VALUE -> new LastValueSeries(attributes, hash, isLong, resets);
      case EXPLICIT -> new HistogramSeries(attributes, hash, buckets, !resets);
      case EXPONENTIAL -> new ExponentialSeries(attributes, hash, maxBuckets, maxScale, !resets);
      case SUM -> {
        OwnableSeries sum =
            isLong ? new LongSumSeries(attributes, hash) : new DoubleSumSeries(attributes, hash);
        if (!resets) {
          sum.open();
        }
        yield sum;
      }
    };
  }

  /** Makes room for the values of one series. */
  void prepare(Point point) {
    if (shape == Shape.EXPLICIT) {
      point.counts = new long[buckets.count()];
    } else if (shape == Shape.EXPONENTIAL) {
      point.positive = new ExponentialBuckets(maxBuckets);
      point.negative = new ExponentialBuckets(maxBuckets);
    }
  }
}
