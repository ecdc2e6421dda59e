// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds the instruments for longs, under all names of their builders in the API. The type by which
 * it is handed out says which is meant. Not thread-safe.
 */
public class LongBuilder
    implements LongCounterBuilder,
        LongUpDownCounterBuilder,
        LongHistogramBuilder,
        LongGaugeBuilder {
  final InstrumentSettings settings;

  LongBuilder(InstrumentSettings settings) {
    this.settings = settings;
  }

  @Override
  public LongBuilder setDescription(String description) {
    settings.setDescription(description);
    return this;
  }

  @Override
  public LongBuilder setUnit(String unit) {
    settings.setUnit(unit);
    return this;
  }

  @Override
  public LongBuilder setExplicitBucketBoundariesAdvice(List<Long> bucketBoundaries) {
    settings.setBoundaries(bucketBoundaries);
    return this;
  }

  /** For what the API begins with the other type. */
  @Override
  public DoubleBuilder ofDoubles() {
    return settings.factory().doubles(settings);
  }

  @Override
  public Callback buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
    return settings.callback(true, callback);
  }

  @Override
  public Observer buildObserver() {
    return settings.observer(true);
  }

  @Override
  public LongInstrument build() {
    return new LongInstrument(settings.registry, settings.instrument(true));
  }
}
