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

  /** The {@code Content-Encoding} of the body, or null if it is not compressed. */
  String encoding;

  /** Headers of this request only, as alternating names and values; they replace constant ones. */
  String[] extraHeaders = {};

  /** The time limit of the attempt, at least 1. */
  long timeoutNanos;

  // The response.
  final ServerResponse response;

  /** Whether the request probably used a connection of an earlier request. */
  boolean reusedConnection;

  HttpExchange(int maxResponseBytes) {
    response = new ServerResponse(maxResponseBytes);
  }

  /**
   * Sends the request and reads the response; the lent bytes are not read after this returns. A
   * body over the limit is marked in the response, and so is an HTTP body that breaks off.
   *
   * @throws IOException if no HTTP status arrived, or a gRPC response broke off before its status
   */
  abstract void execute() throws IOException;
}
