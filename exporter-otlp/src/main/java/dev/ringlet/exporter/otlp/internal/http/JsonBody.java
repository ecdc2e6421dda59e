// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.json.JsonBuffer;
import dev.ringlet.exporter.otlp.internal.json.OtlpJson;

/** Converts payloads to JSON bodies in a reused buffer. Not thread-safe. */
final class JsonBody {
  private final JsonBuffer buffer = new JsonBuffer();
  private final OtlpJson json = new OtlpJson(buffer);

  /** Sets the body of an exchange to the payload as JSON; valid until the next call. */
  void prepare(HttpExchange exchange, Payload payload) {
    buffer.clear();
    json.write(payload.signal(), payload.bytes(), payload.offset(), payload.length());
    exchange.body = buffer.bytes();
    exchange.bodyOffset = 0;
    exchange.bodyLength = buffer.length();
  }
}
