// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.TreeMap;

/** What is injected is extracted on the other side; as attributes, without the ids in it. */
abstract class PropagatorsClient implements Client {
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
          return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String key) {
          return headers.get(key);
        }
      };

  private final String names;

  PropagatorsClient(String names) {
    this.names = names;
  }

  static final class B3 extends PropagatorsClient {
    B3() {
      super("b3,baggage");
    }
  }

  static final class B3Multi extends PropagatorsClient {
    B3Multi() {
      super("b3multi");
    }
  }

  static final class Jaeger extends PropagatorsClient {
    Jaeger() {
      super("jaeger");
    }
  }

  static final class OtTrace extends PropagatorsClient {
    OtTrace() {
      super("ottrace");
    }
  }

  static final class All extends PropagatorsClient {
    All() {
      super("tracecontext,baggage,b3,b3multi,jaeger,ottrace");
    }
  }

  static final class None extends PropagatorsClient {
    None() {
      super("none");
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("otel.propagators", names);
  }

  @Override
  public void run(OpenTelemetry openTelemetry) {
    TextMapPropagator propagator = openTelemetry.getPropagators().getTextMapPropagator();
    Tracer tracer = openTelemetry.getTracer("client");
    Span span = tracer.spanBuilder("sender").startSpan();
    Context context =
        Context.root().with(span).with(Baggage.builder().put("user", "anna b").build());
    Map<String, String> headers = new TreeMap<>();
    propagator.inject(context, headers, Map::put);
    span.setAttribute("fields", propagator.fields().stream().sorted().toList().toString());
    headers.forEach((name, value) -> span.setAttribute(name, withoutIds(value, span)));
    Context extracted = propagator.extract(Context.root(), headers, GETTER);
    tracer
        .spanBuilder("receiver")
        .setParent(extracted)
        .setAttribute("baggage", Baggage.fromContext(extracted).asMap().toString())
        .startSpan()
        .end();
    headers.replaceAll((name, value) -> "broken");
    SpanContext none =
        Span.fromContext(propagator.extract(Context.root(), headers, GETTER)).getSpanContext();
    span.setAttribute("broken.is.valid", none.isValid());
    span.end();
  }

  private static String withoutIds(String value, Span span) {
    SpanContext context = span.getSpanContext();
    return value
        .replace(context.getTraceId(), "TRACE")
        .replace(context.getTraceId().substring(16), "TRACE")
        .replace(context.getSpanId(), "SPAN");
  }
}
