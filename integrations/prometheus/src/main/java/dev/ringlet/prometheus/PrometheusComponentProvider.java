// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import dev.ringlet.ComponentProvider;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.MetricReader;
import java.util.Map;
import java.util.Set;

/**
 * Provides {@code prometheus} for {@code otel.metrics.exporter}. Found by {@link
 * java.util.ServiceLoader}.
 */
public final class PrometheusComponentProvider implements ComponentProvider {
  private static final Set<String> NAMES = Set.of("prometheus", "prometheus/development");

  /** Creates the provider, for {@link java.util.ServiceLoader}. */
  public PrometheusComponentProvider() {}

  @Override
  public MetricReader createMetricReader(String name, Config config) {
    return NAMES.contains(name) ? PrometheusHttpServer.fromConfig(config).metricReader() : null;
  }

  @Override
  public <T> T createDeclared(
      Class<T> type, Signal signal, String name, Map<String, Object> properties) {
    return type == MetricReader.class && NAMES.contains(name)
        ? type.cast(DeclaredServer.of(properties).metricReader())
        : null;
  }
}
