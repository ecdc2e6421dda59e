// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Code that all signals of the Ringlet SDK share. */
@SuppressWarnings("module") // the modules named below are compiled later
module dev.ringlet.sdk.api {
  requires transitive java.logging;
  requires transitive io.opentelemetry.api;
  requires transitive io.opentelemetry.context;
  requires static org.jspecify;

  exports dev.ringlet.common;
  exports dev.ringlet.config;
  exports dev.ringlet.export;

  exports dev.ringlet.internal.batch to
      dev.ringlet.exporter.otlp,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.bytes to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.prometheus,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.context to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.prometheus,
      dev.ringlet.samplers,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.delivery to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.engine to
      dev.ringlet.exporter.otlp,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.ids to
      dev.ringlet.exporter.otlp,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.log to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.prometheus,
      dev.ringlet.samplers,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.otlp to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.prometheus,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.record to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.request to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.rules to
      dev.ringlet.samplers,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.slots to
      dev.ringlet.exporter.otlp,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.text to
      dev.ringlet.declarative,
      dev.ringlet.exporter.otlp,
      dev.ringlet.prometheus,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.threads to
      dev.ringlet.exporter.otlp,
      dev.ringlet.official,
      dev.ringlet.prometheus,
      dev.ringlet.resources,
      dev.ringlet.samplers,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
  exports dev.ringlet.internal.time to
      dev.ringlet.exporter.otlp,
      dev.ringlet.sdk,
      dev.ringlet.sdk.logs,
      dev.ringlet.sdk.metrics,
      dev.ringlet.sdk.profiles,
      dev.ringlet.sdk.trace;
}
