// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.compress.BodyCompressor;
import dev.ringlet.exporter.otlp.internal.compress.GzipBuffer;
import dev.ringlet.exporter.otlp.internal.compress.ZstdBuffer;
import dev.ringlet.exporter.otlp.settings.Compression;

/**
 * The reusable state of one request at a time: an exchange and the buffers of its body. Not
 * thread-safe.
 */
final class RequestSlot {
  private static final int MIN_PACKED_BYTES = 1024;
  private static final byte[] NO_BYTES = {};

  private HttpTransport transport;
  private HttpExchange exchange;
  private BodyCompressor compressor;
  private JsonBody json;
  private boolean used;

  // The request in progress.
  private String[] extraHeaders = {};
  Compression compression = Compression.NONE;

  /** Whether another client has taken over for this request. */
  boolean fellBack;

  /** Whether this request was sent again on a fresh connection. */
  boolean reconnected;

  /** Begins a request with headers of its own, as alternating names and values. */
  void begin(String[] headers, Compression first) {
    extraHeaders = headers;
    compression = first;
    fellBack = false;
    reconnected = false;
  }

  /** The exchange for a transport; replaced when the transport changes. */
  HttpExchange exchange(HttpTransport open) {
    used = true;
    if (transport != open) {
      exchange = open.newExchange();
      transport = open;
    }
    exchange.extraHeaders = extraHeaders;
    return exchange;
  }

  /** Sets the body of the exchange, compressed from 1 KiB on. */
  void prepareBody(Payload payload, boolean isJson) {
    exchange.encoding = null;
    exchange.body = payload.bytes();
    exchange.bodyOffset = payload.offset();
    exchange.bodyLength = payload.length();
    if (isJson) {
      json = json == null ? new JsonBody() : json;
      json.prepare(exchange, payload);
    }
    if (compression == Compression.NONE || exchange.bodyLength < MIN_PACKED_BYTES) {
      return;
    }
    BodyCompressor compressor = compressor();
    exchange.bodyLength =
        compressor.compress(exchange.body, exchange.bodyOffset, exchange.bodyLength);
    exchange.encoding = compressor.encoding();
    exchange.body = compressor.bytes();
    exchange.bodyOffset = 0;
  }

  private BodyCompressor compressor() {
    boolean zstd = compression == Compression.ZSTD;
    if (compressor != null && zstd != compressor instanceof ZstdBuffer) {
      freeCompressor();
    }
    if (compressor == null) {
      compressor = zstd ? ZstdBuffer.create() : new GzipBuffer();
    }
    return compressor;
  }

  private void freeCompressor() {
    if (compressor != null) {
      compressor.close();
      compressor = null;
    }
  }

  /** Forgets the lent bytes, which may be the last reference to a large array. */
  void forgetBody() {
    if (exchange != null) {
      exchange.body = NO_BYTES;
    }
  }

  /** Frees the buffers if no request has used them since the last call. */
  void trim() {
    if (!used) {
      free();
    }
    used = false;
  }

  /** Frees the buffers; the next request allocates new ones. */
  void free() {
    freeCompressor();
    json = null;
    exchange = null;
    transport = null;
  }
}
