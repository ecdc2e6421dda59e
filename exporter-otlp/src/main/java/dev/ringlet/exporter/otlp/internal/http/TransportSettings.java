// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.Endpoint;
import java.util.Map;

/**
 * What a transport needs to know once.
 *
 * @param endpoint where all requests go
 * @param headers checked headers of every request
 * @param connectTimeoutNanos time for one connection, 0 for no limit of its own
 * @param maxConnections how many requests run at the same time at most
 * @param maxResponseBytes how much of an answer's body is taken
 */
public record TransportSettings(
    Endpoint endpoint,
    Map<String, String> headers,
    long connectTimeoutNanos,
    int maxConnections,
    int maxResponseBytes) {

  /** Names no header value. */
  @Override
  public String toString() {
    return "TransportSettings{" + endpoint + ", headers=" + headers.keySet() + "}";
  }
}
