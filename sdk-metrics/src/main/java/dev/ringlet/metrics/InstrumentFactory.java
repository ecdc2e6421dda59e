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

/**
 * Makes builders and instruments: those of the API or, where the incubator's jar is there, those
 * that also are what it defines.
 */
class InstrumentFactory {
  /** Decided once, by what is on the class path. Without state. */
  static final InstrumentFactory CURRENT = choose();

  private static InstrumentFactory choose() {
    try {
      Class.forName(
          "io.opentelemetry.api.incubator.metrics.ExtendedLongCounter",
          false,
          InstrumentFactory.class.getClassLoader());
      return new IncubatorFactory();
    } catch (ClassNotFoundException | LinkageError e) {
      return new InstrumentFactory();
    }
  }

  LongCounterBuilder longCounterBuilder(InstrumentSettings settings) {
    return new CounterBuilders.LongCounterBuild(settings);
  }

  LongCounter longCounter(SynchronousInstrument instrument) {
    return new Instruments.LongCounterImpl(instrument);
  }

  DoubleCounterBuilder doubleCounterBuilder(InstrumentSettings settings) {
    return new CounterBuilders.DoubleCounterBuild(settings);
  }

  DoubleCounter doubleCounter(SynchronousInstrument instrument) {
    return new Instruments.DoubleCounterImpl(instrument);
  }

  LongUpDownCounterBuilder longUpDownCounterBuilder(InstrumentSettings settings) {
    return new CounterBuilders.LongUpDownCounterBuild(settings);
  }

  LongUpDownCounter longUpDownCounter(SynchronousInstrument instrument) {
    return new Instruments.LongUpDownCounterImpl(instrument);
  }

  DoubleUpDownCounterBuilder doubleUpDownCounterBuilder(InstrumentSettings settings) {
    return new CounterBuilders.DoubleUpDownCounterBuild(settings);
  }

  DoubleUpDownCounter doubleUpDownCounter(SynchronousInstrument instrument) {
    return new Instruments.DoubleUpDownCounterImpl(instrument);
  }

  LongHistogramBuilder longHistogramBuilder(InstrumentSettings settings) {
    return new HistogramBuilders.LongHistogramBuild(settings);
  }

  LongHistogram longHistogram(SynchronousInstrument instrument) {
    return new Instruments.LongHistogramImpl(instrument);
  }

  DoubleHistogramBuilder doubleHistogramBuilder(InstrumentSettings settings) {
    return new HistogramBuilders.DoubleHistogramBuild(settings);
  }

  DoubleHistogram doubleHistogram(SynchronousInstrument instrument) {
    return new Instruments.DoubleHistogramImpl(instrument);
  }

  LongGaugeBuilder longGaugeBuilder(InstrumentSettings settings) {
    return new GaugeBuilders.LongGaugeBuild(settings);
  }

  LongGauge longGauge(SynchronousInstrument instrument) {
    return new Instruments.LongGaugeImpl(instrument);
  }

  DoubleGaugeBuilder doubleGaugeBuilder(InstrumentSettings settings) {
    return new GaugeBuilders.DoubleGaugeBuild(settings);
  }

  DoubleGauge doubleGauge(SynchronousInstrument instrument) {
    return new Instruments.DoubleGaugeImpl(instrument);
  }
}
