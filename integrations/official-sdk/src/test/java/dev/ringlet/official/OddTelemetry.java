// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Telemetry with much that is seldom, the same for every SDK. */
final class OddTelemetry {
  private static final String REMOTE_TRACE = "0123456789abcdef0123456789abcdef";
  private static final String REMOTE_SPAN = "fedcba9876543210";

  /** One, so that its stack is the same for all. */
  private static final Exception ODD = new IllegalStateException("odd");

  private OddTelemetry() {}

  static SpanContext remote() {
    return SpanContext.createFromRemoteParent(
        REMOTE_TRACE,
        REMOTE_SPAN,
        TraceFlags.getSampled(),
        TraceState.builder().put("b", "2").put("a", "1").build());
  }

  static void spans(OpenTelemetry sdk) {
    Tracer tracer =
        sdk.tracerBuilder("odd")
            .setInstrumentationVersion("1")
            .setSchemaUrl("https://example.com/schema")
            .build();
    Span root = tracer.spanBuilder("root").setSpanKind(SpanKind.SERVER).startSpan();
    attributes(root);
    root.addEvent("event", Attributes.of(AttributeKey.longKey("n"), 1L), 17, TimeUnit.SECONDS);
    root.addEvent("");
    root.setStatus(StatusCode.ERROR, "broken \ud83d\ude00");
    Span child =
        tracer
            .spanBuilder("child")
            .setParent(Context.root().with(root))
            .setSpanKind(SpanKind.CLIENT)
            .addLink(remote(), Attributes.of(AttributeKey.stringKey("link"), "yes"))
            .addLink(root.getSpanContext())
            .setStartTimestamp(5, TimeUnit.SECONDS)
            .startSpan();
    child.recordException(ODD, Attributes.empty());
    for (int i = 0; i < 140; i++) {
      child.setAttribute("many." + i, i);
      child.addEvent("many");
    }
    child.end(6, TimeUnit.SECONDS);
    tracer
        .spanBuilder("from afar")
        .setParent(Context.root().with(Span.wrap(remote())))
        .setSpanKind(SpanKind.CONSUMER)
        .startSpan()
        .setStatus(StatusCode.OK)
        .end();
    root.end();
    sdk.getTracer("").spanBuilder("").startSpan().end();
  }

  private static void attributes(Span span) {
    span.setAttribute("text", "a\u0000\ud800b");
    span.setAttribute("empty", "");
    span.setAttribute("min", Long.MIN_VALUE);
    span.setAttribute("nan", Double.NaN);
    span.setAttribute("true", true);
    span.setAttribute(AttributeKey.stringArrayKey("texts"), Arrays.asList("x", "", "y"));
    span.setAttribute(AttributeKey.longArrayKey("longs"), List.of(1L, -1L));
    span.setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(0.5, -0.0));
    span.setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of(true, false));
    span.setAttribute(AttributeKey.valueKey("value"), value());
    span.setAttribute(AttributeKey.stringKey("gone"), null);
    span.setAttribute("text2", "first");
    span.setAttribute("text2", 2);
  }

  static Value<?> value() {
    return Value.of(
        KeyValue.of("bytes", Value.of("b".getBytes(StandardCharsets.UTF_8))),
        KeyValue.of("list", Value.of(Value.of(1), Value.of("two"), Value.of(Value.of(3.0)))),
        KeyValue.of("empty", Value.empty()));
  }

  static void logs(OpenTelemetry sdk) {
    Logger logger = sdk.getLogsBridge().loggerBuilder("odd").setInstrumentationVersion("2").build();
    try (Scope inside = Context.root().with(Span.wrap(remote())).makeCurrent()) {
      assert inside != null;
      logger
          .logRecordBuilder()
          .setBody("text")
          .setSeverity(Severity.WARN3)
          .setSeverityText("WARNING")
          .setTimestamp(1, TimeUnit.SECONDS)
          .setObservedTimestamp(2, TimeUnit.SECONDS)
          .setAttribute(AttributeKey.longKey("n"), 1L)
          .emit();
    }
    logger
        .logRecordBuilder()
        .setBody(value())
        .setEventName("an.event")
        .setObservedTimestamp(3, TimeUnit.SECONDS)
        .setException(ODD)
        .setAttribute(AttributeKey.valueKey("value"), value())
        .emit();
    for (Value<?> body : List.of(Value.of(1), Value.of(true), Value.of(2.5), Value.empty())) {
      logger.logRecordBuilder().setBody(body).setObservedTimestamp(4, TimeUnit.SECONDS).emit();
    }
    var many = logger.logRecordBuilder().setObservedTimestamp(5, TimeUnit.SECONDS);
    for (int i = 0; i < 140; i++) {
      many.setAttribute(AttributeKey.stringKey("many." + i), "x");
    }
    many.emit();
  }

  static void metrics(OpenTelemetry sdk) {
    Meter meter = sdk.meterBuilder("odd").setInstrumentationVersion("3").build();
    Attributes tagged = Attributes.of(AttributeKey.stringKey("k"), "v");
    meter.counterBuilder("count").setUnit("1").setDescription("counts").build().add(3, tagged);
    meter.counterBuilder("real").ofDoubles().build().add(0.5);
    meter.upDownCounterBuilder("updown").build().add(-3);
    meter.gaugeBuilder("gauge").build().set(-0.5, tagged);
    meter.gaugeBuilder("whole").ofLongs().build().set(7);
    DoubleHistogram histogram = meter.histogramBuilder("histogram").setUnit("ms").build();
    DoubleHistogram spread = meter.histogramBuilder("spread").build();
    try (Scope inside = Context.root().with(Span.wrap(remote())).makeCurrent()) {
      assert inside != null;
      for (int i = 0; i < 50; i++) {
        histogram.record(i * 10, tagged);
      }
      spread.record(0); // the only one that may become an exemplar
    }
    for (int i = 0; i < 50; i++) {
      spread.record(Math.pow(1.7, i - 25));
    }
    meter.histogramBuilder("longs").ofLongs().build().record(4);
    meter.counterBuilder("observed").buildWithCallback(out -> out.record(9, tagged));
    meter.upDownCounterBuilder("level").buildWithCallback(out -> out.record(-9));
    meter.gaugeBuilder("seen").buildWithCallback(out -> out.record(1.25));
  }
}
