// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.ObservedStorage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.logging.Level;

/**
 * Takes what callbacks observe for one asynchronous instrument, while one of them runs; {@link
 * Callback} explains which threads those are.
 */
public final class Observer implements ObservableLongMeasurement, ObservableDoubleMeasurement {
  private final InstrumentRegistry registry;
  private final Instrument instrument;

  /** By the number of the reader. */
  private final ObservedStorage[][] storages;

  /** The job with the callback that runs now, or null. */
  private volatile CallbackRunner.Job job;

  Observer(InstrumentRegistry registry, Instrument instrument) {
    this.registry = registry;
    this.instrument = instrument;
    storages = registry.observedStorages(instrument);
  }

  public InstrumentRegistry registry() {
    return registry;
  }

  Instrument instrument() {
    return instrument;
  }

  void begin(CallbackRunner.Job job) {
    this.job = job;
  }

  void end() {
    job = null;
  }

  @Override
  public void record(long value) {
    record(value, Attributes.empty());
  }

  @Override
  public void record(double value) {
    record(value, Attributes.empty());
  }

  @Override
  public void record(long value, Attributes attributes) {
    CallbackRunner.Job now = job;
    if (isInside(now) && attributes != null) {
      try {
        for (ObservedStorage storage : storages[now.reader]) {
          if (instrument.isLong()) {
            storage.observeLong(value, attributes);
          } else {
            storage.observeDouble(value, attributes);
          }
        }
      } catch (Throwable t) { // attributes are the application's own
        registry.engine().onLostMeasurement(t);
      }
    }
  }

  @Override
  public void record(double value, Attributes attributes) {
    CallbackRunner.Job now = job;
    if (isInside(now) && attributes != null) {
      try {
        for (ObservedStorage storage : storages[now.reader]) {
          storage.observeDouble(value, attributes);
        }
      } catch (Throwable t) { // attributes are the application's own
        registry.engine().onLostMeasurement(t);
      }
    }
  }

  private boolean isInside(CallbackRunner.Job now) {
    if (now != null && now.acceptsThisThread()) {
      return true;
    }
    registry
        .engine()
        .logger
        .log(
            Level.WARNING,
            "observation of " + instrument.name(),
            () ->
                "A value was observed for "
                    + instrument.name()
                    + " outside of its callback, and is dropped");
    return false;
  }
}
