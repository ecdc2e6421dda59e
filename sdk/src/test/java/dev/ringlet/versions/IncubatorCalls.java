// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import static dev.ringlet.testing.Await.LONG;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.trace.TracerConfig;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.incubator.ExtendedOpenTelemetry;
import io.opentelemetry.api.incubator.config.ConfigProvider;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.api.incubator.logs.ExtendedLogRecordBuilder;
import io.opentelemetry.api.incubator.logs.ExtendedLogger;
import io.opentelemetry.api.incubator.trace.ExtendedSpanBuilder;
import io.opentelemetry.api.incubator.trace.ExtendedTracer;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls what the API's incubator adds to tracers, loggers and the SDK, and says what came of it.
 */
final class IncubatorCalls {
  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final ContextPropagators W3C =
      ContextPropagators.create(W3CTraceContextPropagator.getInstance());
  private static final Attributes ATTRIBUTES = Attributes.builder().put("a", "b").build();

  private IncubatorCalls() {}

  static List<String> run(String... arguments) {
    List<String> lines = new ArrayList<>();
    ConfigProvider provider = DeclarativeConfigProperties::empty;
    RingletSdk sdk = sdk(provider);
    traces((ExtendedTracer) sdk.getTracer("t"), lines);
    ExtendedTracer disabled = (ExtendedTracer) sdk.getTracer("off");
    lines.add(
        "disabled is extended "
            + (disabled.spanBuilder("s").setNoParent() instanceof ExtendedSpanBuilder));
    logs((ExtendedLogger) sdk.getLogsBridge().get("l"), lines);
    ExtendedLogger off = (ExtendedLogger) sdk.getLogsBridge().get("off");
    lines.add(
        "disabled logger is extended "
            + (off.logRecordBuilder() instanceof ExtendedLogRecordBuilder));
    lines.add(
        "config provider own " + (((ExtendedOpenTelemetry) sdk).getConfigProvider() == provider));
    try (RingletSdk plain = sdk(null)) {
      ExtendedOpenTelemetry extended = (ExtendedOpenTelemetry) plain;
      lines.add(
          "config provider default "
              + (extended.getConfigProvider() == ConfigProvider.noop()
                  && extended.getInstrumentationConfig("x") != null));
    }
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(sdk);
    lines.add("global is extended " + (GlobalOpenTelemetry.get() instanceof ExtendedOpenTelemetry));
    sdk.flush(LONG);
    lines.add("caught errors " + sdk.health().caughtErrors());
    lines.add("traces accepted " + sdk.health().signal(Signal.TRACES).accepted());
    lines.add("logs accepted " + sdk.health().signal(Signal.LOGS).accepted());
    sdk.close();
    return lines;
  }

  private static RingletSdk sdk(ConfigProvider provider) {
    RingletSdk.Builder builder = RingletSdk.builder();
    for (Signal signal : List.of(Signal.TRACES, Signal.METRICS, Signal.LOGS)) {
      builder.property("otel." + signal.key() + ".exporter", "none");
      builder.addExporter(signal, new CapturingExporter());
    }
    builder.setTracerConfigurator(
        scope -> scope.getName().equals("off") ? TracerConfig.disabled() : TracerConfig.enabled());
    builder.setLoggerConfigurator(
        scope -> scope.getName().equals("off") ? LoggerConfig.disabled() : LoggerConfig.enabled());
    if (provider != null) {
      builder.setConfigProvider(provider);
    }
    return builder.build();
  }

  private static void traces(ExtendedTracer tracer, List<String> lines) {
    SpanContext link =
        SpanContext.create(
            TRACE, "0123456789abcdef", TraceFlags.getSampled(), TraceState.getDefault());
    ExtendedSpanBuilder chained =
        tracer
            .spanBuilder("chained")
            .setParent(Context.root())
            .setNoParent()
            .addLink(link)
            .addLink(link, ATTRIBUTES)
            .setAttribute("s", "s")
            .setAttribute("l", 1L)
            .setAttribute("d", 1.5)
            .setAttribute("b", true)
            .setAttribute(AttributeKey.stringKey("k"), "v")
            .setAllAttributes(ATTRIBUTES)
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(1, TimeUnit.SECONDS)
            .setStartTimestamp(Instant.EPOCH);
    lines.add("result " + chained.<Integer, RuntimeException>startAndCall(() -> 5));
    AtomicReference<SpanContext> seen = new AtomicReference<>();
    tracer
        .spanBuilder("child")
        .setParentFrom(W3C, Map.of("TraceParent", "00-" + TRACE + "-0123456789abcdef-01"))
        .startAndRun(() -> seen.set(Span.current().getSpanContext()));
    lines.add("parent is extracted " + seen.get().getTraceId().equals(TRACE));
    lines.add("scope is current " + seen.get().isValid());
    try {
      tracer
          .spanBuilder("failing")
          .setParentFrom(null, null)
          .setParentFrom(W3C, null)
          .startAndRun(
              () -> {
                throw new IllegalStateException("expected");
              },
              (span, thrown) -> {
                throw new IllegalArgumentException("of the handler");
              });
    } catch (IllegalStateException e) {
      lines.add(
          "thrown "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + " suppressed "
              + e.getSuppressed().length);
    }
    try {
      tracer
          .spanBuilder("failing by default")
          .startAndRun(
              () -> {
                throw new IllegalStateException("expected");
              });
    } catch (IllegalStateException e) {
      lines.add("current after " + Span.current().getSpanContext().isValid());
    }
  }

  private static void logs(ExtendedLogger logger, List<String> lines) {
    lines.add(
        "logger enabled "
            + logger.isEnabled(Severity.INFO, Context.root())
            + " "
            + logger.isEnabled(null, Context.root()));
    logger
        .logRecordBuilder()
        .setTimestamp(1, TimeUnit.SECONDS)
        .setTimestamp(Instant.EPOCH)
        .setObservedTimestamp(1, TimeUnit.SECONDS)
        .setObservedTimestamp(Instant.EPOCH)
        .setContext(Context.root())
        .setSeverity(Severity.WARN)
        .setSeverityText("warn")
        .setBody("text")
        .setBody(Value.of("value"))
        .setEventName("event")
        .setAllAttributes(ATTRIBUTES)
        .setAttribute(AttributeKey.stringKey("k"), "v")
        .setException(new IllegalStateException("expected"))
        .emit();
  }
}
