// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.SynchronousStorage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/** Base of all synchronous instruments: the storages of its measurements. */
public abstract class SynchronousInstrument {
  private static final SynchronousStorage[] NONE = {};

  private final InstrumentRegistry registry;
  private final Instrument instrument;

  /** The only storage, which is the usual case, or null. */
  private final SynchronousStorage storage;

  private final SynchronousStorage[] storages;
  private final boolean neverNegative;

  SynchronousInstrument(InstrumentRegistry registry, Instrument instrument) {
    SynchronousStorage[] all = registry.storages(instrument);
    this.registry = registry;
    this.instrument = instrument;
    storage = all.length == 1 ? all[0] : null;
    storages = all.length == 1 ? NONE : all;
    neverNegative = instrument.kind().isMonotonic();
  }

  public final boolean isEnabled() {
    return registry.isEnabled() && (storage != null || storages.length > 0);
  }

  final void measure(long value, Attributes attributes, Context context) {
    if (value < 0 && neverNegative) {
      registry.engine().onNegative(instrument);
    } else if (attributes != null && context != null) {
      try {
        if (storage != null) {
          storage.recordLong(value, attributes, context);
        } else {
          for (SynchronousStorage one : storages) {
            one.recordLong(value, attributes, context);
          }
        }
      } catch (Throwable t) { // attributes are the application's own, and the stack may be full
        registry.engine().onLostMeasurement(t);
      }
    }
  }

  final void measure(double value, Attributes attributes, Context context) {
    if (value < 0 && neverNegative) {
      registry.engine().onNegative(instrument);
    } else if (attributes != null && context != null) {
      try {
        if (storage != null) {
          storage.recordDouble(value, attributes, context);
        } else {
          for (SynchronousStorage one : storages) {
            one.recordDouble(value, attributes, context);
          }
        }
      } catch (Throwable t) { // attributes are the application's own, and the stack may be full
        registry.engine().onLostMeasurement(t);
      }
    }
  }

  /** Gives the attributes once and for all; null means none. */
  public final BoundSeries bindSeries(Attributes attributes) {
    SynchronousStorage[] all = storage != null ? new SynchronousStorage[] {storage} : storages;
    Attributes given = attributes == null ? Attributes.empty() : attributes;
    return BoundSeries.create(this, all, given, registry.engine());
  }

  /** Whether a negative value must not be recorded; says so, now and then. */
  final boolean refusesNegative() {
    if (neverNegative) {
      registry.engine().onNegative(instrument);
    }
    return neverNegative;
  }

  @Override
  public final String toString() {
    return "RingletInstrument{" + instrument.name() + "}";
  }
}
