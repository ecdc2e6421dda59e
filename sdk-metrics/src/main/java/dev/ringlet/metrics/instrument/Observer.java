// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.ObservedStorage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.logging.Level;

/** Takes what callbacks observe for one asynchronous instrument, while one of them runs. */
public final class Observer implements ObservableLongMeasurement, ObservableDoubleMeasurement {
  private static final int NO_READER = -1;

  private final InstrumentRegistry registry;
  private final Instrument instrument;

  /** By the number of the reader. */
  private final ObservedStorage[][] storages;

  /** The number of the reader for which a callback runs now. */
  private volatile int reader = NO_READER;

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

  void begin(int reader) {
    this.reader = reader;
  }

  void end() {
    reader = NO_READER;
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
    int now = reader;
    if (isActive(now) && attributes != null) {
      try {
        for (ObservedStorage storage : storages[now]) {
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
    int now = reader;
    if (isActive(now) && attributes != null) {
      try {
        for (ObservedStorage storage : storages[now]) {
          storage.observeDouble(value, attributes);
        }
      } catch (Throwable t) { // attributes are the application's own
        registry.engine().onLostMeasurement(t);
      }
    }
  }

  private boolean isActive(int now) {
    if (now == NO_READER) {
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
    return true;
  }
}
