// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Types of the official OpenTelemetry SDK on Ringlet, and Ringlet's delivery in that SDK. */
module dev.ringlet.official {
  requires transitive dev.ringlet.sdk;
  requires transitive io.opentelemetry.sdk;
  requires transitive io.opentelemetry.sdk.autoconfigure.spi;
  requires transitive io.opentelemetry.sdk.common;
  requires transitive io.opentelemetry.sdk.logs;
  requires transitive io.opentelemetry.sdk.metrics;
  requires transitive io.opentelemetry.sdk.trace;
  requires static org.jspecify;

  exports dev.ringlet.official;
  exports dev.ringlet.official.sdk;

  uses io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.internal.ConfigurableMetricReaderProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
  uses io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;

  provides dev.ringlet.ComponentProvider with
      dev.ringlet.official.OfficialComponents;
  provides io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider with
      dev.ringlet.official.RingletLogRecordExporterProvider;
  provides io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider with
      dev.ringlet.official.RingletMetricExporterProvider;
  provides io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider with
      dev.ringlet.official.RingletSpanExporterProvider;
}
