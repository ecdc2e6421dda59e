// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** An embeddable OpenTelemetry SDK. */
module dev.ringlet.sdk {
  requires static dev.ringlet.sdk.profiles;
  requires transitive dev.ringlet.exporter.otlp;
  requires transitive dev.ringlet.sdk.api;
  requires transitive dev.ringlet.sdk.logs;
  requires transitive dev.ringlet.sdk.metrics;
  requires transitive dev.ringlet.sdk.trace;
  requires static io.opentelemetry.api.incubator;
  requires static org.jspecify;

  exports dev.ringlet;

  uses dev.ringlet.ComponentProvider;
  uses dev.ringlet.ConfigurationFileReader;
  // Nothing looks it up: modules that provide it are resolved with this one.
  uses dev.ringlet.internal.engine.OptionalModule;
}
