// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.incubator.propagation.EnvironmentGetter;
import io.opentelemetry.api.incubator.propagation.EnvironmentSetter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Passes a span on to a child process by the environment. */
final class EnvironmentProgram {
  private EnvironmentProgram() {}

  static List<String> run(String... arguments) {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("otel.metrics.exporter", "none")
            .property("ringlet.close.timeout", "1ms")
            .build()) {
      Span span = sdk.getTracer("test").spanBuilder("span").startSpan();
      TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
      Map<String, String> environment = new TreeMap<>();
      propagator.inject(Context.root().with(span), environment, EnvironmentSetter.getInstance());
      SpanContext read =
          Span.fromContext(
                  propagator.extract(Context.root(), environment, EnvironmentGetter.getInstance()))
              .getSpanContext();
      return List.of(
          environment.keySet().toString(),
          "remote " + read.isRemote(),
          "same span " + read.getSpanId().equals(span.getSpanContext().getSpanId()),
          "same trace " + read.getTraceId().equals(span.getSpanContext().getTraceId()));
    }
  }
}
