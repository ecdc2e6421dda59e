// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableDoubleUpDownCounter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.function.Consumer;

/** Builders of counters and up-down counters. */
final class CounterBuilders {
  private CounterBuilders() {}

  /** Builds a LongCounter. */
  static class LongCounterBuild implements LongCounterBuilder {
    final InstrumentSettings settings;

    LongCounterBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public LongCounterBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public LongCounterBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public DoubleCounterBuilder ofDoubles() {
      return InstrumentFactory.CURRENT.doubleCounterBuilder(settings);
    }

    @Override
    public LongCounter build() {
      return InstrumentFactory.CURRENT.longCounter(settings.synchronous(true));
    }

    @Override
    public ObservableLongCounter buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
      Callback registered = settings.callback(true, callback);
      return new ObservableLongCounter() {
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

  /** Builds a DoubleCounter. */
  static class DoubleCounterBuild implements DoubleCounterBuilder {
    final InstrumentSettings settings;

    DoubleCounterBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public DoubleCounterBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public DoubleCounterBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public DoubleCounter build() {
      return InstrumentFactory.CURRENT.doubleCounter(settings.synchronous(false));
    }

    @Override
    public ObservableDoubleCounter buildWithCallback(
        Consumer<ObservableDoubleMeasurement> callback) {
      Callback registered = settings.callback(false, callback);
      return new ObservableDoubleCounter() {
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

  /** Builds a LongUpDownCounter. */
  static class LongUpDownCounterBuild implements LongUpDownCounterBuilder {
    final InstrumentSettings settings;

    LongUpDownCounterBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public LongUpDownCounterBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public LongUpDownCounterBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public DoubleUpDownCounterBuilder ofDoubles() {
      return InstrumentFactory.CURRENT.doubleUpDownCounterBuilder(settings);
    }

    @Override
    public LongUpDownCounter build() {
      return InstrumentFactory.CURRENT.longUpDownCounter(settings.synchronous(true));
    }

    @Override
    public ObservableLongUpDownCounter buildWithCallback(
        Consumer<ObservableLongMeasurement> callback) {
      Callback registered = settings.callback(true, callback);
      return new ObservableLongUpDownCounter() {
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

  /** Builds a DoubleUpDownCounter. */
  static class DoubleUpDownCounterBuild implements DoubleUpDownCounterBuilder {
    final InstrumentSettings settings;

    DoubleUpDownCounterBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public DoubleUpDownCounterBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public DoubleUpDownCounterBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public DoubleUpDownCounter build() {
      return InstrumentFactory.CURRENT.doubleUpDownCounter(settings.synchronous(false));
    }

    @Override
    public ObservableDoubleUpDownCounter buildWithCallback(
        Consumer<ObservableDoubleMeasurement> callback) {
      Callback registered = settings.callback(false, callback);
      return new ObservableDoubleUpDownCounter() {
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
