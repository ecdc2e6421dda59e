// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/**
 * A source of metrics that are not measured by the SDK's instruments. Follows the OpenTelemetry
 * specification, "Metrics SDK", section "MetricProducer".
 *
 * <p>Called on the reader's thread at each collection. Exceptions are counted and otherwise
 * ignored.
 */
@FunctionalInterface
public interface MetricProducer {
  /** Returns the current metrics. */
  void produce(Collector collector);

  /** Takes metrics. */
  interface Collector {
    /**
     * Takes the metrics of one instrumentation scope; filters may remove some of them.
     *
     * @param scopeMetrics an OTLP {@code ScopeMetrics} message
     * @throws IllegalArgumentException if it cannot be read
     */
    void accept(byte[] scopeMetrics);
  }
}
