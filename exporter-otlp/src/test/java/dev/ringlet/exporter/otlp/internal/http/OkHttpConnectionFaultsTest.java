// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

class OkHttpConnectionFaultsTest extends HttpConnectionFaults {
  OkHttpConnectionFaultsTest() {
    super(new HttpWire(OkHttpTransport::new));
  }
}
