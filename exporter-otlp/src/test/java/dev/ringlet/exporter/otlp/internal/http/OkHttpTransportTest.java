// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OkHttpTransportTest {
  private static TransportSettings settings(String url) {
    return new TransportSettings(Endpoint.parse(url), Map.of(), 0, 2, 1000);
  }

  @Test
  void exchangesOfOneTransportShareConnections() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      OkHttpTransport transport =
          new OkHttpTransport(settings("http://localhost:" + server.port() + "/"));
      for (int i = 0; i < 3; i++) {
        HttpExchange exchange = transport.newExchange();
        exchange.timeoutNanos = Duration.ofSeconds(15).toNanos();
        exchange.execute();
        assertThat(exchange.response.status()).isEqualTo(200);
      }
      assertThat(server.connectionCount()).isEqualTo(1);
      transport.close();
    }
  }

  @Test
  void socketsHaveTcpNoDelay() throws Exception {
    OkHttpTransport transport = new OkHttpTransport(settings("http://localhost:1/"));
    try (Socket socket = transport.client.socketFactory().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
    transport.close();
  }

  /** It was about to begin while the transport was closed, and there is no name to look up. */
  @Test
  void noRequestBeginsOnceClosed() {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.setStalling(true);
      OkHttpTransport transport = new OkHttpTransport(settings(server.url("/")));
      HttpExchange exchange = transport.newExchange();
      exchange.timeoutNanos = Duration.ofSeconds(15).toNanos();
      transport.close();
      assertThatThrownBy(exchange::execute).isInstanceOf(IOException.class).hasMessage("closed");
      assertThat(server.connectionCount()).isZero();
    }
  }

  @Test
  void closeEndsLookups() {
    OkHttpTransport transport = new OkHttpTransport(settings("http://localhost:1/"));
    transport.close();
    assertThatThrownBy(() -> transport.lookups.lookup("localhost", Long.MAX_VALUE))
        .hasMessage("closed");
  }
}
