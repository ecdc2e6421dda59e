// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** OTLP exporters of the Ringlet SDK. */
module dev.ringlet.exporter.otlp {
  requires static okhttp3;
  requires transitive dev.ringlet.sdk.api;
}
