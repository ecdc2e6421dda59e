// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundDoubleCounter;
import io.opentelemetry.api.incubator.metrics.BoundDoubleGauge;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.BoundDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongGauge;
import io.opentelemetry.api.incubator.metrics.BoundLongHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounter;

/**
 * The instruments of the API's incubator; only loaded where its jar is.
 *
 * <p>The incubator has {@code bind} and its result types since 1.65. Before that, {@code bind} is
 * just a method that no interface has: {@link ExtendedBound}, which needs the result types, is not
 * loaded before a call.
 */
final class ExtendedInstruments {
  private ExtendedInstruments() {}

  static final class LongCounterX extends LongInstrument implements ExtendedLongCounter {
    LongCounterX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundLongCounter bind(Attributes attributes) {
      return ExtendedBound.longCounter(bindSeries(attributes));
    }
  }

  static final class LongUpDownCounterX extends LongInstrument
      implements ExtendedLongUpDownCounter {
    LongUpDownCounterX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundLongUpDownCounter bind(Attributes attributes) {
      return ExtendedBound.longUpDownCounter(bindSeries(attributes));
    }
  }

  static final class LongHistogramX extends LongInstrument implements ExtendedLongHistogram {
    LongHistogramX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundLongHistogram bind(Attributes attributes) {
      return ExtendedBound.longHistogram(bindSeries(attributes));
    }
  }

  static final class LongGaugeX extends LongInstrument implements ExtendedLongGauge {
    LongGaugeX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundLongGauge bind(Attributes attributes) {
      return ExtendedBound.longGauge(bindSeries(attributes));
    }
  }

  static final class DoubleCounterX extends DoubleInstrument implements ExtendedDoubleCounter {
    DoubleCounterX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundDoubleCounter bind(Attributes attributes) {
      return ExtendedBound.doubleCounter(bindSeries(attributes));
    }
  }

  static final class DoubleUpDownCounterX extends DoubleInstrument
      implements ExtendedDoubleUpDownCounter {
    DoubleUpDownCounterX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundDoubleUpDownCounter bind(Attributes attributes) {
      return ExtendedBound.doubleUpDownCounter(bindSeries(attributes));
    }
  }

  static final class DoubleHistogramX extends DoubleInstrument implements ExtendedDoubleHistogram {
    DoubleHistogramX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundDoubleHistogram bind(Attributes attributes) {
      return ExtendedBound.doubleHistogram(bindSeries(attributes));
    }
  }

  static final class DoubleGaugeX extends DoubleInstrument implements ExtendedDoubleGauge {
    DoubleGaugeX(InstrumentRegistry registry, Instrument instrument) {
      super(registry, instrument);
    }

    @Override
    public BoundDoubleGauge bind(Attributes attributes) {
      return ExtendedBound.doubleGauge(bindSeries(attributes));
    }
  }
}
