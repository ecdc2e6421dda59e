// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags.Buckets;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of an exponential histogram, as those of a native histogram. Follows the
 * OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", section "Exponential
 * Histograms": a bucket is named by its upper bound there and by its lower bound here, and scales
 * above 8 are brought down to 8.
 */
final class NativeBuckets {
  private static final int MIN_SCHEMA = -4;
  private static final int MAX_SCHEMA = 8;

  /**
   * Where no threshold is set; with 0 and no bucket a scraper takes the histogram for a classic.
   */
  private static final double DEFAULT_ZERO_THRESHOLD = 1e-128;

  private int scale;
  private long zeroCount;
  private double zeroThreshold;
  private Side positive = Side.EMPTY;
  private Side negative = Side.EMPTY;

  /** Buckets from the one named {@code offset} on. */
  private record Side(int offset, long[] counts) {
    static final Side EMPTY = new Side(0, new long[0]);
  }

  void read(ProtoReader in) {
    switch (in.tag()) {
      case ExponentialHistogramDataPoint.SCALE -> scale = in.signed();
      case ExponentialHistogramDataPoint.ZERO_COUNT -> zeroCount = in.number();
      case ExponentialHistogramDataPoint.ZERO_THRESHOLD -> zeroThreshold = in.doubleNumber();
      case ExponentialHistogramDataPoint.POSITIVE -> positive = side(in.message());
      case ExponentialHistogramDataPoint.NEGATIVE -> negative = side(in.message());
      default -> {}
    }
  }

  private static Side side(ProtoReader in) {
    int offset = 0;
    long[] counts = {};
    while (in.next()) {
      if (in.tag() == Buckets.OFFSET) {
        offset = in.signed();
      } else if (in.field() == Buckets.BUCKET_COUNTS >>> 3) {
        counts = PackedNumbers.join(counts, PackedNumbers.varints(in));
      }
    }
    return new Side(offset, counts);
  }

  boolean fits() {
    return scale >= MIN_SCHEMA;
  }

  int schema() {
    return Math.min(scale, MAX_SCHEMA);
  }

  long zeroCount() {
    return zeroCount;
  }

  double zeroThreshold() {
    return zeroThreshold == 0 ? DEFAULT_ZERO_THRESHOLD : zeroThreshold;
  }

  NativeHistogramBuckets positive() {
    return buckets(positive);
  }

  NativeHistogramBuckets negative() {
    return buckets(negative);
  }

  /** Those that are not empty; at a coarser scale 2, 4, 8 ... buckets become one. */
  private NativeHistogramBuckets buckets(Side side) {
    int shift = scale - schema();
    List<Integer> indexes = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < side.counts().length; i++) {
      long count = side.counts()[i];
      if (count == 0) {
        continue;
      }
      int index = (side.offset() + i >> shift) + 1;
      int last = indexes.size() - 1;
      if (last >= 0 && indexes.get(last) == index) {
        counts.set(last, counts.get(last) + count);
      } else {
        indexes.add(index);
        counts.add(count);
      }
    }
    return indexes.isEmpty()
        ? NativeHistogramBuckets.EMPTY
        : NativeHistogramBuckets.of(indexes, counts);
  }
}
