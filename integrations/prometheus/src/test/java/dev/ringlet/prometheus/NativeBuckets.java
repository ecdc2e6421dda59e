// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.BucketSpan;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.Histogram;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the buckets of native histograms as a scraper does. */
final class NativeBuckets {
  private NativeBuckets() {}

  /** Counts by index, without empty ones. */
  static SortedMap<Integer, Long> positive(Histogram histogram) {
    return read(histogram.getPositiveSpanList(), histogram.getPositiveDeltaList());
  }

  static SortedMap<Integer, Long> negative(Histogram histogram) {
    return read(histogram.getNegativeSpanList(), histogram.getNegativeDeltaList());
  }

  private static SortedMap<Integer, Long> read(List<BucketSpan> spans, List<Long> deltas) {
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    int index = 0;
    int next = 0;
    long count = 0;
    for (BucketSpan span : spans) {
      index += span.getOffset();
      for (int i = 0; i < span.getLength(); i++) {
        count += deltas.get(next++);
        if (count != 0) {
          buckets.put(index, count);
        }
        index++;
      }
    }
    if (next != deltas.size()) {
      throw new IllegalArgumentException(next + " buckets, but " + deltas.size() + " counts");
    }
    return buckets;
  }
}
