// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.Series;
import dev.ringlet.metrics.series.SynchronousStorage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/**
 * An instrument bound to attributes: recording looks nothing up. Bound instruments extend it,
 * because an indirection would cost a seventh of a measurement. It has the methods of all of them,
 * which differ in their names only.
 */
public class BoundSeries {
  private static final SynchronousStorage[] NONE = {};

  private final SynchronousInstrument instrument;
  private final MeterEngine engine;
  private final Attributes attributes;

  /** The only storage and its series, which is the usual case, or null. */
  private final SynchronousStorage storage;

  private final Series only;

  private final SynchronousStorage[] storages;
  private final Series[] series;

  private BoundSeries(
      SynchronousInstrument instrument,
      SynchronousStorage[] storages,
      Attributes attributes,
      MeterEngine engine) {
    this.instrument = instrument;
    this.engine = engine;
    this.storages = storages;
    this.attributes = attributes;
    series = new Series[storages.length];
    for (int i = 0; i < series.length; i++) {
      series[i] = storages[i].bind(attributes);
    }
    storage = storages.length == 1 ? storages[0] : null;
    only = storages.length == 1 ? series[0] : null;
  }

  /** Takes the place of another one. */
  protected BoundSeries(BoundSeries other) {
    instrument = other.instrument;
    engine = other.engine;
    attributes = other.attributes;
    storage = other.storage;
    only = other.only;
    storages = other.storages;
    series = other.series;
  }

  /** Binds; to nothing if a class of the application's own throws. */
  static BoundSeries create(
      SynchronousInstrument instrument,
      SynchronousStorage[] storages,
      Attributes attributes,
      MeterEngine engine) {
    try {
      Attributes own = engine.own(attributes);
      return new BoundSeries(instrument, storages, own, engine);
    } catch (Throwable t) {
      engine.onLostMeasurement(t);
      return new BoundSeries(instrument, NONE, Attributes.empty(), engine);
    }
  }

  public final void add(long value) {
    record(value);
  }

  public final void add(long value, Context context) {
    record(value, context);
  }

  public final void set(long value) {
    record(value);
  }

  public final void set(long value, Context context) {
    record(value, context);
  }

  public final void record(long value) {
    record(value, Context.current());
  }

  public final void record(long value, Context context) {
    if (value < 0 && instrument.refusesNegative() || context == null) {
      return;
    }
    try {
      if (storage != null) {
        storage.recordLong(only, value, attributes, context);
      } else {
        for (int i = 0; i < storages.length; i++) {
          storages[i].recordLong(series[i], value, attributes, context);
        }
      }
    } catch (Throwable t) { // the stack may be full
      engine.onLostMeasurement(t);
    }
  }

  public final void add(double value) {
    record(value);
  }

  public final void add(double value, Context context) {
    record(value, context);
  }

  public final void set(double value) {
    record(value);
  }

  public final void set(double value, Context context) {
    record(value, context);
  }

  public final void record(double value) {
    record(value, Context.current());
  }

  public final void record(double value, Context context) {
    if (value < 0 && instrument.refusesNegative() || context == null) {
      return;
    }
    try {
      if (storage != null) {
        storage.recordDouble(only, value, attributes, context);
      } else {
        for (int i = 0; i < storages.length; i++) {
          storages[i].recordDouble(series[i], value, attributes, context);
        }
      }
    } catch (Throwable t) { // the stack may be full
      engine.onLostMeasurement(t);
    }
  }
}
