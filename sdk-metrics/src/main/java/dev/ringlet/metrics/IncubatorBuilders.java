// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGaugeBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGaugeBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounterBuilder;
import java.util.List;

/** The builders of the API's incubator; only loaded where its jar is. */
final class IncubatorBuilders {
  private IncubatorBuilders() {}

  static ExtendedLongCounterBuilder longCounter(InstrumentSettings settings) {
    return new LongCounterBuildX(settings);
  }

  static ExtendedDoubleCounterBuilder doubleCounter(InstrumentSettings settings) {
    return new DoubleCounterBuildX(settings);
  }

  static ExtendedLongUpDownCounterBuilder longUpDownCounter(InstrumentSettings settings) {
    return new LongUpDownCounterBuildX(settings);
  }

  static ExtendedDoubleUpDownCounterBuilder doubleUpDownCounter(InstrumentSettings settings) {
    return new DoubleUpDownCounterBuildX(settings);
  }

  static ExtendedLongHistogramBuilder longHistogram(InstrumentSettings settings) {
    return new LongHistogramBuildX(settings);
  }

  static ExtendedDoubleHistogramBuilder doubleHistogram(InstrumentSettings settings) {
    return new DoubleHistogramBuildX(settings);
  }

  static ExtendedLongGaugeBuilder longGauge(InstrumentSettings settings) {
    return new LongGaugeBuildX(settings);
  }

  static ExtendedDoubleGaugeBuilder doubleGauge(InstrumentSettings settings) {
    return new DoubleGaugeBuildX(settings);
  }

  private static final class LongCounterBuildX extends CounterBuilders.LongCounterBuild
      implements ExtendedLongCounterBuilder {
    LongCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongCounterBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class DoubleCounterBuildX extends CounterBuilders.DoubleCounterBuild
      implements ExtendedDoubleCounterBuilder {
    DoubleCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleCounterBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class LongUpDownCounterBuildX extends CounterBuilders.LongUpDownCounterBuild
      implements ExtendedLongUpDownCounterBuilder {
    LongUpDownCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongUpDownCounterBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class DoubleUpDownCounterBuildX
      extends CounterBuilders.DoubleUpDownCounterBuild
      implements ExtendedDoubleUpDownCounterBuilder {
    DoubleUpDownCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleUpDownCounterBuilder setAttributesAdvice(
        List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class LongHistogramBuildX extends HistogramBuilders.LongHistogramBuild
      implements ExtendedLongHistogramBuilder {
    LongHistogramBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongHistogramBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class DoubleHistogramBuildX extends HistogramBuilders.DoubleHistogramBuild
      implements ExtendedDoubleHistogramBuilder {
    DoubleHistogramBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleHistogramBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class LongGaugeBuildX extends GaugeBuilders.LongGaugeBuild
      implements ExtendedLongGaugeBuilder {
    LongGaugeBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongGaugeBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }

  private static final class DoubleGaugeBuildX extends GaugeBuilders.DoubleGaugeBuild
      implements ExtendedDoubleGaugeBuilder {
    DoubleGaugeBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleGaugeBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }
  }
}
