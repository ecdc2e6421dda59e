// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Makes instruments for meters, and closes the observed ones when their meter is removed. */
final class Instruments {
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * The boundaries that the semantic conventions recommend for the duration of HTTP, RPC and
   * database calls.
   */
  private static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private final io.opentelemetry.api.metrics.Meter meter;
  private final ConcurrentMap<Meter.Id, List<AutoCloseable>> observed = new ConcurrentHashMap<>();

  Instruments(OpenTelemetry openTelemetry) {
    meter = openTelemetry.getMeter("dev.ringlet.spring.micrometer");
  }

  DoubleCounter counter(Meter.Id id) {
    return meter
        .counterBuilder(id.getName())
        .ofDoubles()
        .setDescription(description(id))
        .setUnit(unit(id))
        .build();
  }

  DoubleHistogram timer(Meter.Id id, DistributionStatisticConfig config) {
    double[] objectives = config.getServiceLevelObjectiveBoundaries();
    return histogram(id, "s")
        .setExplicitBucketBoundariesAdvice(
            objectives == null ? SECONDS : boundaries(objectives, NANOS_PER_SECOND))
        .build();
  }

  DoubleHistogram summary(Meter.Id id, DistributionStatisticConfig config) {
    DoubleHistogramBuilder histogram = histogram(id, unit(id));
    double[] objectives = config.getServiceLevelObjectiveBoundaries();
    if (objectives != null) {
      histogram.setExplicitBucketBoundariesAdvice(boundaries(objectives, 1));
    }
    return histogram.build();
  }

  private DoubleHistogramBuilder histogram(Meter.Id id, String unit) {
    return meter.histogramBuilder(id.getName()).setDescription(description(id)).setUnit(unit);
  }

  private static List<Double> boundaries(double[] objectives, double divisor) {
    List<Double> boundaries = new ArrayList<>();
    for (double objective : objectives) {
      boundaries.add(objective / divisor);
    }
    return boundaries;
  }

  void gauge(Meter.Id id, String suffix, String unit, Attributes attributes, DoubleSupplier value) {
    observe(
        id,
        meter
            .gaugeBuilder(id.getName() + suffix)
            .setDescription(description(id))
            .setUnit(unit)
            .buildWithCallback(callback(attributes, value)));
  }

  void sum(Meter.Id id, String suffix, String unit, Attributes attributes, DoubleSupplier value) {
    observe(
        id,
        meter
            .counterBuilder(id.getName() + suffix)
            .ofDoubles()
            .setDescription(description(id))
            .setUnit(unit)
            .buildWithCallback(callback(attributes, value)));
  }

  void upDownSum(
      Meter.Id id, String suffix, String unit, Attributes attributes, DoubleSupplier value) {
    observe(
        id,
        meter
            .upDownCounterBuilder(id.getName() + suffix)
            .ofDoubles()
            .setDescription(description(id))
            .setUnit(unit)
            .buildWithCallback(callback(attributes, value)));
  }

  /** A gauge whose object was collected returns NaN, which is no measurement. */
  private static Consumer<ObservableDoubleMeasurement> callback(
      Attributes attributes, DoubleSupplier value) {
    return measurement -> {
      double now = value.getAsDouble();
      if (!Double.isNaN(now)) {
        measurement.record(now, attributes);
      }
    };
  }

  private void observe(Meter.Id id, AutoCloseable instrument) {
    observed.compute(
        id,
        (key, instruments) -> {
          List<AutoCloseable> all = instruments == null ? new ArrayList<>() : instruments;
          all.add(instrument);
          return all;
        });
  }

  void forget(Meter.Id id) {
    List<AutoCloseable> instruments = observed.remove(id);
    if (instruments == null) {
      return;
    }
    for (AutoCloseable instrument : instruments) {
      try {
        instrument.close();
      } catch (Exception e) {
        throw new IllegalStateException("an instrument declares no exception at its close", e);
      }
    }
  }

  void close() {
    observed.keySet().forEach(this::forget);
  }

  private static String description(Meter.Id id) {
    return id.getDescription() == null ? "" : id.getDescription();
  }

  private static String unit(Meter.Id id) {
    return id.getBaseUnit() == null ? "" : id.getBaseUnit();
  }
}
