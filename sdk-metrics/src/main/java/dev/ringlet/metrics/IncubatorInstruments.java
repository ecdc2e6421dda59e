// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

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
import io.opentelemetry.context.Context;

/** The instruments of the API's incubator; only loaded where its jar is. */
final class IncubatorInstruments {
  private IncubatorInstruments() {}

  static ExtendedLongCounter longCounter(SynchronousInstrument instrument) {
    return new LongCounterX(instrument);
  }

  static ExtendedDoubleCounter doubleCounter(SynchronousInstrument instrument) {
    return new DoubleCounterX(instrument);
  }

  static ExtendedLongUpDownCounter longUpDownCounter(SynchronousInstrument instrument) {
    return new LongUpDownCounterX(instrument);
  }

  static ExtendedDoubleUpDownCounter doubleUpDownCounter(SynchronousInstrument instrument) {
    return new DoubleUpDownCounterX(instrument);
  }

  static ExtendedLongHistogram longHistogram(SynchronousInstrument instrument) {
    return new LongHistogramX(instrument);
  }

  static ExtendedDoubleHistogram doubleHistogram(SynchronousInstrument instrument) {
    return new DoubleHistogramX(instrument);
  }

  static ExtendedLongGauge longGauge(SynchronousInstrument instrument) {
    return new LongGaugeX(instrument);
  }

  static ExtendedDoubleGauge doubleGauge(SynchronousInstrument instrument) {
    return new DoubleGaugeX(instrument);
  }

  private static final class LongCounterX extends Instruments.LongCounterImpl
      implements ExtendedLongCounter {
    LongCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongCounter bind(Attributes attributes) {
      return new BoundLongCounterX(instrument.bind(attributes));
    }
  }

  private record BoundLongCounterX(BoundSeries series) implements BoundLongCounter {
    @Override
    public void add(long value) {
      series.record(value);
    }

    @Override
    public void add(long value, Context context) {
      series.record(value, context);
    }
  }

  private static final class DoubleCounterX extends Instruments.DoubleCounterImpl
      implements ExtendedDoubleCounter {
    DoubleCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleCounter bind(Attributes attributes) {
      return new BoundDoubleCounterX(instrument.bind(attributes));
    }
  }

  private record BoundDoubleCounterX(BoundSeries series) implements BoundDoubleCounter {
    @Override
    public void add(double value) {
      series.record(value);
    }

    @Override
    public void add(double value, Context context) {
      series.record(value, context);
    }
  }

  private static final class LongUpDownCounterX extends Instruments.LongUpDownCounterImpl
      implements ExtendedLongUpDownCounter {
    LongUpDownCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongUpDownCounter bind(Attributes attributes) {
      return new BoundLongUpDownCounterX(instrument.bind(attributes));
    }
  }

  private record BoundLongUpDownCounterX(BoundSeries series) implements BoundLongUpDownCounter {
    @Override
    public void add(long value) {
      series.record(value);
    }

    @Override
    public void add(long value, Context context) {
      series.record(value, context);
    }
  }

  private static final class DoubleUpDownCounterX extends Instruments.DoubleUpDownCounterImpl
      implements ExtendedDoubleUpDownCounter {
    DoubleUpDownCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleUpDownCounter bind(Attributes attributes) {
      return new BoundDoubleUpDownCounterX(instrument.bind(attributes));
    }
  }

  private record BoundDoubleUpDownCounterX(BoundSeries series) implements BoundDoubleUpDownCounter {
    @Override
    public void add(double value) {
      series.record(value);
    }

    @Override
    public void add(double value, Context context) {
      series.record(value, context);
    }
  }

  private static final class LongHistogramX extends Instruments.LongHistogramImpl
      implements ExtendedLongHistogram {
    LongHistogramX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongHistogram bind(Attributes attributes) {
      return new BoundLongHistogramX(instrument.bind(attributes));
    }
  }

  private record BoundLongHistogramX(BoundSeries series) implements BoundLongHistogram {
    @Override
    public void record(long value) {
      series.record(value);
    }

    @Override
    public void record(long value, Context context) {
      series.record(value, context);
    }
  }

  private static final class DoubleHistogramX extends Instruments.DoubleHistogramImpl
      implements ExtendedDoubleHistogram {
    DoubleHistogramX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleHistogram bind(Attributes attributes) {
      return new BoundDoubleHistogramX(instrument.bind(attributes));
    }
  }

  private record BoundDoubleHistogramX(BoundSeries series) implements BoundDoubleHistogram {
    @Override
    public void record(double value) {
      series.record(value);
    }

    @Override
    public void record(double value, Context context) {
      series.record(value, context);
    }
  }

  private static final class LongGaugeX extends Instruments.LongGaugeImpl
      implements ExtendedLongGauge {
    LongGaugeX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongGauge bind(Attributes attributes) {
      return new BoundLongGaugeX(instrument.bind(attributes));
    }
  }

  private record BoundLongGaugeX(BoundSeries series) implements BoundLongGauge {
    @Override
    public void set(long value) {
      series.record(value);
    }

    @Override
    public void set(long value, Context context) {
      series.record(value, context);
    }
  }

  private static final class DoubleGaugeX extends Instruments.DoubleGaugeImpl
      implements ExtendedDoubleGauge {
    DoubleGaugeX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleGauge bind(Attributes attributes) {
      return new BoundDoubleGaugeX(instrument.bind(attributes));
    }
  }

  private record BoundDoubleGaugeX(BoundSeries series) implements BoundDoubleGauge {
    @Override
    public void set(double value) {
      series.record(value);
    }

    @Override
    public void set(double value, Context context) {
      series.record(value, context);
    }
  }
}
