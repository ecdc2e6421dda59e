// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;

/** Counts by powers of a base that grows when the values do not fit. */
final class ExponentialSeries extends StripedSeries {
  private final int maxBuckets;
  private final int maxScale;

  ExponentialSeries(
      Attributes attributes, int hash, int maxBuckets, int maxScale, boolean ownable) {
    super(attributes, hash, new Cell(maxBuckets, maxScale), ownable);
    this.maxBuckets = maxBuckets;
    this.maxScale = maxScale;
  }

  @Override
  HistogramCell newCell() {
    return new Cell(maxBuckets, maxScale);
  }

  private static final class Cell extends HistogramCell {
    private final int maxScale;
    private final ExponentialBuckets positive;
    private final ExponentialBuckets negative;
    private int scale;
    private long count;
    private long zeroCount;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Cell(int maxBuckets, int maxScale) {
      this.maxScale = maxScale;
      scale = maxScale;
      positive = new ExponentialBuckets(maxBuckets);
      negative = new ExponentialBuckets(maxBuckets);
    }

    @Override
    void record(double value) {
      if (!(Math.abs(value) <= Double.MAX_VALUE)) {
        return; // not a finite number, and so in no bucket
      }
      if (value == 0) {
        zeroCount++;
      } else {
        ExponentialBuckets buckets = value > 0 ? positive : negative;
        int index = ExponentialIndex.of(value, scale);
        if (!buckets.increment(index)) {
          makeRoom(buckets, index);
        }
      }
      count++;
      sum += value;
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
    }

    private void makeRoom(ExponentialBuckets buckets, int index) {
      int reduction = buckets.reductionFor(index);
      positive.downscale(reduction);
      negative.downscale(reduction);
      scale -= reduction;
      buckets.add(index >> reduction, 1);
    }

    @Override
    void copy(Point into) {
      into.scale = scale;
      into.positive.copy(positive);
      into.negative.copy(negative);
      into.count = count;
      into.zeroCount = zeroCount;
      into.sum = sum;
      into.min = min;
      into.max = max;
    }

    @Override
    void read(Point into, boolean reset) {
      if (into.count == 0) {
        copy(into);
      } else if (count > 0) {
        into.scale = merge(positive, scale, into.positive, into.scale, into.negative);
        into.scale = merge(negative, scale, into.negative, into.scale, into.positive);
        into.count += count;
        into.zeroCount += zeroCount;
        into.sum += sum;
        into.min = Math.min(into.min, min);
        into.max = Math.max(into.max, max);
      }
      if (reset) {
        reset();
      }
    }

    private void reset() {
      positive.clear();
      negative.clear();
      scale = maxScale;
      count = 0;
      zeroCount = 0;
      sum = 0;
      min = Double.POSITIVE_INFINITY;
      max = Double.NEGATIVE_INFINITY;
    }

    @Override
    void absorb(Point values) {
      scale = merge(values.positive, values.scale, positive, scale, negative);
      scale = merge(values.negative, values.scale, negative, scale, positive);
      count += values.count;
      zeroCount += values.zeroCount;
      sum += values.sum;
      min = Math.min(min, values.min);
      max = Math.max(max, values.max);
    }

    /** Adds counts to others and returns the scale of both; the other sign's follow the scale. */
    private static int merge(
        ExponentialBuckets from,
        int fromScale,
        ExponentialBuckets to,
        int toScale,
        ExponentialBuckets otherSign) {
      int scale = Math.min(fromScale, toScale);
      to.downscale(toScale - scale);
      otherSign.downscale(toScale - scale);
      if (from.isEmpty()) {
        return scale;
      }
      int shift = fromScale - scale;
      int reduction = to.reductionFor(from.start() >> shift, from.end() >> shift);
      to.downscale(reduction);
      otherSign.downscale(reduction);
      shift += reduction;
      for (int i = from.start(); i <= from.end(); i++) {
        long count = from.count(i);
        if (count != 0) {
          to.add(i >> shift, count);
        }
      }
      return scale - reduction;
    }
  }
}
