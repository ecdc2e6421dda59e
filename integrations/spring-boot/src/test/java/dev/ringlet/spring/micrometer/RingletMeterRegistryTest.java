// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.testing.OtlpCapture;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RingletMeterRegistryTest {
  private final OtlpCapture receiver = OtlpCapture.start();
  private final RingletSdk sdk =
      RingletSdk.builder()
          .property("otel.exporter.otlp.endpoint", receiver.endpoint())
          .property("otel.metric.export.interval", "1h")
          .build();
  private final RingletMeterRegistry registry = new RingletMeterRegistry(sdk, Clock.SYSTEM);

  @AfterEach
  void close() {
    registry.close();
    sdk.close();
    receiver.close();
  }

  @Test
  void counterIsMonotonicSum() {
    Counter counter =
        Counter.builder("orders")
            .description("Orders taken")
            .baseUnit("{order}")
            .tag("shop", "north")
            .register(registry);
    counter.increment();
    counter.increment(1.5);
    Metric metric = exported().get("orders");
    assertThat(metric.getDescription()).isEqualTo("Orders taken");
    assertThat(metric.getUnit()).isEqualTo("{order}");
    Sum sum = metric.getSum();
    assertThat(sum.getIsMonotonic()).isTrue();
    assertThat(sum.getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint point = sum.getDataPoints(0);
    assertThat(point.getAsDouble()).isEqualTo(2.5);
    assertThat(point.getAttributes(0).getKey()).isEqualTo("shop");
    assertThat(point.getAttributes(0).getValue().getStringValue()).isEqualTo("north");
    assertThat(counter.count()).isEqualTo(2.5);
  }

  @Test
  void timerIsHistogramOfSecondsAndGaugeOfMaximum() {
    Timer timer = Timer.builder("work").publishPercentileHistogram().register(registry);
    timer.record(20, TimeUnit.MILLISECONDS);
    timer.record(3, TimeUnit.SECONDS);
    Map<String, Metric> exported = exported();
    assertThat(exported.get("work").getUnit()).isEqualTo("s");
    HistogramDataPoint point = exported.get("work").getHistogram().getDataPoints(0);
    assertThat(point.getSum()).isEqualTo(3.02);
    assertThat(point.getCount()).isEqualTo(2);
    assertThat(point.getExplicitBoundsList()).hasSize(14).startsWith(0.005).endsWith(10.0);
    assertThat(gauge(exported.get("work.max"))).isEqualTo(3);
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3020);
  }

  @Test
  void serviceLevelObjectivesAreBoundaries() {
    Timer.builder("work")
        .serviceLevelObjectives(Duration.ofMillis(250), Duration.ofSeconds(2))
        .register(registry)
        .record(1, TimeUnit.SECONDS);
    DistributionSummary.builder("size")
        .serviceLevelObjectives(10, 100)
        .scale(2)
        .register(registry)
        .record(30);
    Map<String, Metric> exported = exported();
    HistogramDataPoint time = exported.get("work").getHistogram().getDataPoints(0);
    assertThat(time.getExplicitBoundsList()).containsExactly(0.25, 2.0);
    assertThat(time.getBucketCountsList()).containsExactly(0L, 1L, 0L);
    HistogramDataPoint size = exported.get("size").getHistogram().getDataPoints(0);
    assertThat(size.getExplicitBoundsList()).containsExactly(10.0, 100.0);
    assertThat(size.getSum()).isEqualTo(60);
    assertThat(gauge(exported.get("size.max"))).isEqualTo(60);
  }

  @Test
  void functionMetersAreObserved() {
    FunctionCounter.builder("hits", this, self -> 12).register(registry);
    FunctionTimer.builder("calls", this, self -> 3, self -> 1500, TimeUnit.MILLISECONDS)
        .register(registry);
    Meter.builder(
            "custom",
            Meter.Type.OTHER,
            List.of(
                new Measurement(() -> 4.0, Statistic.COUNT),
                new Measurement(() -> 5.0, Statistic.VALUE)))
        .register(registry);
    Map<String, Metric> exported = exported();
    assertThat(exported.get("hits").getSum().getDataPoints(0).getAsDouble()).isEqualTo(12);
    assertThat(exported.get("calls.count").getSum().getDataPoints(0).getAsDouble()).isEqualTo(3);
    assertThat(exported.get("calls.sum").getSum().getDataPoints(0).getAsDouble()).isEqualTo(1.5);
    assertThat(exported.get("custom.count").getSum().getDataPoints(0).getAsDouble()).isEqualTo(4);
    assertThat(gauge(exported.get("custom.value"))).isEqualTo(5);
  }

  @Test
  void longTaskTimerIsSumThatGoesDown() {
    LongTaskTimer.Sample task = LongTaskTimer.builder("task").register(registry).start();
    Map<String, Metric> exported = exported();
    assertThat(exported.get("task.active").getSum().getIsMonotonic()).isFalse();
    assertThat(exported.get("task.active").getSum().getDataPoints(0).getAsDouble()).isEqualTo(1);
    assertThat(exported.get("task.duration").getSum().getDataPoints(0).getAsDouble()).isPositive();
    task.stop();
    assertThat(exported().get("task.active").getSum().getDataPoints(0).getAsDouble()).isZero();
  }

  @Test
  void removedMetersAndValuesThatAreNoNumbersAreNotExported() {
    Gauge removed = Gauge.builder("removed", () -> 1).register(registry);
    Gauge.builder("gone", () -> Double.NaN).register(registry);
    Gauge.builder("kept", () -> 2).tag("a", "1").register(registry);
    Gauge.builder("kept", () -> 3).tag("a", "2").register(registry);
    registry.remove(removed);
    Map<String, Metric> exported = exported();
    assertThat(exported).containsOnlyKeys("kept");
    assertThat(exported.get("kept").getGauge().getDataPointsList())
        .extracting(NumberDataPoint::getAsDouble)
        .containsExactlyInAnyOrder(2.0, 3.0);
    registry.close();
    assertThat(exported()).isEmpty();
  }

  private Map<String, Metric> exported() {
    receiver.clear();
    assertThat(sdk.flush(Duration.ofSeconds(20))).isTrue();
    Map<String, Metric> metrics = new HashMap<>();
    receiver.metrics().stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  private static double gauge(Metric metric) {
    return metric.getGauge().getDataPoints(0).getAsDouble();
  }
}
