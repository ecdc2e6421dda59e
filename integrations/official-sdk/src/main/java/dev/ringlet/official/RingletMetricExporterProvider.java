// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.export.Signal;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;

/**
 * Creates a {@link RingletMetricExporter} for {@code otel.metrics.exporter=ringlet} of the official
 * SDK.
 */
public final class RingletMetricExporterProvider implements ConfigurableMetricExporterProvider {
  /** For the service loader. */
  public RingletMetricExporterProvider() {}

  @Override
  public MetricExporter createExporter(ConfigProperties config) {
    return RingletMetricExporter.of(ExporterSettings.of(Signal.METRICS, config));
  }

  @Override
  public String getName() {
    return "ringlet";
  }
}
