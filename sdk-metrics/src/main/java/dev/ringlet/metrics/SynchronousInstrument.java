// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.logging.Level;

/** What all synchronous instruments have in common: where measurements go. */
final class SynchronousInstrument {
  private static final MetricStorage[] NONE = {};

  private final RingletMeter meter;
  private final Instrument instrument;

  /** The only storage, which is the usual case, or null. */
  private final MetricStorage storage;

  private final MetricStorage[] storages;
  private final boolean neverNegative;

  SynchronousInstrument(RingletMeter meter, Instrument instrument, MetricStorage[] storages) {
    this.meter = meter;
    this.instrument = instrument;
    storage = storages.length == 1 ? storages[0] : null;
    this.storages = storages.length == 1 ? NONE : storages;
    neverNegative = instrument.type().isMonotonic();
  }

  boolean isEnabled() {
    return meter.isEnabled() && (storage != null || storages.length > 0);
  }

  void record(long value, Attributes attributes, Context context) {
    if (value < 0 && neverNegative) {
      warnOfNegative();
    } else if (attributes != null && context != null) {
      if (storage != null) {
        storage.recordLong(value, attributes, context);
      } else {
        for (MetricStorage one : storages) {
          one.recordLong(value, attributes, context);
        }
      }
    }
  }

  void record(double value, Attributes attributes, Context context) {
    if (value < 0 && neverNegative) {
      warnOfNegative();
    } else if (attributes != null && context != null) {
      if (storage != null) {
        storage.recordDouble(value, attributes, context);
      } else {
        for (MetricStorage one : storages) {
          one.recordDouble(value, attributes, context);
        }
      }
    }
  }

  BoundSeries bind(Attributes attributes) {
    MetricStorage[] all = storage != null ? new MetricStorage[] {storage} : storages;
    return new BoundSeries(this, all, attributes == null ? Attributes.empty() : attributes);
  }

  /** Whether a value must not be recorded; says so, now and then. */
  boolean refuses(double value) {
    if (value < 0 && neverNegative) {
      warnOfNegative();
      return true;
    }
    return false;
  }

  private void warnOfNegative() {
    meter.engine.logger.log(
        Level.WARNING,
        "negative " + instrument.name(),
        () ->
            (instrument.type() == InstrumentType.HISTOGRAM ? "Histogram " : "Counter ")
                + instrument.name()
                + " takes no negative values; one was dropped");
  }
}
