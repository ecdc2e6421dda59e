// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the bucket of a value among explicit boundaries. Immutable.
 *
 * <p>Up to 32 boundaries, none negative, are compared in two rounds, first each fourth and then the
 * three between two of those. The bits of such numbers are in the order of the numbers, so a
 * comparison is a subtraction, and there is no branch to guess wrong. More boundaries are halved.
 */
public final class Buckets {
  private static final int MOST_IN_ROUNDS = 32;
  private static final int GROUP = 4;

  public final double[] boundaries;

  /** Bits of the boundaries, filled up to whole groups with what no number is above; or null. */
  private final long[] keys;

  public Buckets(double[] boundaries) {
    this.boundaries = boundaries;
    boolean rounds =
        boundaries.length > 0 && boundaries.length <= MOST_IN_ROUNDS && boundaries[0] >= 0;
    keys = rounds ? keys(boundaries) : null;
  }

  /** Boundaries that are finite and ascending, or null. */
  public static double[] usable(List<? extends Number> boundaries) {
    try {
      double[] usable = new double[boundaries.size()];
      for (int i = 0; i < usable.length; i++) {
        usable[i] = boundaries.get(i).doubleValue();
        if (!Double.isFinite(usable[i]) || i > 0 && usable[i] <= usable[i - 1]) {
          return null;
        }
      }
      return usable;
    } catch (RuntimeException e) {
      return null; // a null element, or a list of the application's own
    }
  }

  private static long[] keys(double[] boundaries) {
    long[] keys = new long[(boundaries.length / GROUP + 1) * GROUP];
    Arrays.fill(keys, Long.MAX_VALUE);
    for (int i = 0; i < boundaries.length; i++) {
      keys[i] = Double.doubleToRawLongBits(boundaries[i] + 0.0); // not the bits of -0.0
    }
    return keys;
  }

  int count() {
    return boundaries.length + 1;
  }

  /** How many boundaries are below the value, which is not NaN. */
  int index(double value) {
    long[] all = keys;
    if (all == null) {
      return halve(boundaries, value);
    }
    if (value <= 0) {
      return 0;
    }
    long key = Double.doubleToRawLongBits(value);
    int index = 0;
    for (int i = GROUP - 1; i < all.length; i += GROUP) {
      index += (int) (all[i] - key >>> Long.SIZE - 1);
    }
    index *= GROUP;
    return index
        + (int) (all[index] - key >>> Long.SIZE - 1)
        + (int) (all[index + 1] - key >>> Long.SIZE - 1)
        + (int) (all[index + 2] - key >>> Long.SIZE - 1);
  }

  private static int halve(double[] boundaries, double value) {
    int base = 0;
    int length = boundaries.length;
    while (length > 1) {
      int half = length >>> 1;
      base += boundaries[base + half - 1] < value ? half : 0;
      length -= half;
    }
    return length == 1 && boundaries[base] < value ? base + 1 : base;
  }
}
