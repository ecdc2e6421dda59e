// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGaugeBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounterBuilder;
import java.util.List;

/** A builder that has what the API's incubator adds, too. */
final class ExtendedLongBuilder extends LongBuilder
    implements ExtendedLongCounterBuilder,
        ExtendedLongUpDownCounterBuilder,
        ExtendedLongHistogramBuilder,
        ExtendedLongGaugeBuilder {
  ExtendedLongBuilder(InstrumentSettings settings) {
    super(settings);
  }

  @Override
  public ExtendedLongBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
    settings.setAttributesAdvice(attributes);
    return this;
  }

  @Override
  public LongInstrument build() {
    Instrument instrument = settings.instrument(true);
    return switch (instrument.kind()) {
      case COUNTER -> new ExtendedInstruments.LongCounterX(settings.registry, instrument);
      case UP_DOWN_COUNTER ->
          new ExtendedInstruments.LongUpDownCounterX(settings.registry, instrument);
      case HISTOGRAM -> new ExtendedInstruments.LongHistogramX(settings.registry, instrument);
      default -> new ExtendedInstruments.LongGaugeX(settings.registry, instrument);
    };
  }
}
