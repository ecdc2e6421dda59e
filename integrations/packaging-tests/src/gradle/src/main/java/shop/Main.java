// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package shop;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.RingletSdk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Exports one span to a receiver of its own. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    AtomicInteger bytes = new AtomicInteger();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer receiver = HttpServer.create(address, 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          bytes.addAndGet(exchange.getRequestBody().readAllBytes().length);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property(
                "otel.exporter.otlp.endpoint",
                "http://localhost:" + receiver.getAddress().getPort())
            .build()) {
      sdk.getTracer("shop").spanBuilder("order").startSpan().end();
    } finally {
      receiver.stop(0);
    }
    if (bytes.get() == 0) {
      throw new IllegalStateException("no span arrived");
    }
    System.out.println("a span arrived");
  }
}
