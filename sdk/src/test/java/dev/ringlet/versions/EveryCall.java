// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import static dev.ringlet.testing.Await.LONG;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls everything that an application can call, with what the oldest supported API has, and tells
 * what became of it. Run in class loaders with other versions of the API.
 */
@SuppressWarnings({
  "try",
  "deprecation"
}) // scopes are only to be closed; what newer versions deprecate, older ones need
final class EveryCall {
  private static final Attributes ATTRIBUTES =
      Attributes.builder()
          .put("string", "s")
          .put("long", 1)
          .put("double", 1.5)
          .put("boolean", true)
          .put("strings", "a", "b")
          .put("longs", 1L, 2L)
          .put("doubles", 1.5, 2.5)
          .put("booleans", true, false)
          .build();

  private static final List<Signal> SIGNALS = List.of(Signal.TRACES, Signal.METRICS, Signal.LOGS);

  private EveryCall() {}

  /** The one argument says whether to register the SDK as the global one. */
  static List<String> run(String... arguments) {
    RingletSdk sdk = sdk(arguments[0].equals("install"));
    OpenTelemetry api = arguments[0].equals("install") ? GlobalOpenTelemetry.get() : sdk;
    traces(api);
    List<AutoCloseable> callbacks = metrics(api.getMeter("every"));
    logs(api.getLogsBridge().get("every"));
    boolean flushed = sdk.flush(LONG);
    callbacks.forEach(EveryCall::close);
    sdk.close();
    List<String> lines = new ArrayList<>();
    lines.add("flushed " + flushed);
    lines.add("caught errors " + sdk.health().caughtErrors());
    for (Map.Entry<Signal, SignalHealth> entry : sdk.health().signals().entrySet()) {
      SignalHealth health = entry.getValue();
      lines.add(entry.getKey().key() + " dropped " + health.dropped());
      if (entry.getKey() != Signal.METRICS) {
        lines.add(entry.getKey().key() + " accepted " + health.accepted());
      }
    }
    return lines;
  }

  private static RingletSdk sdk(boolean install) {
    if (install) {
      return installed();
    }
    RingletSdk.Builder builder = RingletSdk.builder();
    for (Signal signal : SIGNALS) {
      builder.property("otel." + signal.key() + ".exporter", "none");
      builder.addExporter(signal, new CapturingExporter());
    }
    builder.addLogRecordProcessor(
        (context, record) -> {
          record.setAttribute(AttributeKey.stringKey("from a processor"), "value");
          if (record.getAttributes().isEmpty() || record.toOtlp().length == 0) {
            throw new IllegalStateException("no attributes: " + record.getAttributes());
          }
        });
    return builder.build();
  }

  /** The tests that this JVM runs afterwards must not see the properties. */
  private static RingletSdk installed() {
    try {
      for (Signal signal : SIGNALS) {
        System.setProperty("otel." + signal.key() + ".exporter", "none");
      }
      return RingletSdk.install();
    } finally {
      for (Signal signal : SIGNALS) {
        System.clearProperty("otel." + signal.key() + ".exporter");
      }
    }
  }

  private static void traces(OpenTelemetry api) {
    Tracer tracer =
        api.tracerBuilder("every").setInstrumentationVersion("1").setSchemaUrl("urn:x").build();
    Span parent = tracer.spanBuilder("parent").setSpanKind(SpanKind.SERVER).startSpan();
    try (Scope scope = parent.makeCurrent()) {
      Span span =
          tracer
              .spanBuilder("child")
              .setAllAttributes(ATTRIBUTES)
              .setAttribute(AttributeKey.longKey("key"), 5)
              .addLink(parent.getSpanContext(), ATTRIBUTES)
              .setStartTimestamp(Instant.now())
              .startSpan();
      span.setAllAttributes(ATTRIBUTES)
          .setAttribute("a", "b")
          .setAttribute("c", 1)
          .setAttribute("d", 1.5)
          .setAttribute("e", false)
          .setAttribute(AttributeKey.longKey("f"), 200)
          .addEvent("event", ATTRIBUTES, Instant.now())
          .addEvent("event", 5, TimeUnit.SECONDS)
          .addLink(
              SpanContext.createFromRemoteParent(
                  "0123456789abcdef0123456789abcdef",
                  "0123456789abcdef",
                  TraceFlags.getSampled(),
                  TraceState.builder().put("a", "b").build()))
          .recordException(new IllegalStateException("odd"), ATTRIBUTES)
          .setStatus(StatusCode.ERROR, "bad")
          .updateName("renamed");
      span.end(Instant.now());
      api.getPropagators()
          .getTextMapPropagator()
          .inject(Context.current(), new ArrayList<String>(), (list, k, v) -> list.add(k + v));
    }
    parent.end();
  }

  private static List<AutoCloseable> metrics(Meter meter) {
    meter.counterBuilder("c1").setUnit("1").setDescription("d").build().add(1, ATTRIBUTES);
    meter.counterBuilder("c2").ofDoubles().build().add(1.5, ATTRIBUTES);
    meter.upDownCounterBuilder("c3").build().add(-1, ATTRIBUTES);
    meter.upDownCounterBuilder("c4").ofDoubles().build().add(-1.5, ATTRIBUTES);
    meter.histogramBuilder("h1").build().record(1.5, ATTRIBUTES);
    meter
        .histogramBuilder("h2")
        .setExplicitBucketBoundariesAdvice(List.of(1.0, 2.0))
        .ofLongs()
        .build()
        .record(1, ATTRIBUTES);
    meter.gaugeBuilder("g1").build().set(1.5, ATTRIBUTES);
    meter.gaugeBuilder("g2").ofLongs().build().set(1, ATTRIBUTES);
    List<AutoCloseable> callbacks = new ArrayList<>();
    callbacks.add(meter.counterBuilder("o1").buildWithCallback(m -> m.record(1, ATTRIBUTES)));
    callbacks.add(
        meter.counterBuilder("o2").ofDoubles().buildWithCallback(m -> m.record(1.5, ATTRIBUTES)));
    callbacks.add(meter.upDownCounterBuilder("o3").buildWithCallback(m -> m.record(1)));
    callbacks.add(
        meter.upDownCounterBuilder("o4").ofDoubles().buildWithCallback(m -> m.record(1.5)));
    callbacks.add(meter.gaugeBuilder("o5").buildWithCallback(m -> m.record(1.5)));
    callbacks.add(meter.gaugeBuilder("o6").ofLongs().buildWithCallback(m -> m.record(1)));
    return callbacks;
  }

  private static void logs(Logger logger) {
    logger
        .logRecordBuilder()
        .setSeverity(Severity.INFO)
        .setSeverityText("info")
        .setTimestamp(Instant.now())
        .setObservedTimestamp(Instant.now())
        .setContext(Context.current())
        .setBody("text")
        .setAllAttributes(ATTRIBUTES)
        .setAttribute(AttributeKey.stringKey("k"), "v")
        .emit();
    logger
        .logRecordBuilder()
        .setBody(
            Value.of(
                Map.of(
                    "list", Value.of(Value.of(1), Value.of(1.5), Value.of(true)),
                    "bytes", Value.of(new byte[] {1}),
                    "text", Value.of("t"))))
        .emit();
  }

  private static void close(AutoCloseable callback) {
    try {
      callback.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
