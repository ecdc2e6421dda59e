// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.micrometer.v1_5.OpenTelemetryMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Meters of every type, one that was removed, one that is NaN and one that throws. */
final class MicrometerClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) {
    MeterRegistry registry = OpenTelemetryMeterRegistry.builder(openTelemetry).build();
    registry.counter("counter", "tag", "a").increment(3);
    registry.counter("counter", "tag", "b").increment();
    Gauge.builder("gauge", () -> 42).baseUnit("items").description("a gauge").register(registry);
    Gauge.builder("gauge.nan", () -> Double.NaN).register(registry);
    Gauge.builder(
            "gauge.throws",
            () -> {
              throw new IllegalStateException("broken");
            })
        .register(registry);
    TimeGauge.builder("time.gauge", () -> 5, TimeUnit.SECONDS).register(registry);
    Timer timer = Timer.builder("timer").tag("t", "1").register(registry);
    timer.record(Duration.ofMillis(100));
    timer.record(Duration.ofMillis(3));
    DistributionSummary.builder("summary").baseUnit("bytes").register(registry).record(7);
    DistributionSummary.builder("summary.buckets")
        .serviceLevelObjectives(1, 10, 100)
        .register(registry)
        .record(5);
    LongTaskTimer.builder("tasks").register(registry);
    FunctionCounter.builder("function.counter", this, any -> 12).register(registry);
    FunctionTimer.builder("function.timer", this, any -> 4, any -> 8, TimeUnit.SECONDS)
        .register(registry);
    Meter.builder(
            "custom",
            Meter.Type.OTHER,
            List.of(
                new Measurement(() -> 1.0, Statistic.TOTAL),
                new Measurement(() -> 2.0, Statistic.VALUE)))
        .register(registry);
    Meter removed = Gauge.builder("gauge.removed", () -> 1).register(registry);
    registry.remove(removed);
  }
}
