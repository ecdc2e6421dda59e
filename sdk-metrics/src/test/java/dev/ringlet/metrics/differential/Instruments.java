// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.Consumer;

/** Makes instruments of every kind under one face. */
public final class Instruments {
  /** Takes a value; an instrument for whole numbers rounds it. */
  @FunctionalInterface
  public interface Recorder {
    void record(double value, Attributes attributes, Context context);
  }

  /** What every builder is given; null for what is not set. */
  public record Description(
      String name, String description, String unit, List<Double> boundaries) {}

  /** Synchronous instruments have kinds below this one. */
  public static final int KINDS = 8;

  private Instruments() {}

  /** A synchronous instrument. */
  public static Recorder synchronous(Meter meter, int kind, Description about) {
    return switch (kind) {
      case 0 -> {
        LongCounter counter = longCounter(meter, about).build();
        yield (value, attributes, context) -> counter.add((long) value, attributes, context);
      }
      case 1 -> {
        DoubleCounter counter = longCounter(meter, about).ofDoubles().build();
        yield counter::add;
      }
      case 2 -> {
        LongUpDownCounter counter = upDownCounter(meter, about).build();
        yield (value, attributes, context) -> counter.add((long) value, attributes, context);
      }
      case 3 -> {
        DoubleUpDownCounter counter = upDownCounter(meter, about).ofDoubles().build();
        yield counter::add;
      }
      case 4 -> {
        LongHistogram histogram = longHistogram(meter, about);
        yield (value, attributes, context) -> histogram.record((long) value, attributes, context);
      }
      case 5 -> {
        DoubleHistogram histogram = doubleHistogram(meter, about);
        yield histogram::record;
      }
      case 6 -> {
        LongGauge gauge =
            meter
                .gaugeBuilder(about.name())
                .setDescription(about.description())
                .setUnit(about.unit())
                .ofLongs()
                .build();
        yield (value, attributes, context) -> gauge.set((long) value, attributes, context);
      }
      default -> {
        DoubleGauge gauge =
            meter
                .gaugeBuilder(about.name())
                .setDescription(about.description())
                .setUnit(about.unit())
                .build();
        yield gauge::set;
      }
    };
  }

  private static LongCounterBuilder longCounter(Meter meter, Description about) {
    return meter
        .counterBuilder(about.name())
        .setDescription(about.description())
        .setUnit(about.unit());
  }

  private static LongUpDownCounterBuilder upDownCounter(Meter meter, Description about) {
    return meter
        .upDownCounterBuilder(about.name())
        .setDescription(about.description())
        .setUnit(about.unit());
  }

  private static LongHistogram longHistogram(Meter meter, Description about) {
    LongHistogramBuilder builder = meter.histogramBuilder(about.name()).ofLongs();
    builder.setDescription(about.description()).setUnit(about.unit());
    if (about.boundaries() != null) {
      builder.setExplicitBucketBoundariesAdvice(
          about.boundaries().stream().map(Double::longValue).distinct().toList());
    }
    return builder.build();
  }

  private static DoubleHistogram doubleHistogram(Meter meter, Description about) {
    DoubleHistogramBuilder builder = meter.histogramBuilder(about.name());
    builder.setDescription(about.description()).setUnit(about.unit());
    if (about.boundaries() != null) {
      builder.setExplicitBucketBoundariesAdvice(about.boundaries());
    }
    return builder.build();
  }

  /** An asynchronous instrument of kind 0 to 5, whose callback is given a recorder. */
  public static AutoCloseable asynchronous(
      Meter meter, int kind, Description about, Consumer<Recorder> callback) {
    return switch (kind) {
      case 0 ->
          longCounter(meter, about)
              .buildWithCallback(
                  m ->
                      callback.accept(
                          (value, attributes, c) -> m.record((long) value, attributes)));
      case 1 ->
          longCounter(meter, about)
              .ofDoubles()
              .buildWithCallback(
                  m -> callback.accept((value, attributes, c) -> m.record(value, attributes)));
      case 2 ->
          upDownCounter(meter, about)
              .buildWithCallback(
                  m ->
                      callback.accept(
                          (value, attributes, c) -> m.record((long) value, attributes)));
      case 3 ->
          upDownCounter(meter, about)
              .ofDoubles()
              .buildWithCallback(
                  m -> callback.accept((value, attributes, c) -> m.record(value, attributes)));
      case 4 ->
          meter
              .gaugeBuilder(about.name())
              .setDescription(about.description())
              .setUnit(about.unit())
              .ofLongs()
              .buildWithCallback(
                  m ->
                      callback.accept(
                          (value, attributes, c) -> m.record((long) value, attributes)));
      default ->
          meter
              .gaugeBuilder(about.name())
              .setDescription(about.description())
              .setUnit(about.unit())
              .buildWithCallback(
                  m -> callback.accept((value, attributes, c) -> m.record(value, attributes)));
    };
  }
}
