// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.javahttpclient.JavaHttpClientTelemetry;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Requests of the JDK's client, waited for or not, to the JDK's server in the same process. */
@SuppressWarnings("try") // scopes are only to be closed
final class JavaHttpClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HttpContext context =
        server.createContext(
            "/",
            exchange -> {
              String path = exchange.getRequestURI().getPath();
              Span.current().addEvent("handling " + path);
              if (path.equals("/moved")) {
                exchange.getResponseHeaders().set("Location", "/ok");
              }
              int status = path.equals("/ok") ? 200 : path.equals("/moved") ? 302 : 500;
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            });
    JavaHttpServerTelemetry.create(openTelemetry).configure(context);
    ExecutorService handlers = Executors.newFixedThreadPool(1);
    server.setExecutor(handlers);
    server.start();
    int port = server.getAddress().getPort();
    HttpClient client =
        JavaHttpClientTelemetry.create(openTelemetry)
            .newHttpClient(
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build());
    Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      client.send(get(port, "/ok?secret=1"), BodyHandlers.discarding());
      client.send(get(port, "/moved"), BodyHandlers.discarding());
      client.sendAsync(get(port, "/broken"), BodyHandlers.discarding()).join();
      server.stop(0);
      handlers.shutdown();
      handlers.awaitTermination(1, TimeUnit.MINUTES);
      try {
        client.send(get(port, "/gone"), BodyHandlers.discarding());
      } catch (IOException expected) {
        span.recordException(new IOException("gone"));
      }
    } finally {
      span.end();
    }
  }

  private static HttpRequest get(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
  }
}
