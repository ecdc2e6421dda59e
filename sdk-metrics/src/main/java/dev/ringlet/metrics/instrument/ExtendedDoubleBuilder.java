// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGaugeBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounterBuilder;
import java.util.List;

/** A builder that has what the API's incubator adds, too. */
final class ExtendedDoubleBuilder extends DoubleBuilder
    implements ExtendedDoubleCounterBuilder,
        ExtendedDoubleUpDownCounterBuilder,
        ExtendedDoubleHistogramBuilder,
        ExtendedDoubleGaugeBuilder {
  ExtendedDoubleBuilder(InstrumentSettings settings) {
    super(settings);
  }

  @Override
  public ExtendedDoubleBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
    settings.setAttributesAdvice(attributes);
    return this;
  }

  @Override
  public DoubleInstrument build() {
    Instrument instrument = settings.instrument(false);
    return switch (instrument.kind()) {
      case COUNTER -> new ExtendedInstruments.DoubleCounterX(settings.registry, instrument);
      case UP_DOWN_COUNTER ->
          new ExtendedInstruments.DoubleUpDownCounterX(settings.registry, instrument);
      case HISTOGRAM -> new ExtendedInstruments.DoubleHistogramX(settings.registry, instrument);
      default -> new ExtendedInstruments.DoubleGaugeX(settings.registry, instrument);
    };
  }
}
