// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A Micrometer registry whose meters are instruments of an {@link OpenTelemetry}, under the names,
 * kinds and units that the Micrometer instrumentation of the OpenTelemetry project gives them.
 * Counters and timers keep exemplars. The meters can also be read, so that {@code
 * /actuator/metrics} shows their values since the start.
 *
 * <p>Times are in seconds. A timer without service level objectives has the bucket boundaries that
 * the semantic conventions recommend for durations. Percentiles and percentile histograms of
 * Micrometer have no effect: the aggregation is that of the SDK.
 *
 * <p>Any thread may call any method at any time. After {@link #close()} gauges and function meters
 * are no longer exported.
 */
public final class RingletMeterRegistry extends SimpleMeterRegistry {
  private final Instruments instruments;

  /**
   * Creates a registry.
   *
   * @param openTelemetry where the instruments are made
   * @param clock the clock of timers
   */
  public RingletMeterRegistry(OpenTelemetry openTelemetry, Clock clock) {
    super(SimpleConfig.DEFAULT, Objects.requireNonNull(clock, "clock"));
    instruments = new Instruments(Objects.requireNonNull(openTelemetry, "openTelemetry"));
    config().onMeterRemoved(meter -> instruments.forget(meter.getId()));
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    return new BridgedCounter(id, instruments.counter(id), attributes(id));
  }

  @Override
  protected Timer newTimer(
      Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
    Timer timer =
        new BridgedTimer(
            id,
            clock,
            withoutHistogram(config),
            pauseDetector,
            getBaseTimeUnit(),
            instruments.timer(id, config),
            attributes(id));
    instruments.gauge(id, ".max", "s", attributes(id), () -> timer.max(TimeUnit.SECONDS));
    return timer;
  }

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig config, double scale) {
    DistributionSummary summary =
        new BridgedSummary(
            id,
            clock,
            withoutHistogram(config),
            scale,
            instruments.summary(id, config),
            attributes(id));
    instruments.gauge(id, ".max", unit(id), attributes(id), summary::max);
    return summary;
  }

  @Override
  protected <T> Gauge newGauge(Meter.Id id, T object, ToDoubleFunction<T> value) {
    Gauge gauge = super.newGauge(id, object, value);
    instruments.gauge(id, "", unit(id), attributes(id), gauge::value);
    return gauge;
  }

  @Override
  protected <T> FunctionCounter newFunctionCounter(
      Meter.Id id, T object, ToDoubleFunction<T> count) {
    FunctionCounter counter = super.newFunctionCounter(id, object, count);
    instruments.sum(id, "", unit(id), attributes(id), counter::count);
    return counter;
  }

  @Override
  protected <T> FunctionTimer newFunctionTimer(
      Meter.Id id,
      T object,
      ToLongFunction<T> count,
      ToDoubleFunction<T> totalTime,
      TimeUnit totalTimeUnit) {
    FunctionTimer timer = super.newFunctionTimer(id, object, count, totalTime, totalTimeUnit);
    instruments.sum(id, ".count", "{invocation}", attributes(id), timer::count);
    instruments.sum(id, ".sum", "s", attributes(id), () -> timer.totalTime(TimeUnit.SECONDS));
    return timer;
  }

  @Override
  protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
    LongTaskTimer timer = super.newLongTaskTimer(id, withoutHistogram(config));
    instruments.upDownSum(id, ".active", "{task}", attributes(id), timer::activeTasks);
    instruments.upDownSum(
        id, ".duration", "s", attributes(id), () -> timer.duration(TimeUnit.SECONDS));
    return timer;
  }

  @Override
  protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
    for (Measurement one : measurements) {
      String suffix = "." + one.getStatistic().getTagValueRepresentation().toLowerCase(Locale.ROOT);
      switch (one.getStatistic()) {
        case TOTAL, TOTAL_TIME, COUNT ->
            instruments.sum(id, suffix, unit(id), attributes(id), one::getValue);
        case ACTIVE_TASKS ->
            instruments.upDownSum(id, suffix, unit(id), attributes(id), one::getValue);
        default -> instruments.gauge(id, suffix, unit(id), attributes(id), one::getValue);
      }
    }
    return super.newMeter(id, type, measurements);
  }

  @Override
  public void close() {
    super.close();
    instruments.close();
  }

  private static Attributes attributes(Meter.Id id) {
    AttributesBuilder attributes = Attributes.builder();
    id.getTagsAsIterable().forEach(tag -> attributes.put(tag.getKey(), tag.getValue()));
    return attributes.build();
  }

  private static String unit(Meter.Id id) {
    return id.getBaseUnit() == null ? "" : id.getBaseUnit();
  }

  /**
   * What is exported has the buckets of the SDK; a second histogram would be memory for nothing.
   */
  private static DistributionStatisticConfig withoutHistogram(DistributionStatisticConfig config) {
    return DistributionStatisticConfig.builder()
        .expiry(config.getExpiry())
        .bufferLength(config.getBufferLength())
        .build();
  }
}
