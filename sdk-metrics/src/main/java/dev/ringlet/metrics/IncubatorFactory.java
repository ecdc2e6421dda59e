// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;

/** Makes builders and instruments that also are what the API's incubator defines. */
final class IncubatorFactory extends InstrumentFactory {
  @Override
  LongCounterBuilder longCounterBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.longCounter(settings);
  }

  @Override
  LongCounter longCounter(SynchronousInstrument instrument) {
    return IncubatorInstruments.longCounter(instrument);
  }

  @Override
  DoubleCounterBuilder doubleCounterBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.doubleCounter(settings);
  }

  @Override
  DoubleCounter doubleCounter(SynchronousInstrument instrument) {
    return IncubatorInstruments.doubleCounter(instrument);
  }

  @Override
  LongUpDownCounterBuilder longUpDownCounterBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.longUpDownCounter(settings);
  }

  @Override
  LongUpDownCounter longUpDownCounter(SynchronousInstrument instrument) {
    return IncubatorInstruments.longUpDownCounter(instrument);
  }

  @Override
  DoubleUpDownCounterBuilder doubleUpDownCounterBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.doubleUpDownCounter(settings);
  }

  @Override
  DoubleUpDownCounter doubleUpDownCounter(SynchronousInstrument instrument) {
    return IncubatorInstruments.doubleUpDownCounter(instrument);
  }

  @Override
  LongHistogramBuilder longHistogramBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.longHistogram(settings);
  }

  @Override
  LongHistogram longHistogram(SynchronousInstrument instrument) {
    return IncubatorInstruments.longHistogram(instrument);
  }

  @Override
  DoubleHistogramBuilder doubleHistogramBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.doubleHistogram(settings);
  }

  @Override
  DoubleHistogram doubleHistogram(SynchronousInstrument instrument) {
    return IncubatorInstruments.doubleHistogram(instrument);
  }

  @Override
  LongGaugeBuilder longGaugeBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.longGauge(settings);
  }

  @Override
  LongGauge longGauge(SynchronousInstrument instrument) {
    return IncubatorInstruments.longGauge(instrument);
  }

  @Override
  DoubleGaugeBuilder doubleGaugeBuilder(InstrumentSettings settings) {
    return IncubatorBuilders.doubleGauge(settings);
  }

  @Override
  DoubleGauge doubleGauge(SynchronousInstrument instrument) {
    return IncubatorInstruments.doubleGauge(instrument);
  }
}
