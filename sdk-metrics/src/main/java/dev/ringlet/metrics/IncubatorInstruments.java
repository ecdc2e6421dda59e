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

  /** An ExtendedLongCounter. */
  static final class LongCounterX extends Instruments.LongCounterImpl
      implements ExtendedLongCounter {
    LongCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongCounter bind(Attributes attributes) {
      return new BoundLong(instrument.bind(attributes));
    }
  }

  /** An ExtendedDoubleCounter. */
  static final class DoubleCounterX extends Instruments.DoubleCounterImpl
      implements ExtendedDoubleCounter {
    DoubleCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleCounter bind(Attributes attributes) {
      return new BoundDouble(instrument.bind(attributes));
    }
  }

  /** An ExtendedLongUpDownCounter. */
  static final class LongUpDownCounterX extends Instruments.LongUpDownCounterImpl
      implements ExtendedLongUpDownCounter {
    LongUpDownCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongUpDownCounter bind(Attributes attributes) {
      return new BoundLong(instrument.bind(attributes));
    }
  }

  /** An ExtendedDoubleUpDownCounter. */
  static final class DoubleUpDownCounterX extends Instruments.DoubleUpDownCounterImpl
      implements ExtendedDoubleUpDownCounter {
    DoubleUpDownCounterX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleUpDownCounter bind(Attributes attributes) {
      return new BoundDouble(instrument.bind(attributes));
    }
  }

  /** An ExtendedLongHistogram. */
  static final class LongHistogramX extends Instruments.LongHistogramImpl
      implements ExtendedLongHistogram {
    LongHistogramX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongHistogram bind(Attributes attributes) {
      return new BoundLong(instrument.bind(attributes));
    }
  }

  /** An ExtendedDoubleHistogram. */
  static final class DoubleHistogramX extends Instruments.DoubleHistogramImpl
      implements ExtendedDoubleHistogram {
    DoubleHistogramX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleHistogram bind(Attributes attributes) {
      return new BoundDouble(instrument.bind(attributes));
    }
  }

  /** An ExtendedLongGauge. */
  static final class LongGaugeX extends Instruments.LongGaugeImpl implements ExtendedLongGauge {
    LongGaugeX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundLongGauge bind(Attributes attributes) {
      return new BoundLong(instrument.bind(attributes));
    }
  }

  /** An ExtendedDoubleGauge. */
  static final class DoubleGaugeX extends Instruments.DoubleGaugeImpl
      implements ExtendedDoubleGauge {
    DoubleGaugeX(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public BoundDoubleGauge bind(Attributes attributes) {
      return new BoundDouble(instrument.bind(attributes));
    }
  }

  /** Bound longs under all their names; the type by which it is handed out says which is meant. */
  private record BoundLong(BoundSeries series)
      implements BoundLongCounter, BoundLongUpDownCounter, BoundLongHistogram, BoundLongGauge {
    @Override
    public void add(long value) {
      series.record(value);
    }

    @Override
    public void add(long value, Context context) {
      series.record(value, context);
    }

    @Override
    public void record(long value) {
      series.record(value);
    }

    @Override
    public void record(long value, Context context) {
      series.record(value, context);
    }

    @Override
    public void set(long value) {
      series.record(value);
    }

    @Override
    public void set(long value, Context context) {
      series.record(value, context);
    }
  }

  /**
   * Bound doubles under all their names; the type by which it is handed out says which is meant.
   */
  private record BoundDouble(BoundSeries series)
      implements BoundDoubleCounter,
          BoundDoubleUpDownCounter,
          BoundDoubleHistogram,
          BoundDoubleGauge {
    @Override
    public void add(double value) {
      series.record(value);
    }

    @Override
    public void add(double value, Context context) {
      series.record(value, context);
    }

    @Override
    public void record(double value) {
      series.record(value);
    }

    @Override
    public void record(double value, Context context) {
      series.record(value, context);
    }

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
