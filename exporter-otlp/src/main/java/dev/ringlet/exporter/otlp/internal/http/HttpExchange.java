// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import java.io.IOException;

/**
 * One request and its response, reused for the next. The sender sets the request fields, calls
 * {@link #execute} and reads the response fields, all on one thread.
 */
abstract class HttpExchange {
  // The request.
  byte[] body = new byte[0];
  int bodyOffset;
  int bodyLength;

  /** How the body is compressed, as named in {@code Content-Encoding}; null if it is not. */
  String encoding;

  /** Headers of this request only, name after name and value; they replace constant ones. */
  String[] extraHeaders = {};

  /** How long the attempt may take, at least 1. */
  long timeoutNanos;

  // The response.
  final ServerResponse response;

  /** Whether the request probably went out on a connection that an earlier one had used. */
  boolean reusedConnection;

  HttpExchange(int maxResponseBytes) {
    response = new ServerResponse(maxResponseBytes);
  }

  /**
   * Sends the request and takes the response; the lent bytes are not read once this returns. A body
   * that ends too early or too late is marked in the response; nothing is thrown once there is a
   * status.
   *
   * @throws IOException if no status came
   */
  abstract void execute() throws IOException;
}
