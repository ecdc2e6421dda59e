// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

class JdkHttpResponseFaultsTest extends HttpResponseFaults {
  JdkHttpResponseFaultsTest() {
    super(new HttpWire(JdkHttpTransport::new));
  }
}
