// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import io.opentelemetry.api.incubator.metrics.BoundDoubleCounter;
import io.opentelemetry.api.incubator.metrics.BoundDoubleGauge;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.BoundDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongGauge;
import io.opentelemetry.api.incubator.metrics.BoundLongHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongUpDownCounter;

/** The bound instruments of the API's incubator, since its version 1.65. */
final class ExtendedBound {
  private ExtendedBound() {}

  static BoundLongCounter longCounter(BoundSeries series) {
    return new Longs(series);
  }

  static BoundLongUpDownCounter longUpDownCounter(BoundSeries series) {
    return new Longs(series);
  }

  static BoundLongHistogram longHistogram(BoundSeries series) {
    return new Longs(series);
  }

  static BoundLongGauge longGauge(BoundSeries series) {
    return new Longs(series);
  }

  static BoundDoubleCounter doubleCounter(BoundSeries series) {
    return new Doubles(series);
  }

  static BoundDoubleUpDownCounter doubleUpDownCounter(BoundSeries series) {
    return new Doubles(series);
  }

  static BoundDoubleHistogram doubleHistogram(BoundSeries series) {
    return new Doubles(series);
  }

  static BoundDoubleGauge doubleGauge(BoundSeries series) {
    return new Doubles(series);
  }

  /** Implements several interfaces; the type that is returned shows which one is meant. */
  private static final class Longs extends BoundSeries
      implements BoundLongCounter, BoundLongUpDownCounter, BoundLongHistogram, BoundLongGauge {
    Longs(BoundSeries series) {
      super(series);
    }
  }

  /** Implements several interfaces; the type that is returned shows which one is meant. */
  private static final class Doubles extends BoundSeries
      implements BoundDoubleCounter,
          BoundDoubleUpDownCounter,
          BoundDoubleHistogram,
          BoundDoubleGauge {
    Doubles(BoundSeries series) {
      super(series);
    }
  }
}
