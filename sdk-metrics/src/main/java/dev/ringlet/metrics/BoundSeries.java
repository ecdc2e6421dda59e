// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/** An instrument with its attributes already given, so that nothing is looked up to record. */
final class BoundSeries implements BoundInstrument {
  private final SynchronousInstrument instrument;
  private final Attributes attributes;

  /** The only storage and its series, which is the usual case, or null. */
  private final MetricStorage storage;

  private final Series only;

  private final MetricStorage[] storages;
  private final Series[] series;

  BoundSeries(SynchronousInstrument instrument, MetricStorage[] storages, Attributes attributes) {
    this.instrument = instrument;
    this.storages = storages;
    this.attributes = attributes;
    series = new Series[storages.length];
    for (int i = 0; i < series.length; i++) {
      series[i] = storages[i].bind(attributes);
    }
    storage = storages.length == 1 ? storages[0] : null;
    only = storages.length == 1 ? series[0] : null;
  }

  @Override
  public void record(long value) {
    record(value, Context.current());
  }

  @Override
  public void record(long value, Context context) {
    if (value < 0 && instrument.refuses(value) || context == null) {
      return;
    }
    if (storage != null) {
      storage.recordLong(only, value, attributes, context);
    } else {
      for (int i = 0; i < storages.length; i++) {
        storages[i].recordLong(series[i], value, attributes, context);
      }
    }
  }

  @Override
  public void record(double value) {
    record(value, Context.current());
  }

  @Override
  public void record(double value, Context context) {
    if (value < 0 && instrument.refuses(value) || context == null) {
      return;
    }
    if (storage != null) {
      storage.recordDouble(only, value, attributes, context);
    } else {
      for (int i = 0; i < storages.length; i++) {
        storages[i].recordDouble(series[i], value, attributes, context);
      }
    }
  }
}
