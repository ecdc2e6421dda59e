// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the bucket of a value among explicit boundaries. Immutable.
 *
 * <p>The bits of a positive double are in the order of the numbers. Their upper part, the exponent
 * and a few bits of the mantissa, names a cell of a grid. Where each cell has one boundary at most,
 * the grid holds the number of boundaries below the cell, and one comparison does the rest, without
 * a branch that the processor could guess wrong. Boundaries that are negative, or so close together
 * that the grid would be large, are found by halving.
 */
public final class Buckets {
  private static final int MANTISSA_BITS = 52;
  private static final int MAX_CELLS = 1 << 10;

  /** The least shift after which the bits of every value fit an {@code int}. */
  private static final int MIN_SHIFT = Integer.SIZE;

  public final double[] boundaries;

  /** The bits of the boundaries and, behind them, a number that no value is above. */
  private final long[] keys;

  /** By cell, how many boundaries are below it; null if values are found by halving. */
  private final short[] grid;

  /** How far the bits of a value are shifted to name a cell. */
  private final int shift;

  /** The key of the first cell, which includes all smaller values. */
  private final int firstCell;

  public Buckets(double[] boundaries) {
    this.boundaries = boundaries;
    keys = keys(boundaries);
    int positives = firstPositive(keys);
    int cellShift = boundaries.length == 0 || boundaries[0] >= 0 ? shift(positives) : 0;
    shift = cellShift;
    if (cellShift == 0) {
      firstCell = 0;
      grid = null;
    } else {
      firstCell = (int) (keys[positives] >>> cellShift) - 1;
      grid = grid(positives);
    }
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
    long[] keys = new long[boundaries.length + 1];
    Arrays.fill(keys, Long.MAX_VALUE);
    for (int i = 0; i < boundaries.length; i++) {
      keys[i] = Double.doubleToRawLongBits(boundaries[i] + 0.0); // not the bits of -0.0
    }
    return keys;
  }

  private static int firstPositive(long[] keys) {
    int first = 0;
    while (keys[first] <= 0) {
      first++;
    }
    return first;
  }

  /** The shift of the coarsest grid with one boundary for each cell; 0 if there is none. */
  private int shift(int firstPositive) {
    for (int by = MANTISSA_BITS; by >= MIN_SHIFT && cells(firstPositive, by) <= MAX_CELLS; by--) {
      if (isSpread(firstPositive, by)) {
        return by;
      }
    }
    return 0;
  }

  /** Number of cells from the one below the first boundary to the one above the last. */
  private long cells(int firstPositive, int shift) {
    int last = boundaries.length - 1;
    return last < firstPositive ? 1 : (keys[last] >>> shift) - (keys[firstPositive] >>> shift) + 3;
  }

  private boolean isSpread(int firstPositive, int shift) {
    for (int i = firstPositive + 1; i < boundaries.length; i++) {
      if (keys[i] >>> shift == keys[i - 1] >>> shift) {
        return false;
      }
    }
    return true;
  }

  private short[] grid(int firstPositive) {
    short[] below = new short[(int) cells(firstPositive, shift)];
    int index = firstPositive;
    for (int cell = 0; cell < below.length; cell++) {
      below[cell] = (short) index;
      if (index < boundaries.length && keys[index] >>> shift == firstCell + cell) {
        index++;
      }
    }
    return below;
  }

  int count() {
    return boundaries.length + 1;
  }

  /** How many boundaries are below the value, which is not NaN. */
  int index(double value) {
    short[] below = grid;
    if (below == null) {
      return halve(boundaries, value);
    }
    long key = Double.doubleToRawLongBits(value);
    if (key <= 0) {
      return 0;
    }
    int cell = (int) (key >>> shift) - firstCell;
    int index = below[Math.max(0, Math.min(cell, below.length - 1))];
    return index + (int) (keys[index] - key >>> Long.SIZE - 1);
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
