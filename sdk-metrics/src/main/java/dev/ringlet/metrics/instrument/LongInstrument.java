// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.context.Context;

/**
 * A synchronous instrument for longs under all its names in the API. The type by which it is handed
 * out says which is meant.
 */
public class LongInstrument extends SynchronousInstrument
    implements LongCounter, LongUpDownCounter, LongHistogram, LongGauge {
  LongInstrument(InstrumentRegistry registry, Instrument instrument) {
    super(registry, instrument);
  }

  @Override
  public final void add(long value) {
    measure(value, Attributes.empty(), Context.current());
  }

  @Override
  public final void add(long value, Attributes attributes) {
    measure(value, attributes, Context.current());
  }

  @Override
  public final void add(long value, Attributes attributes, Context context) {
    measure(value, attributes, context);
  }

  @Override
  public final void record(long value) {
    measure(value, Attributes.empty(), Context.current());
  }

  @Override
  public final void record(long value, Attributes attributes) {
    measure(value, attributes, Context.current());
  }

  @Override
  public final void record(long value, Attributes attributes, Context context) {
    measure(value, attributes, context);
  }

  @Override
  public final void set(long value) {
    measure(value, Attributes.empty(), Context.current());
  }

  @Override
  public final void set(long value, Attributes attributes) {
    measure(value, attributes, Context.current());
  }

  @Override
  public final void set(long value, Attributes attributes, Context context) {
    measure(value, attributes, context);
  }
}
