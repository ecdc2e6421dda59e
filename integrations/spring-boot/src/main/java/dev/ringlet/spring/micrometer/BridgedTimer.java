// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.concurrent.TimeUnit;

/** A timer that is also a histogram of OpenTelemetry, in seconds. */
final class BridgedTimer extends CumulativeTimer {
  private static final double NANOS_PER_SECOND = 1e9;

  private final DoubleHistogram histogram;
  private final Attributes attributes;

  BridgedTimer(
      Id id,
      Clock clock,
      DistributionStatisticConfig config,
      PauseDetector pauseDetector,
      TimeUnit baseTimeUnit,
      DoubleHistogram histogram,
      Attributes attributes) {
    super(id, clock, config, pauseDetector, baseTimeUnit);
    this.histogram = histogram;
    this.attributes = attributes;
  }

  @Override
  protected void recordNonNegative(long amount, TimeUnit unit) {
    super.recordNonNegative(amount, unit);
    histogram.record(unit.toNanos(amount) / NANOS_PER_SECOND, attributes);
  }
}
