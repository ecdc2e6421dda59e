// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Exporters of the Ringlet SDK: by OTLP, to files and to the console. */
@SuppressWarnings("module") // the modules named below are compiled later
module dev.ringlet.exporter.otlp {
  requires transitive dev.ringlet.sdk.api;
  requires java.logging;
  requires java.net.http;
  requires static okhttp3;
  requires static org.jspecify;

  exports dev.ringlet.exporter.console;
  exports dev.ringlet.exporter.file;
  exports dev.ringlet.exporter.otlp;
  exports dev.ringlet.exporter.otlp.settings;

  exports dev.ringlet.exporter.otlp.internal.named to
      dev.ringlet.official,
      dev.ringlet.sdk;
}
