// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;

/**
 * Makes the builders that a meter gives: those of the API or, where the incubator's jar is there,
 * those that also are what it defines.
 */
class InstrumentFactory {
  /** Decided once, by what is on the class path. Without state. */
  static final InstrumentFactory CURRENT = choose();

  private static InstrumentFactory choose() {
    try {
      // the youngest of the interfaces that the incubator's instruments implement
      Class.forName(
          "io.opentelemetry.api.incubator.metrics.BoundLongCounter",
          false,
          InstrumentFactory.class.getClassLoader());
      return new IncubatorFactory();
    } catch (ClassNotFoundException | LinkageError e) {
      return new InstrumentFactory();
    }
  }

  LongCounterBuilder counter(InstrumentSettings settings) {
    return new InstrumentBuilders.LongCounterBuild(settings);
  }

  LongUpDownCounterBuilder upDownCounter(InstrumentSettings settings) {
    return new InstrumentBuilders.LongUpDownCounterBuild(settings);
  }

  DoubleHistogramBuilder histogram(InstrumentSettings settings) {
    return new InstrumentBuilders.DoubleHistogramBuild(settings);
  }

  DoubleGaugeBuilder gauge(InstrumentSettings settings) {
    return new InstrumentBuilders.DoubleGaugeBuild(settings);
  }
}
