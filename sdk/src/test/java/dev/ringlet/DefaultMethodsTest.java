// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The API's default methods do nothing, or box, or allocate; each is overridden, or it stands here
 * with the reason why it need not be.
 */
class DefaultMethodsTest {
  private static final Map<String, String> RIGHT_AS_THEY_ARE =
      Map.of(
          "ImplicitContextKeyed.makeCurrent", "makes the context with the span current",
          "Span.storeInContext", "puts the span into the context, which is all there is to do",
          "OpenTelemetry.getTracer", "asks tracerBuilder, and checks for null as users expect",
          "OpenTelemetry.getMeter", "asks getMeterProvider",
          "OpenTelemetry.meterBuilder", "asks getMeterProvider");

  private static RingletSdk sdk;
  private static Tracer tracer;

  @BeforeAll
  static void start() {
    sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("ringlet.close.timeout", "0")
            .build();
    tracer = sdk.getTracer("test");
  }

  @AfterAll
  static void close() {
    sdk.close();
  }

  @Test
  void openTelemetry() {
    check(OpenTelemetry.class, sdk);
  }

  @Test
  void tracers() {
    check(TracerProvider.class, sdk.getTracerProvider());
    check(TracerBuilder.class, sdk.tracerBuilder("test"));
    check(Tracer.class, tracer);
  }

  @Test
  void loggers() {
    check(LoggerProvider.class, sdk.getLogsBridge());
    check(LoggerBuilder.class, sdk.getLogsBridge().loggerBuilder("test"));
    Logger logger = sdk.getLogsBridge().get("test");
    check(Logger.class, logger);
    check(LogRecordBuilder.class, logger.logRecordBuilder());
  }

  @Test
  void meters() {
    check(MeterProvider.class, sdk.getMeterProvider());
    check(MeterBuilder.class, sdk.getMeterProvider().meterBuilder("test"));
    Meter meter = sdk.getMeter("test");
    check(Meter.class, meter);
    check(LongCounterBuilder.class, meter.counterBuilder("a"));
    check(DoubleCounterBuilder.class, meter.counterBuilder("a").ofDoubles());
    check(LongUpDownCounterBuilder.class, meter.upDownCounterBuilder("a"));
    check(DoubleUpDownCounterBuilder.class, meter.upDownCounterBuilder("a").ofDoubles());
    check(DoubleHistogramBuilder.class, meter.histogramBuilder("a"));
    check(LongHistogramBuilder.class, meter.histogramBuilder("a").ofLongs());
    check(DoubleGaugeBuilder.class, meter.gaugeBuilder("a"));
    check(LongGaugeBuilder.class, meter.gaugeBuilder("a").ofLongs());
  }

  @Test
  void instruments() {
    Meter meter = sdk.getMeter("test");
    check(LongCounter.class, meter.counterBuilder("b").build());
    check(DoubleCounter.class, meter.counterBuilder("c").ofDoubles().build());
    check(LongUpDownCounter.class, meter.upDownCounterBuilder("d").build());
    check(DoubleUpDownCounter.class, meter.upDownCounterBuilder("e").ofDoubles().build());
    check(DoubleHistogram.class, meter.histogramBuilder("f").build());
    check(LongHistogram.class, meter.histogramBuilder("g").ofLongs().build());
    check(DoubleGauge.class, meter.gaugeBuilder("h").build());
    check(LongGauge.class, meter.gaugeBuilder("i").ofLongs().build());
  }

  @Test
  void builder() {
    check(SpanBuilder.class, tracer.spanBuilder("test"));
  }

  @Test
  void recordedSpan() {
    Span span = tracer.spanBuilder("test").startSpan();
    assertThat(span.isRecording()).isTrue();
    check(Span.class, span);
    check(SpanContext.class, span.getSpanContext());
  }

  @Test
  void droppedSpan() {
    try (RingletSdk off =
        RingletSdk.builder()
            .property("otel.traces.sampler", "always_off")
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .build()) {
      Span span = off.getTracer("test").spanBuilder("test").startSpan();
      assertThat(span.isRecording()).isFalse();
      check(Span.class, span);
      check(SpanContext.class, span.getSpanContext());
    }
  }

  @Test
  void theCheckCanFail() {
    class Forgetful implements Tracer {
      @Override
      public SpanBuilder spanBuilder(String spanName) {
        return tracer.spanBuilder(spanName);
      }
    }

    assertThat(inherited(Tracer.class, new Forgetful())).containsExactly("Tracer.isEnabled");
  }

  private static void check(Class<?> api, Object ours) {
    assertThat(ours.getClass().getName()).startsWith("dev.ringlet.");
    Set<String> inherited = inherited(api, ours);
    inherited.removeAll(RIGHT_AS_THEY_ARE.keySet());
    assertThat(inherited).as("default methods of the API in %s", ours.getClass()).isEmpty();
  }

  /** The default methods of the API that an object's class does not override. */
  private static Set<String> inherited(Class<?> api, Object object) {
    Set<String> names = new TreeSet<>();
    for (Method method : api.getMethods()) {
      if (method.isDefault()) {
        names.addAll(inherited(method, object));
      }
    }
    return names;
  }

  private static Set<String> inherited(Method method, Object object) {
    try {
      Method actual = object.getClass().getMethod(method.getName(), method.getParameterTypes());
      return actual.getDeclaringClass().isInterface()
          ? Set.of(method.getDeclaringClass().getSimpleName() + "." + method.getName())
          : Set.of();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
