// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.metrics.differential.Instruments.Recorder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundDoubleCounter;
import io.opentelemetry.api.incubator.metrics.BoundDoubleGauge;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.BoundDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongGauge;
import io.opentelemetry.api.incubator.metrics.BoundLongHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGaugeBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGaugeBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The synchronous instruments of the API's incubator under one face. */
final class ExtendedInstruments {
  /**
   * An instrument.
   *
   * @param bind makes recorders to which the attributes of a call mean nothing
   */
  record Extended(
      Recorder direct, Function<Attributes, Recorder> bind, BooleanSupplier isEnabled) {}

  private ExtendedInstruments() {}

  static Extended make(Meter meter, int kind, String name, List<AttributeKey<?>> advice) {
    return switch (kind) {
      case 0 -> longCounter((ExtendedLongCounterBuilder) meter.counterBuilder(name), advice);
      case 1 ->
          doubleCounter(
              (ExtendedDoubleCounterBuilder) meter.counterBuilder(name).ofDoubles(), advice);
      case 2 ->
          longUpDownCounter(
              (ExtendedLongUpDownCounterBuilder) meter.upDownCounterBuilder(name), advice);
      case 3 ->
          doubleUpDownCounter(
              (ExtendedDoubleUpDownCounterBuilder) meter.upDownCounterBuilder(name).ofDoubles(),
              advice);
      case 4 ->
          longHistogram(
              (ExtendedLongHistogramBuilder) meter.histogramBuilder(name).ofLongs(), advice);
      case 5 ->
          doubleHistogram((ExtendedDoubleHistogramBuilder) meter.histogramBuilder(name), advice);
      case 6 -> longGauge((ExtendedLongGaugeBuilder) meter.gaugeBuilder(name).ofLongs(), advice);
      default -> doubleGauge((ExtendedDoubleGaugeBuilder) meter.gaugeBuilder(name), advice);
    };
  }

  private static Extended longCounter(
      ExtendedLongCounterBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedLongCounter made =
        (ExtendedLongCounter)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        (value, attributes, context) -> made.add((long) value, attributes, context),
        bound -> {
          BoundLongCounter series = made.bind(bound);
          return (value, attributes, context) -> series.add((long) value, context);
        },
        made::isEnabled);
  }

  private static Extended doubleCounter(
      ExtendedDoubleCounterBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedDoubleCounter made =
        (ExtendedDoubleCounter)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        made::add,
        bound -> {
          BoundDoubleCounter series = made.bind(bound);
          return (value, attributes, context) -> series.add(value, context);
        },
        made::isEnabled);
  }

  private static Extended longUpDownCounter(
      ExtendedLongUpDownCounterBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedLongUpDownCounter made =
        (ExtendedLongUpDownCounter)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        (value, attributes, context) -> made.add((long) value, attributes, context),
        bound -> {
          BoundLongUpDownCounter series = made.bind(bound);
          return (value, attributes, context) -> series.add((long) value, context);
        },
        made::isEnabled);
  }

  private static Extended doubleUpDownCounter(
      ExtendedDoubleUpDownCounterBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedDoubleUpDownCounter made =
        (ExtendedDoubleUpDownCounter)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        made::add,
        bound -> {
          BoundDoubleUpDownCounter series = made.bind(bound);
          return (value, attributes, context) -> series.add(value, context);
        },
        made::isEnabled);
  }

  private static Extended longHistogram(
      ExtendedLongHistogramBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedLongHistogram made =
        (ExtendedLongHistogram)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        (value, attributes, context) -> made.record((long) value, attributes, context),
        bound -> {
          BoundLongHistogram series = made.bind(bound);
          return (value, attributes, context) -> series.record((long) value, context);
        },
        made::isEnabled);
  }

  private static Extended doubleHistogram(
      ExtendedDoubleHistogramBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedDoubleHistogram made =
        (ExtendedDoubleHistogram)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        made::record,
        bound -> {
          BoundDoubleHistogram series = made.bind(bound);
          return (value, attributes, context) -> series.record(value, context);
        },
        made::isEnabled);
  }

  private static Extended longGauge(
      ExtendedLongGaugeBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedLongGauge made =
        (ExtendedLongGauge)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        (value, attributes, context) -> made.set((long) value, attributes, context),
        bound -> {
          BoundLongGauge series = made.bind(bound);
          return (value, attributes, context) -> series.set((long) value, context);
        },
        made::isEnabled);
  }

  private static Extended doubleGauge(
      ExtendedDoubleGaugeBuilder builder, List<AttributeKey<?>> advice) {
    ExtendedDoubleGauge made =
        (ExtendedDoubleGauge)
            (advice == null ? builder : builder.setAttributesAdvice(advice)).build();
    return new Extended(
        made::set,
        bound -> {
          BoundDoubleGauge series = made.bind(bound);
          return (value, attributes, context) -> series.set(value, context);
        },
        made::isEnabled);
  }
}
