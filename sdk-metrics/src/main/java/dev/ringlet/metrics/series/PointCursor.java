// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;

/**
 * Goes through the points of one {@link MetricStorage}. The fields describe the point that {@link
 * #next} found; one cursor is reused for all series and all collections of its storage.
 *
 * <p>Used under the storage's lock.
 */
public final class PointCursor {
  private final MetricStorage storage;

  /** How many series of the collection have been looked at. */
  int index;

  /** When the collection takes place, by both clocks. */
  long nowEpochNanos;

  long nowNanoTime;

  /** The attributes of the point, and the same as fields of an OTLP point. */
  Attributes attributes;

  byte[] encodedAttributes;

  long startEpochNanos;

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

  /** An owner of a series that is known to be alive. */
  Thread alive;

  /** Made for the first point with exemplars. */
  private ExemplarList exemplars;

  PointCursor(MetricStorage storage) {
    this.storage = storage;
  }

  /** Moves to the next point; false behind the last. */
  public boolean next() {
    if (exemplars != null) {
      exemplars.clear();
    }
    return storage.advance(this);
  }

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
    return nowEpochNanos;
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
