// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;

/**
 * The values of one series, read at a collection. A {@link MetricStorage} reuses one point for all
 * its series and all collections.
 *
 * <p>Not thread-safe; used under the storage's lock.
 */
public final class Point {
  /** The attributes, and the same as fields of an OTLP point. */
  Attributes attributes;

  byte[] encodedAttributes;

  /** The interval that the point covers, by the wall clock. */
  long startEpochNanos;

  long epochNanos;

  /** The value of a sum or gauge, or the bits of one that is not a long. */
  public long sumBits;

  public long count;
  public double sum;
  public double min;
  public double max;

  /** Counts of explicit buckets. */
  public long[] counts;

  public int scale;
  public long zeroCount;
  public ExponentialBuckets positive;
  public ExponentialBuckets negative;

  /** An owner of a series that was alive when the collection last looked. */
  Thread alive;

  /** Null until a point has exemplars. */
  private ExemplarList exemplars;

  public Attributes attributes() {
    return attributes;
  }

  public byte[] encodedAttributes() {
    return encodedAttributes;
  }

  public long startEpochNanos() {
    return startEpochNanos;
  }

  public long epochNanos() {
    return epochNanos;
  }

  /** The exemplars of the point; null or empty if there are none. */
  public ExemplarList exemplars() {
    return exemplars;
  }

  ExemplarList newExemplars() {
    if (exemplars == null) {
      exemplars = new ExemplarList();
    }
    return exemplars;
  }

  void clearExemplars() {
    if (exemplars != null) {
      exemplars.clear();
    }
  }

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
