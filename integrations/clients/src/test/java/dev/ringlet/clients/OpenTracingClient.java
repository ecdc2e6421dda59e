// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentracing.Scope;
import io.opentracing.Span;
import io.opentracing.SpanContext;
import io.opentracing.Tracer;
import io.opentracing.propagation.Format;
import io.opentracing.propagation.TextMapAdapter;
import io.opentracing.tag.Tags;
import java.util.HashMap;
import java.util.Map;

/** Spans, tags, logs, baggage and headers through the older API. */
@SuppressWarnings({"try", "deprecation"}) // scopes are only to be closed; the API is old
final class OpenTracingClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) {
    Tracer tracer = OpenTracingShim.createTracerShim(openTelemetry);
    Span order = tracer.buildSpan("order").withTag("items", 3).withTag("paid", true).start();
    try (Scope scope = tracer.activateSpan(order)) {
      order.setBaggageItem("user", "anna");
      order.log(Map.of("event", "picked", "weight", 1.5));
      Map<String, String> headers = new HashMap<>();
      tracer.inject(order.context(), Format.Builtin.TEXT_MAP, new TextMapAdapter(headers));
      order.setTag("headers", String.join(",", headers.keySet().stream().sorted().toList()));
      SpanContext remote = tracer.extract(Format.Builtin.TEXT_MAP, new TextMapAdapter(headers));
      tracer.buildSpan("remote").asChildOf(remote).start().finish();
      Span failed = tracer.buildSpan("failed").start();
      Tags.ERROR.set(failed, true);
      failed.log(Map.of("error.object", new IllegalStateException("broken")));
      failed.finish();
    } finally {
      order.finish();
    }
  }
}
