// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.export.Signal;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Creates a {@link RingletSpanExporter} for {@code otel.traces.exporter=ringlet} of the official
 * SDK.
 */
public final class RingletSpanExporterProvider implements ConfigurableSpanExporterProvider {
  /** For the service loader. */
  public RingletSpanExporterProvider() {}

  @Override
  public SpanExporter createExporter(ConfigProperties config) {
    return RingletSpanExporter.of(ExporterSettings.of(Signal.TRACES, config));
  }

  @Override
  public String getName() {
    return "ringlet";
  }
}
