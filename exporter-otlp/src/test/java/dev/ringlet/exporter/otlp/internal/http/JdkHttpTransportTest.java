// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.testing.Await;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JdkHttpTransportTest {
  /** There is no memory for a request, which is on its way. */
  private static final class Full extends AbstractSet<Future<?>> {
    private final ScriptedServer server;

    Full(ScriptedServer server) {
      this.server = server;
    }

    @Override
    public boolean add(Future<?> request) {
      Await.until("the request has arrived", () -> !server.requests().isEmpty());
      throw new OutOfMemoryError("thrown by a test");
    }

    @Override
    public Iterator<Future<?>> iterator() {
      return List.<Future<?>>of().iterator();
    }

    @Override
    public int size() {
      return 0;
    }
  }

  /** Otherwise a late 200 counts for the next request of the slot. */
  @Test
  void afterAnErrorALateResponseIsNotThatOfTheNextRequest() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onRequest(
          connection -> {
            Await.until("the request has failed", () -> late.getCount() == 0);
            try {
              connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n");
              connection.send("Content-Length: 0\r\n\r\n");
              ScriptedServer.silence().run(connection);
            } finally {
              gone.countDown();
            }
          });
      TransportSettings settings =
          new TransportSettings(Endpoint.parse(server.url("/")), Map.of(), 0, 1, 1000);
      JdkHttpTransport transport = new JdkHttpTransport(settings, new Full(server));
      HttpExchange exchange = transport.newExchange();
      exchange.timeoutNanos = Await.LONG_NANOS;
      assertThatThrownBy(exchange::execute).isInstanceOf(OutOfMemoryError.class);
      late.countDown();
      Await.until("the client has left", () -> gone.getCount() == 0);
      assertThat(exchange.response.status()).isZero();
      transport.close();
    }
  }
}
