// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;

/** Counts by explicit boundaries. */
class HistogramSeries extends StripedSeries {
  private final Buckets buckets;

  HistogramSeries(Attributes attributes, int hash, Buckets buckets, boolean ownable) {
    this(attributes, hash, buckets, new Cell(buckets), ownable);
  }

  /** Creates a series with the given first cell. */
  HistogramSeries(Attributes attributes, int hash, Buckets buckets, Cell first, boolean ownable) {
    super(attributes, hash, first, ownable);
    this.buckets = buckets;
  }

  @Override
  HistogramCell newCell() {
    return new Cell(buckets);
  }

  /** One part. */
  static class Cell extends HistogramCell {
    private final Buckets buckets;
    private final long[] counts;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Cell(Buckets buckets) {
      this.buckets = buckets;
      counts = new long[buckets.count()];
    }

    @Override
    final void record(double value) {
      counts[buckets.index(value)]++;
      sum += value;
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
    }

    @Override
    final void copy(Point into) {
      read(into, false);
    }

    @Override
    final void read(Point into, boolean reset) {
      for (int i = 0; i < counts.length; i++) {
        into.counts[i] += counts[i];
        into.count += counts[i];
      }
      into.sum += sum;
      into.min = Math.min(into.min, min);
      into.max = Math.max(into.max, max);
      if (reset) {
        Arrays.fill(counts, 0);
        sum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
      }
    }

    @Override
    final void absorb(Point values) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += values.counts[i];
      }
      sum += values.sum;
      min = Math.min(min, values.min);
      max = Math.max(max, values.max);
    }
  }
}
