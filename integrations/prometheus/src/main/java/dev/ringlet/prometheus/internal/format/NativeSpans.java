// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.format;

import dev.ringlet.internal.bytes.ProtoWriter;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * Writes one side of a native histogram: spans of buckets that follow each other, and the counts of
 * those, each as the difference to the one before. A gap of one or two empty buckets is cheaper to
 * write than another span.
 */
enum NativeSpans {
  NEGATIVE(Fields.HISTOGRAM_NEGATIVE_SPAN, Fields.HISTOGRAM_NEGATIVE_DELTA),
  POSITIVE(Fields.HISTOGRAM_POSITIVE_SPAN, Fields.HISTOGRAM_POSITIVE_DELTA);

  private static final int MAX_GAP = 2;

  private final int spanTag;
  private final int deltaTag;

  NativeSpans(int spanTag, int deltaTag) {
    this.spanTag = spanTag;
    this.deltaTag = deltaTag;
  }

  void write(ProtoWriter out, NativeHistogramBuckets buckets) {
    int end = 0; // behind the last span
    for (int from = 0; from < buckets.size(); ) {
      int to = from + 1;
      while (to < buckets.size() && gapBefore(buckets, to) <= MAX_GAP) {
        to++;
      }
      int start = buckets.getBucketIndex(from);
      int length = buckets.getBucketIndex(to - 1) + 1 - start;
      writeSpan(out, start - end, length);
      end = start + length;
      from = to;
    }
    long last = 0;
    for (int i = 0; i < buckets.size(); i++) {
      int gap = i == 0 ? 0 : gapBefore(buckets, i);
      for (int empty = 0; gap <= MAX_GAP && empty < gap; empty++) {
        writeDelta(out, -last);
        last = 0;
      }
      writeDelta(out, buckets.getCount(i) - last);
      last = buckets.getCount(i);
    }
  }

  private static int gapBefore(NativeHistogramBuckets buckets, int i) {
    return buckets.getBucketIndex(i) - buckets.getBucketIndex(i - 1) - 1;
  }

  private void writeSpan(ProtoWriter out, int offset, int length) {
    int message = out.beginMessage(spanTag);
    out.writeTag(Fields.SPAN_OFFSET);
    out.writeVarint(ProtoWriter.zigZag(offset));
    out.writeTag(Fields.SPAN_LENGTH);
    out.writeVarint(length);
    out.endMessage(message);
  }

  private void writeDelta(ProtoWriter out, long delta) {
    out.writeTag(deltaTag);
    out.writeVarint(delta << 1 ^ delta >> 63);
  }
}
