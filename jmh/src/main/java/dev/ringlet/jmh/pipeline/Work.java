// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

/** Makes spans with three strings and two numbers. */
final class Work {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final Tracer tracer;
  private volatile Span last;

  Work(OpenTelemetry openTelemetry) {
    tracer = openTelemetry.getTracer("dev.ringlet.jmh", "1.0");
  }

  void span() {
    Span span = tracer.spanBuilder("GET /users/{id}").startSpan();
    last = span;
    span.setAttribute(METHOD, "GET");
    span.setAttribute(ROUTE, "/users/{id}");
    span.setAttribute(ADDRESS, "api.example.com");
    span.setAttribute(PORT, 8080);
    span.setAttribute(STATUS, 200);
    last.end();
  }
}
