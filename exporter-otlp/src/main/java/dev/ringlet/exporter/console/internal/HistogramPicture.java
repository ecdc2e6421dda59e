// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.util.Arrays;

/** The buckets of an explicit or exponential histogram, and their drawing. Not thread-safe. */
final class HistogramPicture {
  private static final int MAX_COLUMNS = 32;

  private double[] edges = new double[17];
  private long[] counts = new long[16];
  private int size;

  private void add(double lower, double upper, long count) {
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
      edges = Arrays.copyOf(edges, 2 * size + 1);
    }
    if (size == 0) {
      edges[0] = lower;
    }
    counts[size] = count;
    edges[++size] = upper;
  }

  /** The buckets between bounds, and one below and one above them. */
  static HistogramPicture explicit(double[] bounds, long[] counts) {
    HistogramPicture buckets = new HistogramPicture();
    if (counts.length == bounds.length + 1) {
      for (int i = 0; i < counts.length; i++) {
        double lower = i == 0 ? Double.NEGATIVE_INFINITY : bounds[i - 1];
        double upper = i == bounds.length ? Double.POSITIVE_INFINITY : bounds[i];
        buckets.add(lower, upper, counts[i]);
      }
    }
    return buckets;
  }

  /** Buckets whose bounds are powers of a base, on both sides of zero. */
  static HistogramPicture exponential(
      int scale, ExponentialSide negative, long zeroCount, ExponentialSide positive) {
    HistogramPicture buckets = new HistogramPicture();
    for (int i = negative.counts.length - 1; i >= 0; i--) {
      double lower = -power(scale, (long) negative.offset + i + 1);
      double upper = -power(scale, (long) negative.offset + i);
      buckets.add(lower, upper, negative.counts[i]);
    }
    double zero = buckets.size == 0 ? 0 : buckets.edges[buckets.size];
    double first = positive.counts.length == 0 ? 0 : power(scale, positive.offset);
    if (zeroCount != 0 || buckets.size > 0) {
      buckets.add(zero, first, zeroCount);
    }
    for (int i = 0; i < positive.counts.length; i++) {
      double lower = power(scale, (long) positive.offset + i);
      double upper = power(scale, (long) positive.offset + i + 1);
      buckets.add(lower, upper, positive.counts[i]);
    }
    return buckets;
  }

  /** The counts of one side of zero. */
  record ExponentialSide(int offset, long[] counts) {
    static final ExponentialSide NONE = new ExponentialSide(0, new long[0]);
  }

  private static double power(int scale, long index) {
    return Math.pow(2, Math.scalb((double) index, -scale));
  }

  /**
   * The buckets from the first to the last that is not empty as columns of a height in proportion,
   * between the bounds of that range; several buckets share a column if there are many.
   *
   * @param min shown in place of an infinite bound, if not empty
   * @param max likewise
   */
  String picture(Glyphs glyphs, String min, String max) {
    int from = 0;
    int to = size;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    if (from == to) {
      return "";
    }
    int step = (to - from + MAX_COLUMNS - 1) / MAX_COLUMNS;
    double[] columns = new double[(to - from + step - 1) / step];
    double highest = 0;
    for (int i = from; i < to; i++) {
      int column = (i - from) / step;
      columns[column] += unsigned(counts[i]);
      highest = Math.max(highest, columns[column]);
    }
    StringBuilder out = new StringBuilder(bound(edges[from], min, "-inf")).append(' ');
    for (double column : columns) {
      int height = (int) Math.ceil(column / highest * glyphs.heights.length());
      out.append(height == 0 ? glyphs.noHeight : glyphs.heights.charAt(height - 1));
    }
    return out.append(' ').append(bound(edges[to], max, "+inf")).toString();
  }

  private static double unsigned(long count) {
    return count >= 0 ? count : (count >>> 1) * 2.0;
  }

  private static String bound(double edge, String measured, String infinite) {
    if (!Double.isInfinite(edge)) {
      return QuantityText.number(edge);
    }
    return measured.isEmpty() ? infinite : measured;
  }
}
