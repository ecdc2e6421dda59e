// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import java.util.Arrays;

/**
 * Counts latencies in buckets, 16 for each power of two from 1 µs to 73 min, so a quantile is off
 * by at most 1/32 of its value. Latencies outside of the range count in the first or the last
 * bucket. Not thread-safe. Takes 2 KiB.
 */
final class LatencyHistogram {
  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;
  private static final int MIN_BITS = 10;
  private static final int MAX_BITS = 42;
  private static final int BUCKETS = (MAX_BITS - MIN_BITS) * SUBS + 1;

  private final int[] counts = new int[BUCKETS];
  private long total;

  static int bucket(long nanos) {
    if (nanos < 1L << MIN_BITS) {
      return 0;
    }
    int bits = 63 - Long.numberOfLeadingZeros(nanos);
    int sub = (int) (nanos >>> (bits - SUB_BITS)) & (SUBS - 1);
    return Math.min(1 + (bits - MIN_BITS) * SUBS + sub, BUCKETS - 1);
  }

  /** The smallest latency of a bucket. */
  static long lowerBound(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    int bits = MIN_BITS + (bucket - 1) / SUBS;
    return (long) (SUBS + (bucket - 1) % SUBS) << (bits - SUB_BITS);
  }

  void add(long nanos) {
    counts[bucket(nanos)]++;
    total++;
  }

  void addAll(LatencyHistogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** Halves all counts, rounding down. */
  void halve() {
    total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] >>= 1;
      total += counts[i];
    }
  }

  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  long total() {
    return total;
  }

  /** The number of latencies in a bucket and those above. */
  long countFrom(int bucket) {
    long sum = 0;
    for (int i = bucket; i < BUCKETS; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** The lowest bucket from which on there is at most a share of the latencies. */
  int bucketAbove(double share) {
    long most = (long) (share * total);
    long sum = 0;
    for (int i = BUCKETS - 1; i >= 0; i--) {
      sum += counts[i];
      if (sum > most) {
        return i + 1;
      }
    }
    return 0;
  }

  /**
   * Returns a quantile in nanoseconds.
   *
   * @param quantile 0 to 1
   * @return 0 if there are no latencies
   */
  long quantile(double quantile) {
    long rank = Math.max(1, (long) Math.ceil(quantile * total));
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts[i];
      if (sum >= rank) {
        return (lowerBound(i) + lowerBound(i + 1)) / 2;
      }
    }
    return 0;
  }
}
