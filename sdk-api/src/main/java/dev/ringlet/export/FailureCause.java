// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

/** The cause of a failed export; each cause has its own remedy for an operator. */
public enum FailureCause {
  /** The export succeeded. */
  NONE,
  /** The receiver refused some items of a request it accepted. */
  REJECTED,
  /** Nothing listens at the address, or the name does not resolve. */
  UNREACHABLE,
  /** The connection broke before a response arrived. */
  CONNECTION_LOST,
  /** No response before the deadline. */
  TIMEOUT,
  /** The receiver is overloaded (429, 503, RESOURCE_EXHAUSTED, UNAVAILABLE …). */
  THROTTLED,
  /** The receiver failed (5xx, INTERNAL …). */
  SERVER_ERROR,
  /** The receiver refuses the data itself (400, INVALID_ARGUMENT …). */
  BAD_DATA,
  /** The request is larger than one of the limits. */
  TOO_LARGE,
  /** Credentials are missing or refused (401, 403 …). */
  NOT_AUTHORIZED,
  /** The server does not have the path, or uses another protocol. */
  WRONG_ENDPOINT,
  /** The TLS handshake failed: certificate, host name or protocol version. */
  CERTIFICATE,
  /** The response could not be used: too large, redirected, not OTLP. */
  BAD_RESPONSE,
  /** The exporter was closed. */
  CLOSED,
  /** The exporter itself failed. */
  INTERNAL
}
