// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HTTP with traces: the server and the client side of a request, each in a span of its kind, the
 * context carried from one to the other in the headers that the propagators write.
 */
final class TracedHttp {
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private static final TextMapGetter<Headers> REQUEST_HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
          return headers.keySet();
        }

        @Override
        public String get(Headers headers, String key) {
          return headers == null ? null : headers.getFirst(key);
        }
      };

  private final ShopTelemetry telemetry;
  private final DoubleHistogram serverDurationSeconds;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TracedHttp(ShopTelemetry telemetry) {
    this.telemetry = telemetry;
    this.serverDurationSeconds =
        telemetry
            .openTelemetry()
            .getMeter("shop.http")
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP server requests")
            .setExplicitBucketBoundariesAdvice(
                List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0))
            .build();
  }

  /** What a handler or a remote server answers. */
  record Answer(int status, String body) {}

  /** The business side of a request: its query parameters in, an answer out. */
  @FunctionalInterface
  interface Endpoint {
    Answer answer(Map<String, String> parameters) throws IOException;
  }

  /** Serves one route inside a SERVER span; an endpoint that throws answers 500. */
  HttpHandler serve(String scope, String method, String route, Endpoint endpoint) {
    return exchange -> {
      Context parent =
          telemetry
              .openTelemetry()
              .getPropagators()
              .getTextMapPropagator()
              .extract(Context.current(), exchange.getRequestHeaders(), REQUEST_HEADERS);
      Map<String, String> parameters = parameters(exchange.getRequestURI().getQuery());
      Answer answer =
          telemetry.inSpan(
              parent,
              scope,
              SpanKind.SERVER,
              method + " " + route,
              Attributes.of(
                  METHOD,
                  method,
                  ROUTE,
                  route,
                  URL_PATH,
                  exchange.getRequestURI().getPath(),
                  URL_SCHEME,
                  "http"),
              span -> ended(span, timed(endpoint, parameters, method, route), 500));
      send(exchange, answer);
    };
  }

  /** Measures inside the span, so that the histogram can name its trace. */
  private Answer timed(
      Endpoint endpoint, Map<String, String> parameters, String method, String route)
      throws IOException {
    long startNanos = System.nanoTime();
    Answer answer = answer(endpoint, parameters);
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    serverDurationSeconds.record(
        seconds, Attributes.of(METHOD, method, ROUTE, route, STATUS, (long) answer.status()));
    telemetry.measured();
    return answer;
  }

  private static Answer answer(Endpoint endpoint, Map<String, String> parameters)
      throws IOException {
    try {
      return endpoint.answer(parameters);
    } catch (RuntimeException e) {
      return new Answer(500, e.getMessage());
    }
  }

  /** Sends one request without a span, and returns once it is answered, whatever the answer. */
  void warmUp(String url) throws IOException {
    exchange(HttpRequest.newBuilder(URI.create(url)).build());
  }

  /** Sends one request inside a CLIENT span. */
  Answer call(String scope, String method, String url) throws IOException {
    URI uri = URI.create(url);
    Attributes attributes =
        Attributes.of(
            METHOD, method, URL_FULL, url, ADDRESS, uri.getHost(), PORT, (long) uri.getPort());
    String name = method + " " + uri.getPath();
    return telemetry.inSpan(
        scope,
        SpanKind.CLIENT,
        name,
        attributes,
        span -> {
          HttpRequest.Builder request =
              HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
          telemetry
              .openTelemetry()
              .getPropagators()
              .getTextMapPropagator()
              .inject(Context.current(), request, HttpRequest.Builder::setHeader);
          HttpResponse<String> response = exchange(request.build());
          return ended(span, new Answer(response.statusCode(), response.body()), 400);
        });
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Answer ended(Span span, Answer answer, int firstErrorStatus) {
    span.setAttribute(STATUS, (long) answer.status());
    if (answer.status() >= firstErrorStatus) {
      span.setAttribute(ERROR_TYPE, Integer.toString(answer.status()));
      span.setStatus(StatusCode.ERROR);
    }
    return answer;
  }

  private static Map<String, String> parameters(String query) {
    return Stream.of(query == null ? new String[0] : query.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
  }

  static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
