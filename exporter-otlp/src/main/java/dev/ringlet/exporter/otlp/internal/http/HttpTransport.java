// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;

/**
 * An HTTP client bound to one endpoint. It sends what it is told to, once: it follows no redirect,
 * and repeats nothing of which a byte may have been sent. Thread-safe.
 */
interface HttpTransport {
  /** Makes the state of one request slot, which is used for request after request. */
  HttpExchange newExchange();

  /** Closes the connections that no request uses now, where the client can do that. */
  void evictIdle();

  /** What servers asked of the client in TLS handshakes. */
  CertificateRequests certificateRequests();

  /** Cuts requests short and frees everything; the requests throw an IOException. */
  void close();
}
