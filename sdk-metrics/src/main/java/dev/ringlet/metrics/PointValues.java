// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import java.util.Arrays;

/** What was read from the cells of a series; one object is used for all series of a storage. */
final class PointValues {
  long sumBits;
  long count;
  double sum;
  double min;
  double max;

  /** Counts of explicit buckets. */
  long[] counts;

  int scale;
  long zeroCount;
  ExponentialBuckets positive;
  ExponentialBuckets negative;

  /** An owner of a series that is known to be alive. */
  Thread alive;

  void clear() {
    sumBits = 0;
    count = 0;
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    zeroCount = 0;
    if (counts != null) {
      Arrays.fill(counts, 0);
    }
  }
}
