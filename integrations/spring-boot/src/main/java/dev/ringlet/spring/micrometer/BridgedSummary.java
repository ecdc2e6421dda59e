// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.cumulative.CumulativeDistributionSummary;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;

/** A distribution summary that is also a histogram of OpenTelemetry. */
final class BridgedSummary extends CumulativeDistributionSummary {
  private final DoubleHistogram histogram;
  private final Attributes attributes;

  BridgedSummary(
      Id id,
      Clock clock,
      DistributionStatisticConfig config,
      double scale,
      DoubleHistogram histogram,
      Attributes attributes) {
    super(id, clock, config, scale, false);
    this.histogram = histogram;
    this.attributes = attributes;
  }

  @Override
  protected void recordNonNegative(double amount) {
    super.recordNonNegative(amount);
    histogram.record(amount, attributes);
  }
}
