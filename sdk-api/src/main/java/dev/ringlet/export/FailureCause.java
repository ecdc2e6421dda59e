// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

/** Why an export did not succeed, in the classes that ask for different help. */
public enum FailureCause {
  /** It did succeed. */
  NONE,
  /** The receiver refused some items of a request it accepted. */
  REJECTED,
  /** Nothing listens at the address, or the name does not resolve. */
  UNREACHABLE,
  /** The connection broke before an answer came. */
  CONNECTION_LOST,
  /** No answer in time. */
  TIMEOUT,
  /** The receiver asks for patience (429, 503, RESOURCE_EXHAUSTED, UNAVAILABLE …). */
  THROTTLED,
  /** The receiver failed (5xx, INTERNAL …). */
  SERVER_ERROR,
  /** The receiver refuses the data itself (400, INVALID_ARGUMENT …). */
  BAD_DATA,
  /** The request is larger than one of the limits. */
  TOO_LARGE,
  /** Credentials are missing or refused (401, 403 …). */
  NOT_AUTHORIZED,
  /** There is no such path, or the protocol is not the one spoken there. */
  WRONG_ENDPOINT,
  /** The TLS handshake failed: certificate, host name or protocol version. */
  CERTIFICATE,
  /** The answer could not be used: too large, redirected, not OTLP. */
  BAD_RESPONSE,
  /** The exporter was closed. */
  CLOSED,
  /** The exporter itself failed. */
  INTERNAL
}
