// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

/** Records spans or log records. */
abstract class Work {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> USER = AttributeKey.stringKey("user.name");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("login.attempts");

  /** Records one span or log record. */
  abstract void make();

  /**
   * Returns work that records spans with three strings and two numbers, or log records with a body,
   * two strings and a number. A span of the same SDK stays current on this thread and does not end.
   */
  static Work of(Signal signal, OpenTelemetry openTelemetry) {
    return signal == Signal.LOGS ? new Logs(openTelemetry) : new Spans(openTelemetry);
  }

  private static final class Spans extends Work {
    private final Tracer tracer;
    private volatile Span last;

    Spans(OpenTelemetry openTelemetry) {
      tracer = openTelemetry.getTracer("com.example.shop", "1.0");
    }

    @Override
    void make() {
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

  private static final class Logs extends Work {
    private final Logger logger;

    @SuppressWarnings("MustBeClosed") // the span stays current
    Logs(OpenTelemetry openTelemetry) {
      logger = openTelemetry.getLogsBridge().get("com.example.shop");
      openTelemetry
          .getTracer("com.example.shop")
          .spanBuilder("POST /login")
          .startSpan()
          .makeCurrent();
    }

    @Override
    void make() {
      logger
          .logRecordBuilder()
          .setSeverity(Severity.INFO)
          .setBody("User signed in from a new device")
          .setAttribute(USER, "ada")
          .setAttribute(PATH, "/login")
          .setAttribute(ATTEMPTS, 2L)
          .emit();
    }
  }
}
