// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** OTLP exporters of the Ringlet SDK. */
module dev.ringlet.exporter.otlp {
  requires transitive dev.ringlet.sdk.api;
  requires java.logging;
  requires java.net.http;
  requires static okhttp3;

  exports dev.ringlet.exporter.otlp;
  exports dev.ringlet.exporter.otlp.settings;
}
