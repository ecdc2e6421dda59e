// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** HTTP/1.1 by one of the clients. */
final class HttpWire implements Wire {
  private static final int MAX_RESPONSE_BYTES = 1024 * 1024;

  final ScriptedServer server = ScriptedServer.start();
  private final HttpSender sender;

  HttpWire(Function<TransportSettings, HttpTransport> client) {
    TransportSettings settings =
        new TransportSettings(
            Endpoint.parse(server.url("/v1/traces")),
            Map.of("x-api-key", "k3y"),
            Duration.ofSeconds(30).toNanos(),
            2,
            MAX_RESPONSE_BYTES);
    sender =
        new HttpSender(settings, () -> client.apply(settings), null, Compression.NONE, 1 << 30);
  }

  @Override
  public HttpSender sender() {
    return sender;
  }

  @Override
  public ScriptedServer connections() {
    return server;
  }

  @Override
  public List<byte[]> received() {
    return server.requests().stream().map(ScriptedServer.Received::body).toList();
  }

  @Override
  public void endConnections(int requests, boolean reset) {
    for (int i = 0; i < requests; i++) {
      server.onRequest(connection -> Wire.end(connection, reset));
    }
  }

  @Override
  public void neverAnswer() {
    server.onRequest(ScriptedServer.silence());
  }

  @Override
  public void close() {
    sender.close();
    server.close();
  }
}
