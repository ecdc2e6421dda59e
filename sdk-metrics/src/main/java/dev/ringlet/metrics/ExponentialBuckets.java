// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import java.util.Arrays;

/** Counts in a window of at most {@code maxBuckets} bucket numbers. Not thread-safe. */
final class ExponentialBuckets {
  private static final int FIRST_CAPACITY = 8;

  private final int maxBuckets;

  /** The count of bucket {@code i} stands at {@code i - base} modulo the length; 0 outside. */
  private long[] counts = new long[FIRST_CAPACITY];

  private int base;

  private int start;
  private int end = -1;
  private boolean used;

  ExponentialBuckets(int maxBuckets) {
    this.maxBuckets = maxBuckets;
  }

  boolean isEmpty() {
    return !used;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  long count(int index) {
    return used && index >= start && index <= end ? counts[place(index)] : 0;
  }

  private int place(int index) {
    return Math.floorMod(index - base, counts.length);
  }

  /** How much coarser the scale must become for this bucket number to fit; 0 if it does. */
  int reductionFor(int index) {
    return reductionFor(index, index);
  }

  /** How much coarser the scale must become for a range of bucket numbers to fit as well. */
  int reductionFor(int first, int last) {
    return used ? reduction(Math.min(start, first), Math.max(end, last)) : 0;
  }

  private int reduction(long first, long last) {
    int by = 0;
    while ((last >> by) - (first >> by) + 1 > maxBuckets) {
      by++;
    }
    return by;
  }

  /** Adds to a bucket that fits. */
  void add(int index, long count) {
    if (!used) {
      used = true;
      start = index;
      end = index;
      base = index;
    } else if (index < start || index > end) {
      int first = Math.min(start, index);
      int last = Math.max(end, index);
      if (last - first + 1 > counts.length) {
        grow(last - first + 1);
      }
      start = first;
      end = last;
    }
    counts[place(index)] += count;
  }

  private void grow(int needed) {
    long[] larger = new long[Math.min(maxBuckets, Math.max(needed, 2 * counts.length))];
    for (int i = start; i <= end; i++) {
      larger[i - start] = counts[place(i)];
    }
    counts = larger;
    base = start;
  }

  /**
   * Makes buckets coarser: {@code 2^by} of them become one. In place: the first one stays where it
   * is, so the others move towards it, to where everything has been taken away already.
   */
  void downscale(int by) {
    if (by == 0 || !used) {
      return;
    }
    int first = place(start);
    int coarseStart = start >> by;
    for (int i = start; i <= end; i++) {
      int from = place(i);
      long count = counts[from];
      counts[from] = 0;
      counts[(first + (i >> by) - coarseStart) % counts.length] += count;
    }
    base += coarseStart - start;
    start = coarseStart;
    end >>= by;
  }

  void clear() {
    if (used) {
      Arrays.fill(counts, 0);
      used = false;
      start = 0;
      end = -1;
    }
  }
}
