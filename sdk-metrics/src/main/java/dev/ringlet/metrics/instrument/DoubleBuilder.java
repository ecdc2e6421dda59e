// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds the instruments for doubles, under all names of their builders in the API. The type by
 * which it is handed out says which is meant. Not thread-safe.
 */
public class DoubleBuilder
    implements DoubleCounterBuilder,
        DoubleUpDownCounterBuilder,
        DoubleHistogramBuilder,
        DoubleGaugeBuilder {
  final InstrumentSettings settings;

  DoubleBuilder(InstrumentSettings settings) {
    this.settings = settings;
  }

  @Override
  public DoubleBuilder setDescription(String description) {
    settings.setDescription(description);
    return this;
  }

  @Override
  public DoubleBuilder setUnit(String unit) {
    settings.setUnit(unit);
    return this;
  }

  @Override
  public DoubleBuilder setExplicitBucketBoundariesAdvice(List<Double> bucketBoundaries) {
    settings.setBoundaries(bucketBoundaries);
    return this;
  }

  /** For what the API begins with the other type. */
  @Override
  public LongBuilder ofLongs() {
    return settings.factory().longs(settings);
  }

  @Override
  public Callback buildWithCallback(Consumer<ObservableDoubleMeasurement> callback) {
    return settings.callback(false, callback);
  }

  @Override
  public Observer buildObserver() {
    return settings.observer(false);
  }

  @Override
  public DoubleInstrument build() {
    return new DoubleInstrument(settings.registry, settings.instrument(false));
  }
}
