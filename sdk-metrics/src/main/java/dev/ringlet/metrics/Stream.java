// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoWriter;
import io.opentelemetry.api.common.Attributes;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One metric that a reader gets: an instrument as a view shows it.
 *
 * @param view the view that makes it, or null when no view does
 * @param keeps which attribute keys stay, or null for all
 */
record Stream(
    String name,
    String description,
    Instrument instrument,
    View view,
    Aggregation aggregation,
    boolean delta,
    Predicate<String> keeps,
    int cardinalityLimit,
    Supplier<ExemplarReservoir> exemplarReservoir) {
  private static final int NUMBER_ATTRIBUTES = 0x3a;
  private static final int HISTOGRAM_ATTRIBUTES = 0x4a;
  private static final int EXPONENTIAL_ATTRIBUTES = 0x0a;

  /** Whether another stream is the same one, so that both instruments write into it. */
  boolean isSame(Stream other) {
    return name.equalsIgnoreCase(other.name)
        && description.equals(other.description)
        && view == other.view
        && instrument.equals(other.instrument);
  }

  /** Whether series are emptied by collections. */
  boolean resets() {
    return delta || instrument.type().isAsynchronous();
  }

  Series newSeries(Attributes attributes) {
    int hash = SeriesTable.hash(attributes);
    boolean resets = resets();
    switch (aggregation.kind) {
      case LAST_VALUE:
        return new LastValueSeries(attributes, hash, instrument.isLong(), resets);
      case EXPLICIT:
        return new HistogramSeries(attributes, hash, aggregation.buckets, !resets);
      case EXPONENTIAL:
        return new ExponentialSeries(
            attributes, hash, aggregation.maxBuckets, aggregation.maxScale, !resets);
      default:
        OwnableSeries sum =
            instrument.isLong()
                ? new LongSumSeries(attributes, hash)
                : new DoubleSumSeries(attributes, hash);
        if (!resets) {
          sum.open();
        }
        return sum;
    }
  }

  PointValues newValues() {
    PointValues values = new PointValues();
    if (aggregation.kind == Aggregation.Kind.EXPLICIT) {
      values.counts = new long[aggregation.buckets.count()];
    } else if (aggregation.kind == Aggregation.Kind.EXPONENTIAL) {
      values.positive = new ExponentialBuckets(aggregation.maxBuckets);
      values.negative = new ExponentialBuckets(aggregation.maxBuckets);
    }
    return values;
  }

  /** The tag of a point's attributes. */
  int attributesTag() {
    switch (aggregation.kind) {
      case EXPLICIT:
        return HISTOGRAM_ATTRIBUTES;
      case EXPONENTIAL:
        return EXPONENTIAL_ATTRIBUTES;
      default:
        return NUMBER_ATTRIBUTES;
    }
  }

  /** Writes name, description and unit. */
  void writeHead(ProtoWriter out) {
    out.writeString(0x0a, name);
    if (!description.isEmpty()) {
      out.writeString(0x12, description);
    }
    if (!instrument.unit().isEmpty()) {
      out.writeString(0x1a, instrument.unit());
    }
  }
}
