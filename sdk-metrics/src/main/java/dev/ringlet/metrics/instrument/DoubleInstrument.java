// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.context.Context;

/**
 * A synchronous instrument for doubles under all its names in the API. The type by which it is
 * handed out says which is meant.
 */
public class DoubleInstrument extends SynchronousInstrument
    implements DoubleCounter, DoubleUpDownCounter, DoubleHistogram, DoubleGauge {
  DoubleInstrument(InstrumentRegistry registry, Instrument instrument) {
    super(registry, instrument);
  }

  @Override
  public final void add(double value) {
    measure(value, Attributes.empty(), Context.current());
  }

  @Override
  public final void add(double value, Attributes attributes) {
    measure(value, attributes, Context.current());
  }

  @Override
  public final void add(double value, Attributes attributes, Context context) {
    measure(value, attributes, context);
  }

  @Override
  public final void record(double value) {
    measure(value, Attributes.empty(), Context.current());
  }

  @Override
  public final void record(double value, Attributes attributes) {
    measure(value, attributes, Context.current());
  }

  @Override
  public final void record(double value, Attributes attributes, Context context) {
    measure(value, attributes, context);
  }

  @Override
  public final void set(double value) {
    measure(value, Attributes.empty(), Context.current());
  }

  @Override
  public final void set(double value, Attributes attributes) {
    measure(value, attributes, Context.current());
  }

  @Override
  public final void set(double value, Attributes attributes, Context context) {
    measure(value, attributes, context);
  }
}
