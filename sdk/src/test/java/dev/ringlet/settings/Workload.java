// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Telemetry on which each setting shows. */
final class Workload {
  static final int MANY = 140;
  private static final int TRACES = 16;
  private static final String LONG = "0123456789".repeat(30);

  private Workload() {}

  private static Attributes many() {
    AttributesBuilder attributes = Attributes.builder().put("a.long", LONG);
    for (int i = 1; i < MANY; i++) {
      attributes.put(String.format(Locale.ROOT, "k%03d", i), i);
    }
    return attributes.build();
  }

  /** Records, and returns what the propagators write. */
  static Map<String, String> run(OpenTelemetry sdk) {
    Tracer tracer = sdk.getTracer("settings");
    Attributes many = many();
    SpanContext linked =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    SpanBuilder builder = tracer.spanBuilder("full").setParent(Context.root().with(span(true, 0)));
    for (int i = 0; i < MANY; i++) {
      builder.addLink(linked, many);
    }
    Span full = builder.startSpan();
    full.setAllAttributes(many);
    for (int i = 0; i < MANY; i++) {
      full.addEvent("event", many);
    }
    Meter meter = sdk.getMeter("settings");
    Map<String, String> carrier = new TreeMap<>();
    try (Scope current = full.makeCurrent()) {
      Objects.requireNonNull(current);
      meter.histogramBuilder("in.span").build().record(3);
      Context withBaggage = Context.current().with(Baggage.builder().put("colour", "blue").build());
      sdk.getPropagators().getTextMapPropagator().inject(withBaggage, carrier, Map::put);
    }
    carrier.replaceAll((name, value) -> value.replace(full.getSpanContext().getSpanId(), "SPAN"));
    full.end();
    for (int i = 0; i < TRACES; i++) {
      tracer
          .spanBuilder("remote" + i)
          .setParent(Context.root().with(span(i % 2 == 0, i)))
          .startSpan()
          .end();
    }
    for (int i = 0; i < TRACES; i++) {
      tracer.spanBuilder("root" + i).startSpan().end();
    }
    sdk.getLogsBridge()
        .get("settings")
        .logRecordBuilder()
        .setSeverity(Severity.WARN)
        .setBody(LONG)
        .setAllAttributes(many)
        .emit();
    LongCounter counter = meter.counterBuilder("counter").build();
    for (int i = 0; i < 12; i++) {
      counter.add(1, Attributes.of(AttributeKey.longKey("i"), (long) i));
    }
    meter.histogramBuilder("outside").build().record(5);
    meter.upDownCounterBuilder("updown").build().add(1);
    return carrier;
  }

  /** A parent elsewhere, in traces whose ids are spread over all that a ratio may keep. */
  private static Span span(boolean sampled, int number) {
    long low = (Long.MAX_VALUE / TRACES) * number + 1;
    return Span.wrap(
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd" + String.format(Locale.ROOT, "%016x", low),
            "b7ad6b7169203331",
            sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault()));
  }
}
