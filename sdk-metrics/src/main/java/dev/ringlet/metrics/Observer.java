// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;

/** Takes what callbacks observe for one asynchronous instrument, while one of them runs. */
final class Observer implements ObservableLongMeasurement, ObservableDoubleMeasurement {
  private final RingletMeter meter;
  private final Instrument instrument;
  private final Map<MetricReader, List<MetricStorage>> storages = new ConcurrentHashMap<>();

  /** For whom a callback runs now, or null. */
  private volatile MetricReader reader;

  Observer(RingletMeter meter, Instrument instrument) {
    this.meter = meter;
    this.instrument = instrument;
    for (MetricReader one : meter.engine.readers) {
      storages.put(one, meter.storagesOf(instrument, one));
    }
  }

  RingletMeter meter() {
    return meter;
  }

  void setReader(MetricReader reader) {
    this.reader = reader;
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
    MetricReader now = active();
    if (now != null && attributes != null) {
      for (MetricStorage storage : storages.get(now)) {
        if (instrument.isLong()) {
          storage.recordLong(value, attributes, Context.current());
        } else {
          storage.recordDouble(value, attributes, Context.current());
        }
      }
    }
  }

  @Override
  public void record(double value, Attributes attributes) {
    MetricReader now = active();
    if (now != null && attributes != null) {
      for (MetricStorage storage : storages.get(now)) {
        storage.recordDouble(value, attributes, Context.current());
      }
    }
  }

  private MetricReader active() {
    MetricReader now = reader;
    if (now == null) {
      meter.engine.logger.log(
          Level.WARNING,
          "observation of " + instrument.name(),
          () ->
              "A value was observed for "
                  + instrument.name()
                  + " outside of a callback of it, and is dropped");
    }
    return now;
  }
}
