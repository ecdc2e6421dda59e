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
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import java.util.List;

/** Makes builders and instruments that also are what the API's incubator defines. */
final class IncubatorFactory extends InstrumentFactory {
  @Override
  LongCounterBuilder counter(InstrumentSettings settings) {
    return new LongCounterBuildX(settings);
  }

  @Override
  LongUpDownCounterBuilder upDownCounter(InstrumentSettings settings) {
    return new LongUpDownCounterBuildX(settings);
  }

  @Override
  DoubleHistogramBuilder histogram(InstrumentSettings settings) {
    return new DoubleHistogramBuildX(settings);
  }

  @Override
  DoubleGaugeBuilder gauge(InstrumentSettings settings) {
    return new DoubleGaugeBuildX(settings);
  }

  private static final class LongCounterBuildX extends InstrumentBuilders.LongCounterBuild
      implements ExtendedLongCounterBuilder {
    LongCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongCounterBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public DoubleCounterBuilder ofDoubles() {
      return new DoubleCounterBuildX(settings);
    }

    @Override
    public LongCounter build() {
      return new IncubatorInstruments.LongCounterX(settings.synchronous(true));
    }
  }

  private static final class DoubleCounterBuildX extends InstrumentBuilders.DoubleCounterBuild
      implements ExtendedDoubleCounterBuilder {
    DoubleCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleCounterBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public DoubleCounter build() {
      return new IncubatorInstruments.DoubleCounterX(settings.synchronous(false));
    }
  }

  private static final class LongUpDownCounterBuildX
      extends InstrumentBuilders.LongUpDownCounterBuild
      implements ExtendedLongUpDownCounterBuilder {
    LongUpDownCounterBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongUpDownCounterBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public DoubleUpDownCounterBuilder ofDoubles() {
      return new DoubleUpDownCounterBuildX(settings);
    }

    @Override
    public LongUpDownCounter build() {
      return new IncubatorInstruments.LongUpDownCounterX(settings.synchronous(true));
    }
  }

  private static final class DoubleUpDownCounterBuildX
      extends InstrumentBuilders.DoubleUpDownCounterBuild
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

    @Override
    public DoubleUpDownCounter build() {
      return new IncubatorInstruments.DoubleUpDownCounterX(settings.synchronous(false));
    }
  }

  private static final class LongHistogramBuildX extends InstrumentBuilders.LongHistogramBuild
      implements ExtendedLongHistogramBuilder {
    LongHistogramBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongHistogramBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public LongHistogram build() {
      return new IncubatorInstruments.LongHistogramX(settings.synchronous(true));
    }
  }

  private static final class DoubleHistogramBuildX extends InstrumentBuilders.DoubleHistogramBuild
      implements ExtendedDoubleHistogramBuilder {
    DoubleHistogramBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleHistogramBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public LongHistogramBuilder ofLongs() {
      return new LongHistogramBuildX(settings);
    }

    @Override
    public DoubleHistogram build() {
      return new IncubatorInstruments.DoubleHistogramX(settings.synchronous(false));
    }
  }

  private static final class LongGaugeBuildX extends InstrumentBuilders.LongGaugeBuild
      implements ExtendedLongGaugeBuilder {
    LongGaugeBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedLongGaugeBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public LongGauge build() {
      return new IncubatorInstruments.LongGaugeX(settings.synchronous(true));
    }
  }

  private static final class DoubleGaugeBuildX extends InstrumentBuilders.DoubleGaugeBuild
      implements ExtendedDoubleGaugeBuilder {
    DoubleGaugeBuildX(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public ExtendedDoubleGaugeBuilder setAttributesAdvice(List<AttributeKey<?>> attributes) {
      settings.setAttributesAdvice(attributes);
      return this;
    }

    @Override
    public LongGaugeBuilder ofLongs() {
      return new LongGaugeBuildX(settings);
    }

    @Override
    public DoubleGauge build() {
      return new IncubatorInstruments.DoubleGaugeX(settings.synchronous(false));
    }
  }
}
