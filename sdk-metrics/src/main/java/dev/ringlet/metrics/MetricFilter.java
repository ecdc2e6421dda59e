// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;

/**
 * Selects the metrics of a {@link MetricProducer} that are exported. Follows the OpenTelemetry
 * specification, "Metrics SDK", section "MetricFilter".
 */
public interface MetricFilter {
  /** The decision about a metric. */
  enum Verdict {
    /** Export all points of the metric. */
    ACCEPT,
    /** Export no point of the metric. */
    DROP,
    /** Call {@link #acceptsPoint} for each of its points. */
    ACCEPT_PARTIAL
  }

  /**
   * Decides about a metric.
   *
   * @param scopeName name of its instrumentation scope
   * @param name of the metric
   * @param unit of the metric, or the empty string
   */
  Verdict test(String scopeName, String name, String unit);

  /** Decides about one point of a metric that is taken in part. */
  default boolean acceptsPoint(String scopeName, String name, Attributes attributes) {
    return true;
  }

  /** Accepts all metrics. */
  static MetricFilter acceptAll() {
    return (scopeName, name, unit) -> Verdict.ACCEPT;
  }
}
