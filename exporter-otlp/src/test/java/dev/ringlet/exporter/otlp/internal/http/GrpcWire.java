// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.ScriptedHttp2;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** gRPC, frame by frame. */
final class GrpcWire implements Wire {
  static final int MAX_RESPONSE_BYTES = 1024 * 1024;
  static final String METHOD = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  final ScriptedHttp2 server = new ScriptedHttp2();
  private final HttpSender sender = sender(Map.of("x-api-key", "k3y"));

  /** Another sender to the same server. */
  HttpSender sender(Map<String, String> headers) {
    TransportSettings settings =
        new TransportSettings(
            Protocol.GRPC,
            Endpoint.parse(server.url(METHOD)),
            headers,
            Duration.ofSeconds(30).toNanos(),
            2,
            MAX_RESPONSE_BYTES,
            null,
            null);
    return new HttpSender(
        settings, () -> new OkHttpTransport(settings), null, Compression.NONE, 1 << 30);
  }

  @Override
  public HttpSender sender() {
    return sender;
  }

  @Override
  public ScriptedServer connections() {
    return server.connections();
  }

  @Override
  public List<byte[]> received() {
    return server.requests().stream().map(ScriptedHttp2.Received::body).toList();
  }

  @Override
  public void endConnections(int requests, boolean reset) {
    for (int i = 0; i < requests; i++) {
      server.onRequest(stream -> Wire.end(stream.connection(), reset));
    }
  }

  @Override
  public void neverAnswer() {
    server.onRequest(stream -> {});
  }

  @Override
  public void close() {
    sender.close();
    server.close();
  }
}
