// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.util.Arrays;

/** Counts in a window of at most {@code maxBuckets} bucket numbers. Not thread-safe. */
public final class ExponentialBuckets {
  private static final int FIRST_CAPACITY = 8;

  private final int maxBuckets;

  /** A ring; 0 outside of the window. */
  private long[] counts = new long[FIRST_CAPACITY];

  /** Where in the ring the first bucket of the window stands. */
  private int offset;

  /** The first and the last bucket number of the window, which is empty if that is smaller. */
  private int start;

  private int end = -1;

  ExponentialBuckets(int maxBuckets) {
    this.maxBuckets = maxBuckets;
  }

  public boolean isEmpty() {
    return end < start;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public long count(int index) {
    return index >= start && index <= end ? counts[place(index)] : 0;
  }

  private int place(int index) {
    int place = offset + index - start;
    return place < counts.length ? place : place - counts.length;
  }

  /** Adds one to a bucket in the window; false if it is not there. */
  boolean increment(int index) {
    if (index < start || index > end) {
      return false;
    }
    counts[place(index)]++;
    return true;
  }

  /** How much coarser the scale must become for this bucket number to fit; 0 if it does. */
  int reductionFor(int index) {
    return reductionFor(index, index);
  }

  /** How much coarser the scale must become for a range of bucket numbers to fit as well. */
  int reductionFor(int first, int last) {
    return isEmpty() ? 0 : reduction(Math.min(start, first), Math.max(end, last));
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
    if (isEmpty()) {
      start = index;
      end = index;
    } else if (index < start) {
      ensureCapacity(end - index + 1);
      offset -= start - index;
      offset += offset < 0 ? counts.length : 0;
      start = index;
    } else if (index > end) {
      ensureCapacity(index - start + 1);
      end = index;
    }
    counts[place(index)] += count;
  }

  private void ensureCapacity(int needed) {
    if (needed > counts.length) {
      long[] larger = new long[Math.min(maxBuckets, Math.max(needed, 2 * counts.length))];
      unroll(counts, offset, end - start + 1, larger);
      counts = larger;
      offset = 0;
    }
  }

  private static void unroll(long[] ring, int offset, int length, long[] to) {
    int first = Math.min(length, ring.length - offset);
    System.arraycopy(ring, offset, to, 0, first);
    System.arraycopy(ring, 0, to, first, length - first);
  }

  /**
   * Makes buckets coarser: {@code 2^by} of them become one. In place: the first one stays where it
   * is, so the others move towards it, to where everything has been taken away already.
   */
  void downscale(int by) {
    if (by == 0 || isEmpty()) {
      return;
    }
    int coarseStart = start >> by;
    for (int i = start; i <= end; i++) {
      int from = place(i);
      int to = place(start + (i >> by) - coarseStart);
      long count = counts[from];
      counts[from] = 0;
      counts[to] += count;
    }
    end >>= by;
    start = coarseStart;
  }

  /**
   * Becomes a copy of others. Those may be written meanwhile: then this is a window of any numbers.
   */
  void copy(ExponentialBuckets others) {
    clear();
    long[] ring = others.counts;
    int from = others.offset;
    int first = others.start;
    int last = others.end;
    long length = (long) last - first + 1;
    if (length <= 0 || length > ring.length || from < 0 || from >= ring.length) {
      return;
    }
    if (counts.length < length) {
      counts = new long[Math.max(ring.length, (int) length)];
    }
    unroll(ring, from, (int) length, counts);
    offset = 0;
    start = first;
    end = last;
  }

  void clear() {
    if (!isEmpty()) {
      Arrays.fill(counts, 0);
    }
    offset = 0;
    start = 0;
    end = -1;
  }
}
