// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Reads a file of declarative configuration for the Ringlet SDK. */
module dev.ringlet.declarative {
  requires transitive dev.ringlet.sdk;
  requires org.snakeyaml.engine.v2;
  requires static dev.ringlet.official;
  requires static dev.ringlet.samplers;
  requires static io.opentelemetry.api.incubator;
  requires static io.opentelemetry.common;
  requires static org.jspecify;

  exports dev.ringlet.declarative;

  uses io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;

  provides dev.ringlet.ConfigurationFileReader with
      dev.ringlet.declarative.DeclarativeReader;
}
