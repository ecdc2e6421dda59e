// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.stream.Stream;

/** The shapes that record spans. */
final class SpanShapes {
  private SpanShapes() {}

  private abstract static class SpanShape extends Shape {
    final Tracer tracer;

    SpanShape(OpenTelemetry openTelemetry) {
      tracer = openTelemetry.getTracer("com.example.shop", "1.0");
    }
  }

  /** A root span with a name. */
  static final class None extends SpanShape {
    None(OpenTelemetry openTelemetry) {
      super(openTelemetry);
    }

    @Override
    void record() {
      Span span = tracer.spanBuilder("GET /users/{id}").startSpan();
      escape.consume(span);
      span.end();
    }
  }

  /** Three strings and two numbers, set on the span. */
  static final class FiveOnSpan extends SpanShape {
    FiveOnSpan(OpenTelemetry openTelemetry) {
      super(openTelemetry);
    }

    @Override
    void record() {
      Span span = tracer.spanBuilder("GET /users/{id}").startSpan();
      escape.consume(span);
      span.setAttribute(METHOD, "GET");
      span.setAttribute(ROUTE, "/users/{id}");
      span.setAttribute(ADDRESS, "api.example.com");
      span.setAttribute(PORT, 8080);
      span.setAttribute(STATUS, 200);
      span.end();
    }
  }

  /** Three strings and two numbers, set on the builder. */
  static final class FiveOnBuilder extends SpanShape {
    FiveOnBuilder(OpenTelemetry openTelemetry) {
      super(openTelemetry);
    }

    @Override
    void record() {
      Span span =
          tracer
              .spanBuilder("GET /users/{id}")
              .setAttribute(METHOD, "GET")
              .setAttribute(ROUTE, "/users/{id}")
              .setAttribute(ADDRESS, "api.example.com")
              .setAttribute(PORT, 8080)
              .setAttribute(STATUS, 200)
              .startSpan();
      escape.consume(span);
      span.end();
    }
  }

  /** A server span that is made current, with an event and a child client span. */
  static final class Request extends SpanShape {
    Request(OpenTelemetry openTelemetry) {
      super(openTelemetry);
    }

    @Override
    int items() {
      return 2;
    }

    @Override
    @SuppressWarnings("try") // the scope is used only to close it
    void record() {
      Span server =
          tracer
              .spanBuilder("GET /users/{id}")
              .setSpanKind(SpanKind.SERVER)
              .setAttribute(METHOD, "GET")
              .setAttribute(ROUTE, "/users/{id}")
              .startSpan();
      escape.consume(server);
      try (Scope scope = server.makeCurrent()) {
        Span client = tracer.spanBuilder("SELECT users").setSpanKind(SpanKind.CLIENT).startSpan();
        escape.consume(client);
        client.setAttribute(ADDRESS, "db.example.com");
        client.end();
        server.addEvent("row found");
        server.setAttribute(STATUS, 200);
      } finally {
        server.end();
      }
    }
  }

  /** The attributes of a database instrumentation: 14 short ones and a text of 300 characters. */
  static final class Fifteen extends SpanShape {
    private static final AttributeKey<String> SQL = AttributeKey.stringKey("db.query.text");
    private static final String TEXT =
        ("SELECT u.id, u.name, u.mail, o.id, o.total, o.currency, o.placed FROM users u JOIN"
                + " orders o ON o.user_id = u.id LEFT JOIN shipments s ON s.order_id = o.id WHERE"
                + " u.tenant = ? AND o.placed BETWEEN ? AND ? AND (s.state IS NULL OR s.state <> ?)"
                + " ORDER BY o.placed DESC, o.id LIMIT 50 OFFSET ? FOR SHARE                       ")
            .substring(0, 300);
    private static final List<AttributeKey<String>> TEXTS =
        Stream.of(
                "db.system.name",
                "db.namespace",
                "db.operation.name",
                "db.collection.name",
                "db.query.summary",
                "server.address",
                "network.peer.address",
                "app.tenant")
            .map(AttributeKey::stringKey)
            .toList();
    private static final List<AttributeKey<Long>> NUMBERS =
        Stream.of(
                "server.port",
                "network.peer.port",
                "db.response.returned_rows",
                "db.operation.batch.size",
                "thread.id",
                "app.attempt")
            .map(AttributeKey::longKey)
            .toList();

    Fifteen(OpenTelemetry openTelemetry) {
      super(openTelemetry);
    }

    @Override
    void record() {
      Span span = tracer.spanBuilder("SELECT shop.users").setSpanKind(SpanKind.CLIENT).startSpan();
      escape.consume(span);
      span.setAttribute(SQL, TEXT);
      for (int i = 0; i < TEXTS.size(); i++) {
        span.setAttribute(TEXTS.get(i), "postgresql");
      }
      for (int i = 0; i < NUMBERS.size(); i++) {
        span.setAttribute(NUMBERS.get(i), 5432);
      }
      span.end();
    }
  }
}
