// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts in a window of at most {@code maxBuckets} bucket numbers. Not thread-safe.
 *
 * <p>A count takes one byte until one of them is above 255, then two, four or eight, all alike.
 */
public final class ExponentialBuckets {
  private static final int FIRST_CAPACITY = 8;
  private static final int LONG_SHIFT = 3;
  private static final byte[] NONE = {};

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int maxBuckets;

  /** A ring of counts, and perhaps more memory behind it; 0 outside of the window. */
  private byte[] counts = NONE;

  /** How many counts the ring has. */
  private int capacity;

  /** The binary logarithm of the bytes of one count. */
  private int shift;

  /** The place in the ring of the first bucket of the window. */
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
    return index >= start && index <= end ? get(place(index)) : 0;
  }

  private int place(int index) {
    int place = offset + index - start;
    return place < capacity ? place : place - capacity;
  }

  private long get(int place) {
    return switch (shift) {
      case 0 -> counts[place] & 0xff;
      case 1 -> (short) SHORTS.get(counts, place << 1) & 0xffff;
      case 2 -> (int) INTS.get(counts, place << 2) & 0xffff_ffffL;
      default -> (long) LONGS.get(counts, place << LONG_SHIFT);
    };
  }

  private void put(int place, long count) {
    while (shift < LONG_SHIFT && count >>> (Byte.SIZE << shift) != 0) {
      widen();
    }
    switch (shift) {
      case 0 -> counts[place] = (byte) count;
      case 1 -> SHORTS.set(counts, place << 1, (short) count);
      case 2 -> INTS.set(counts, place << 2, (int) count);
      default -> LONGS.set(counts, place << LONG_SHIFT, count);
    }
  }

  /** Doubles the bytes of each count; all stay in their places. */
  private void widen() {
    byte[] narrow = counts;
    int narrowShift = shift;
    int bytes = capacity << narrowShift + 1;
    byte[] wide = bytes <= narrow.length ? narrow : new byte[bytes];
    for (int place = capacity; --place >= 0; ) { // from the last, as it may be the same array
      switch (narrowShift) {
        case 0 -> SHORTS.set(wide, place << 1, (short) (narrow[place] & 0xff));
        case 1 -> INTS.set(wide, place << 2, (short) SHORTS.get(narrow, place << 1) & 0xffff);
        default -> LONGS.set(wide, place << 3, (int) INTS.get(narrow, place << 2) & 0xffff_ffffL);
      }
    }
    counts = wide;
    shift = narrowShift + 1;
  }

  /** Adds one to a bucket in the window; false if the window does not contain it. */
  boolean increment(int index) {
    if (index < start || index > end) {
      return false;
    }
    int place = place(index);
    if (++counts[place << shift] == 0) {
      carry(place);
    }
    return true;
  }

  /** Completes an addition of one whose lowest byte has become zero. */
  private void carry(int place) {
    int at = place << shift;
    int end = at + (1 << shift);
    while (++at < end) {
      if (++counts[at] != 0) {
        return;
      }
    }
    int bits = Byte.SIZE << shift;
    widen();
    put(place, 1L << bits);
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
      ensureCapacity(1);
      start = index;
      end = index;
    } else if (index < start) {
      ensureCapacity(end - index + 1);
      offset -= start - index;
      offset += offset < 0 ? capacity : 0;
      start = index;
    } else if (index > end) {
      ensureCapacity(index - start + 1);
      end = index;
    }
    int place = place(index);
    put(place, get(place) + count);
  }

  private void ensureCapacity(int needed) {
    if (needed > capacity) {
      int larger = Math.max(Math.max(needed, FIRST_CAPACITY), 2 * capacity);
      int most = Math.min(maxBuckets, larger);
      byte[] ring = new byte[most << shift];
      unroll(counts, capacity << shift, offset << shift, end - start + 1 << shift, ring);
      counts = ring;
      capacity = most;
      offset = 0;
    }
  }

  /** Copies a part of a ring, all in bytes, to the beginning of an array. */
  private static void unroll(byte[] ring, int size, int offset, int length, byte[] to) {
    int first = Math.min(length, size - offset);
    System.arraycopy(ring, offset, to, 0, first);
    System.arraycopy(ring, 0, to, first, length - first);
  }

  /**
   * Makes buckets coarser: {@code 2^by} of them become one. In place: the first one stays where it
   * is, so the others move towards it, to places that are empty by then.
   */
  void downscale(int by) {
    if (by == 0 || isEmpty()) {
      return;
    }
    int coarseStart = start >> by;
    for (int i = start; i <= end; i++) {
      int from = place(i);
      long count = get(from);
      if (count != 0) {
        put(from, 0);
        int to = place(start + (i >> by) - coarseStart);
        put(to, get(to) + count);
      }
    }
    end >>= by;
    start = coarseStart;
  }

  /**
   * Copies other buckets. If these are written at the same time, the result may be empty or
   * inconsistent.
   */
  void copy(ExponentialBuckets others) {
    clear();
    byte[] ring = others.counts;
    int ringShift = others.shift;
    int from = others.offset;
    int first = others.start;
    int last = others.end;
    int size = others.capacity;
    long length = (long) last - first + 1;
    if (length <= 0 || length > size || from < 0 || from >= size) {
      return;
    }
    if ((long) size << ringShift > ring.length) {
      return;
    }
    if (counts.length < size << ringShift) {
      counts = new byte[size << ringShift];
    }
    shift = ringShift;
    capacity = size;
    unroll(ring, size << ringShift, from << ringShift, (int) length << ringShift, counts);
    offset = 0;
    start = first;
    end = last;
  }

  /** Empties the window and keeps the memory. */
  void clear() {
    if (!isEmpty()) {
      int from = offset << shift;
      int length = end - start + 1 << shift;
      int first = Math.min(length, (capacity << shift) - from);
      Arrays.fill(counts, from, from + first, (byte) 0);
      Arrays.fill(counts, 0, length - first, (byte) 0);
    }
    offset = 0;
    start = 0;
    end = -1;
  }
}
