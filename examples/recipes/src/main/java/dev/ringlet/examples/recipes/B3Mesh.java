// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A service in a mesh whose proxies speak B3 (Istio, Linkerd, Zipkin): it takes the context from
 * the headers of B3, and sends it on both in these and in those of W3C. With W3C first in the list,
 * B3 wins where a request has both: later propagators override earlier ones.
 */
public final class B3Mesh {
  static final String PROPAGATORS = "tracecontext,baggage,b3multi";

  private B3Mesh() {}

  public static void main(String[] arguments) throws Exception {
    try (RingletSdk ringlet =
        RingletSdk.builder().property("otel.propagators", PROPAGATORS).build()) {
      HttpServer server = start(ringlet, arguments[0]);
      System.out.println("http://localhost:" + server.getAddress().getPort() + "/, until Enter");
      System.in.read();
      server.stop(0);
    }
  }

  /** Starts the service, which asks {@code next} for each request. */
  static HttpServer start(OpenTelemetry openTelemetry, String next) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> serve(openTelemetry, next, exchange));
    server.start();
    return server;
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private static void serve(OpenTelemetry openTelemetry, String next, HttpExchange exchange)
      throws IOException {
    Context caller =
        openTelemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), exchange.getRequestHeaders(), RequestHeaders.GETTER);
    Span span =
        openTelemetry
            .getTracer("recipes.mesh")
            .spanBuilder("GET /")
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", exchange.getRequestMethod())
            .setAttribute("url.path", exchange.getRequestURI().getPath())
            .setAttribute("url.scheme", "http")
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(next));
      openTelemetry
          .getPropagators()
          .getTextMapPropagator()
          .inject(Context.current(), request, HttpRequest.Builder::setHeader);
      HttpResponse<Void> response =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding());
      span.setAttribute("http.response.status_code", response.statusCode());
      exchange.sendResponseHeaders(response.statusCode(), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.sendResponseHeaders(503, -1);
    } finally {
      span.end();
      exchange.close();
    }
  }
}
