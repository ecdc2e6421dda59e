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

  /** A LongCounter. */
  static class LongCounterImpl implements LongCounter, BindableInstrument {
    final SynchronousInstrument instrument;

    LongCounterImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void add(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void add(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void add(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A DoubleCounter. */
  static class DoubleCounterImpl implements DoubleCounter, BindableInstrument {
    final SynchronousInstrument instrument;

    DoubleCounterImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void add(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void add(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void add(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A LongUpDownCounter. */
  static class LongUpDownCounterImpl implements LongUpDownCounter, BindableInstrument {
    final SynchronousInstrument instrument;

    LongUpDownCounterImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void add(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void add(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void add(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A DoubleUpDownCounter. */
  static class DoubleUpDownCounterImpl implements DoubleUpDownCounter, BindableInstrument {
    final SynchronousInstrument instrument;

    DoubleUpDownCounterImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void add(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void add(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void add(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A LongHistogram. */
  static class LongHistogramImpl implements LongHistogram, BindableInstrument {
    final SynchronousInstrument instrument;

    LongHistogramImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void record(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void record(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void record(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A DoubleHistogram. */
  static class DoubleHistogramImpl implements DoubleHistogram, BindableInstrument {
    final SynchronousInstrument instrument;

    DoubleHistogramImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void record(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void record(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void record(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A LongGauge. */
  static class LongGaugeImpl implements LongGauge, BindableInstrument {
    final SynchronousInstrument instrument;

    LongGaugeImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void set(long value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void set(long value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void set(long value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }

  /** A DoubleGauge. */
  static class DoubleGaugeImpl implements DoubleGauge, BindableInstrument {
    final SynchronousInstrument instrument;

    DoubleGaugeImpl(SynchronousInstrument instrument) {
      this.instrument = instrument;
    }

    @Override
    public boolean isEnabled() {
      return instrument.isEnabled();
    }

    @Override
    public void set(double value) {
      instrument.record(value, Attributes.empty(), Context.current());
    }

    @Override
    public void set(double value, Attributes attributes) {
      instrument.record(value, attributes, Context.current());
    }

    @Override
    public void set(double value, Attributes attributes, Context context) {
      instrument.record(value, attributes, context);
    }

    @Override
    public BoundInstrument bound(Attributes attributes) {
      return instrument.bind(attributes);
    }
  }
}
