// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Converts Ringlet's exporters to those of the official SDK; adapted official ones are unwrapped.
 */
final class ExporterViews {
  private ExporterViews() {}

  static SpanExporter spans(Exporter exporter) {
    return exporter instanceof OfficialExporter wrapper
            && wrapper.unwrap() instanceof SpanExporter official
        ? official
        : RingletSpanExporter.of(exporter);
  }

  static MetricExporter metrics(Exporter exporter, Config config) {
    return exporter instanceof OfficialExporter wrapper
            && wrapper.unwrap() instanceof MetricExporter official
        ? official
        : RingletMetricExporter.of(exporter, config);
  }

  static LogRecordExporter logRecords(Exporter exporter) {
    return exporter instanceof OfficialExporter wrapper
            && wrapper.unwrap() instanceof LogRecordExporter official
        ? official
        : RingletLogRecordExporter.of(exporter);
  }
}
