// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.Consumer;

/** Builders of gauges. */
final class GaugeBuilders {
  private GaugeBuilders() {}

  /** Builds a LongGauge. */
  static class LongGaugeBuild implements LongGaugeBuilder {
    final InstrumentSettings settings;

    LongGaugeBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public LongGaugeBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public LongGaugeBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public LongGauge build() {
      return InstrumentFactory.CURRENT.longGauge(settings.synchronous(true));
    }

    @Override
    public ObservableLongGauge buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
      Callback registered = settings.callback(true, callback);
      return new ObservableLongGauge() {
        @Override
        public void close() {
          registered.unregister();
        }
      };
    }

    @Override
    public ObservableLongMeasurement buildObserver() {
      return settings.observer(true);
    }
  }

  /** Builds a DoubleGauge. */
  static class DoubleGaugeBuild implements DoubleGaugeBuilder {
    final InstrumentSettings settings;

    DoubleGaugeBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public DoubleGaugeBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public DoubleGaugeBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public LongGaugeBuilder ofLongs() {
      return InstrumentFactory.CURRENT.longGaugeBuilder(settings);
    }

    @Override
    public DoubleGauge build() {
      return InstrumentFactory.CURRENT.doubleGauge(settings.synchronous(false));
    }

    @Override
    public ObservableDoubleGauge buildWithCallback(Consumer<ObservableDoubleMeasurement> callback) {
      Callback registered = settings.callback(false, callback);
      return new ObservableDoubleGauge() {
        @Override
        public void close() {
          registered.unregister();
        }
      };
    }

    @Override
    public ObservableDoubleMeasurement buildObserver() {
      return settings.observer(false);
    }
  }
}
