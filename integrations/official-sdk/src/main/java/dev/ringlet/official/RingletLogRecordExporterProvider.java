// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.export.Signal;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

/**
 * Creates a {@link RingletLogRecordExporter} for {@code otel.logs.exporter=ringlet} of the official
 * SDK.
 */
public final class RingletLogRecordExporterProvider
    implements ConfigurableLogRecordExporterProvider {
  /** For the service loader. */
  public RingletLogRecordExporterProvider() {}

  @Override
  public LogRecordExporter createExporter(ConfigProperties config) {
    return RingletLogRecordExporter.of(ExporterSettings.of(Signal.LOGS, config));
  }

  @Override
  public String getName() {
    return "ringlet";
  }
}
