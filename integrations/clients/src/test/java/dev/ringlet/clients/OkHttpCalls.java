// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.okhttp.v3_0.OkHttpTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Requests that succeed, fail, are redirected and do not connect; and what goes with them. */
@SuppressWarnings("try") // scopes are only to be closed
final class OkHttpCalls implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StringBuilder parents = new StringBuilder();
    server.createContext(
        "/",
        exchange -> {
          parents.append(exchange.getRequestHeaders().getFirst("traceparent") != null ? "y" : "n");
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/moved")) {
            exchange.getResponseHeaders().set("Location", "/ok");
          }
          int status = path.equals("/ok") ? 200 : path.equals("/moved") ? 302 : 500;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    OkHttpClient client = new OkHttpClient();
    Call.Factory calls = OkHttpTelemetry.create(openTelemetry).createCallFactory(client);
    Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      get(calls, port, "/ok?secret=1");
      get(calls, port, "/moved");
      get(calls, port, "/broken");
      server.stop(0);
      try {
        get(calls, port, "/gone");
      } catch (IOException expected) {
        span.recordException(new IOException("gone"));
      }
      span.setAttribute("parents", parents.toString());
    } finally {
      span.end();
      client.connectionPool().evictAll();
      client.dispatcher().executorService().shutdown();
    }
  }

  private static void get(Call.Factory calls, int port, String path) throws IOException {
    Request request = new Request.Builder().url("http://localhost:" + port + path).build();
    try (Response response = calls.newCall(request).execute()) {
      response.body().bytes();
    }
  }
}
