// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.export.Exporter;

/**
 * An exporter of metrics that declares the temporality and the aggregations that it needs. Follows
 * the OpenTelemetry specification, "Metrics SDK", section "Push Metric Exporter". Its values
 * override those of properties in the {@link PeriodicMetricReader} that calls it.
 */
public interface MetricExporter extends Exporter {
  /** Whether points of a kind of instrument cover the time since the last collection. */
  boolean isDelta(InstrumentType type);

  /** How a kind of instrument is aggregated where no view says otherwise. */
  default Aggregation defaultAggregation(InstrumentType type) {
    return Aggregation.defaultAggregation();
  }
}
