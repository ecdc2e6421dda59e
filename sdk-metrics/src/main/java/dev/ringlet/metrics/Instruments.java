// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.context.Context;

/** The synchronous instruments of the API. */
final class Instruments {
  private Instruments() {}

  /** What all of them have in common. */
  private abstract static class Base implements BindableInstrument {
    final SynchronousInstrument instrument;

    Base(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    public final boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public final BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** What both instruments that add longs have in common. */
  private abstract static class LongAdder extends Base {
    LongAdder(SynchronousInstrument instrument) {
      super(instrument);
    }

    public final void add(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    public final void add(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    public final void add(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }
  }

  /** What both instruments that add doubles have in common. */
  private abstract static class DoubleAdder extends Base {
    DoubleAdder(SynchronousInstrument instrument) {
      super(instrument);
    }

    public final void add(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    public final void add(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    public final void add(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }
  }

  /** A LongCounter. */
  static class LongCounterImpl extends LongAdder implements LongCounter {
    LongCounterImpl(SynchronousInstrument instrument) {
      super(instrument);
    }
  }

  /** A DoubleCounter. */
  static class DoubleCounterImpl extends DoubleAdder implements DoubleCounter {
    DoubleCounterImpl(SynchronousInstrument instrument) {
      super(instrument);
    }
  }

  /** A LongUpDownCounter. */
  static class LongUpDownCounterImpl extends LongAdder implements LongUpDownCounter {
    LongUpDownCounterImpl(SynchronousInstrument instrument) {
      super(instrument);
    }
  }

  /** A DoubleUpDownCounter. */
  static class DoubleUpDownCounterImpl extends DoubleAdder implements DoubleUpDownCounter {
    DoubleUpDownCounterImpl(SynchronousInstrument instrument) {
      super(instrument);
    }
  }

  /** A LongHistogram. */
  static class LongHistogramImpl extends Base implements LongHistogram {
    LongHistogramImpl(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public final void record(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public final void record(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public final void record(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }
  }

  /** A DoubleHistogram. */
  static class DoubleHistogramImpl extends Base implements DoubleHistogram {
    DoubleHistogramImpl(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public final void record(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public final void record(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public final void record(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }
  }

  /** A LongGauge. */
  static class LongGaugeImpl extends Base implements LongGauge {
    LongGaugeImpl(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public final void set(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public final void set(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public final void set(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }
  }

  /** A DoubleGauge. */
  static class DoubleGaugeImpl extends Base implements DoubleGauge {
    DoubleGaugeImpl(SynchronousInstrument instrument) {
      super(instrument);
    }

    @Override
    public final void set(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public final void set(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public final void set(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }
  }
}
