// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;

/**
 * An HTTP client bound to one endpoint. It sends each request once: it follows no redirect, and
 * does not repeat a request of which a byte may have been sent. Thread-safe.
 */
interface HttpTransport {
  /** Creates the reusable exchange of one request slot. */
  HttpExchange newExchange();

  /** Closes idle connections, if the client supports that. */
  void evictIdle();

  /** Lets go of all connections that carry no request; the next request opens a new one. */
  default void disconnect() {
    evictIdle();
  }

  /** The certificate requests of servers in TLS handshakes. */
  CertificateRequests certificateRequests();

  /** Cancels running requests, which then throw an IOException, and frees all resources. */
  void close();
}
