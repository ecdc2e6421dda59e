// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;

/** The values observed for one set of attributes; everything under the storage's lock. */
final class ObservedSeries extends Series {
  /** The total, or the bits of one that is not a long. */
  long bits;

  /** Whether there was an observation since the last collection. */
  boolean observed;

  /** Whether there was one in the interval before; counts against the limit of cumulative sums. */
  boolean recent;

  /** Whether a point was made of the series before. */
  boolean reported;

  /** The total of the last point, which deltas are taken from. */
  long reportedBits;

  ObservedSeries(Attributes attributes) {
    super(attributes, SeriesTable.hash(attributes));
  }

  @Override
  void addLong(long value) {
    throw new UnsupportedOperationException("observed series do not add");
  }

  @Override
  void addDouble(double value) {
    throw new UnsupportedOperationException("observed series do not add");
  }

  @Override
  boolean read(Point into, boolean reset) {
    into.sumBits = bits;
    boolean there = observed;
    observed &= !reset;
    return there;
  }

  @Override
  void absorb(Point values) {
    throw new UnsupportedOperationException("observed series are not absorbed");
  }
}
