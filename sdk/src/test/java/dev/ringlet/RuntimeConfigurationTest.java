// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.differential.metrics.OfficialReaders;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.trace.TracerConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.internal.ScopeConfigurator;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.metrics.internal.MeterConfig;
import io.opentelemetry.sdk.metrics.internal.SdkMeterProviderUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracers, meters and loggers are switched on and off while the application runs. */
class RuntimeConfigurationTest {
  private static final Predicate<InstrumentationScope> QUIET =
      scope -> !scope.getName().startsWith("noisy");

  private static RingletSdk.Builder sdk(OtlpCapture collector) {
    return RingletSdk.builder()
        .property("otel.exporter.otlp.endpoint", collector.endpoint())
        .property("otel.metric.export.interval", "1h");
  }

  private static void span(Tracer tracer, String name) {
    tracer.spanBuilder(name).startSpan().end();
  }

  private static List<String> spans(OtlpCapture collector) {
    return collector.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream().map(span -> span.getName()))
        .sorted()
        .toList();
  }

  private static List<String> logs(OtlpCapture collector) {
    return collector.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .map(log -> log.getBody().getStringValue())
        .sorted()
        .toList();
  }

  private static Function<InstrumentationScope, TracerConfig> tracersBy(
      Predicate<InstrumentationScope> rule) {
    return scope -> rule.test(scope) ? TracerConfig.enabled() : TracerConfig.disabled();
  }

  private static Function<InstrumentationScope, dev.ringlet.metrics.MeterConfig> metersBy(
      Predicate<InstrumentationScope> rule) {
    return scope ->
        rule.test(scope)
            ? dev.ringlet.metrics.MeterConfig.enabled()
            : dev.ringlet.metrics.MeterConfig.disabled();
  }

  @Test
  void tracers() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk = sdk(collector).setTracerConfigurator(tracersBy(QUIET)).build()) {
      Tracer noisy = sdk.getTracer("noisy.a");
      Tracer other = sdk.getTracer("other");
      span(noisy, "off at first");
      span(other, "on at first");
      sdk.setTracerConfigurator(tracersBy(scope -> !scope.getName().equals("other")));
      assertThat(noisy.isEnabled()).isTrue();
      assertThat(other.isEnabled()).isFalse();
      span(noisy, "switched on");
      span(other, "switched off");
      span(sdk.getTracer("noisy.b"), "on when it came");

      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(spans(collector)).containsExactly("on at first", "on when it came", "switched on");
      assertThat(sdk.health().signal(Signal.TRACES).produced()).isEqualTo(3);
    }
  }

  @Test
  void loggers() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk = sdk(collector).build()) {
      Logger noisy = sdk.getLogsBridge().get("noisy");
      Logger other = sdk.getLogsBridge().get("other");
      noisy.logRecordBuilder().setSeverity(Severity.INFO).setBody("all at first").emit();
      sdk.setLoggerConfigurator(
          scope ->
              scope.getName().equals("other")
                  ? null
                  : LoggerConfig.create(Severity.WARN, /* traceBased= */ false));
      assertThat(noisy.isEnabled(Severity.INFO)).isFalse();
      assertThat(noisy.isEnabled(Severity.WARN)).isTrue();
      for (Logger logger : List.of(noisy, other, sdk.getLogsBridge().get("late"))) {
        logger.logRecordBuilder().setSeverity(Severity.INFO).setBody("info").emit();
        logger.logRecordBuilder().setSeverity(Severity.WARN).setBody("warning").emit();
      }
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(logs(collector))
          .containsExactly("all at first", "info", "warning", "warning", "warning");
    }
  }

  /** The same switching on both SDKs; the official one is switched by its own means. */
  @ParameterizedTest
  @ValueSource(strings = {"cumulative", "delta"})
  void metersLikeThoseOfTheOfficialSdk(String temporality) {
    try (OtlpCapture ours = OtlpCapture.start();
        OtlpCapture theirs = OtlpCapture.start();
        RingletSdk sdk =
            sdk(ours)
                .property("otel.exporter.otlp.metrics.temporality.preference", temporality)
                .setMeterConfigurator(metersBy(QUIET))
                .build();
        SdkMeterProvider official = official(theirs, temporality)) {
      Runnable flushOurs = () -> assertThat(sdk.flush(LONG)).isTrue();
      Runnable flushTheirs = () -> OfficialReaders.flush(official);
      List<String> seen =
          switching(sdk, rule -> sdk.setMeterConfigurator(metersBy(rule)), flushOurs);
      List<String> expected =
          switching(
              OpenTelemetrySdk.builder().setMeterProvider(official).build(),
              rule -> SdkMeterProviderUtil.setMeterConfigurator(official, configurator(rule)),
              flushTheirs);

      assertThat(seen).isEqualTo(expected).contains("true", "false");
      assertThat(rounds(ours)).isEqualTo(rounds(theirs)).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private static SdkMeterProvider official(OtlpCapture collector, String temporality) {
    OtlpHttpMetricExporter exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(collector.endpoint() + "/v1/metrics")
            .setAggregationTemporalitySelector(
                temporality.equals("delta")
                    ? AggregationTemporalitySelector.deltaPreferred()
                    : AggregationTemporalitySelector.alwaysCumulative())
            .build();
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build())
            .build();
    SdkMeterProviderUtil.setMeterConfigurator(provider, configurator(QUIET));
    return provider;
  }

  private static ScopeConfigurator<MeterConfig> configurator(Predicate<InstrumentationScope> rule) {
    return scope ->
        rule.test(InstrumentationScope.builder(scope.getName()).build())
            ? MeterConfig.enabled()
            : MeterConfig.disabled();
  }

  /** Something that sets which meters are enabled. */
  private interface Switch {
    void set(Predicate<InstrumentationScope> rule);
  }

  private static List<String> switching(OpenTelemetry telemetry, Switch meters, Runnable flush) {
    List<String> enabled = new ArrayList<>();
    List<LongCounter> counters = new ArrayList<>();
    List<DoubleHistogram> histograms = new ArrayList<>();
    for (String scope : List.of("noisy", "other")) {
      Meter meter = telemetry.getMeter(scope);
      counters.add(meter.counterBuilder("count").build());
      histograms.add(meter.histogramBuilder("duration").build());
      AtomicInteger calls = new AtomicInteger();
      meter
          .gaugeBuilder("calls")
          .ofLongs()
          .buildWithCallback(gauge -> gauge.record(calls.incrementAndGet()));
    }
    List<Predicate<InstrumentationScope>> rules =
        List.of(QUIET, scope -> true, scope -> false, QUIET, scope -> true);
    for (int round = 0; round < rules.size(); round++) {
      if (round > 0) {
        meters.set(rules.get(round));
      }
      long value = 1L << round;
      counters.forEach(counter -> enabled.add(String.valueOf(counter.isEnabled())));
      counters.forEach(counter -> counter.add(value));
      histograms.forEach(histogram -> histogram.record(value));
      telemetry.getMeter("late").counterBuilder("count").build().add(value);
      flush.run();
    }
    return enabled;
  }

  /** What each request says, without times and without what the SDKs say of themselves. */
  private static List<TreeSet<String>> rounds(OtlpCapture collector) {
    return collector.metrics().stream()
        .map(RuntimeConfigurationTest::points)
        .filter(points -> !points.isEmpty())
        .toList();
  }

  private static TreeSet<String> points(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .filter(scope -> !scope.getScope().getName().startsWith("io.opentelemetry."))
        .flatMap(
            scope ->
                scope.getMetricsList().stream()
                    .map(metric -> scope.getScope().getName() + " " + point(metric)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String point(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM -> metric.getName() + " sum " + metric.getSum().getDataPoints(0).getAsInt();
      case GAUGE -> metric.getName() + " gauge " + metric.getGauge().getDataPoints(0).getAsInt();
      default ->
          metric.getName()
              + " "
              + metric.getHistogram().getDataPoints(0).getCount()
              + " "
              + metric.getHistogram().getDataPoints(0).getBucketCountsList();
    };
  }

  @Test
  void rulesThatThrow() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk = sdk(collector).build()) {
      LongCounter counter = sdk.getMeter("test").counterBuilder("count").build();
      Predicate<InstrumentationScope> bad =
          scope -> {
            throw new IllegalStateException("rule");
          };
      sdk.setTracerConfigurator(tracersBy(bad));
      sdk.setMeterConfigurator(metersBy(bad));
      sdk.setLoggerConfigurator(scope -> LoggerConfig.create(null, bad.test(scope)));
      span(sdk.getTracer("test"), "span");
      counter.add(1);
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("log").emit();

      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(spans(collector)).containsExactly("span");
      assertThat(logs(collector)).containsExactly("log");
      assertThat(rounds(collector)).containsExactly(new TreeSet<>(List.of("test count sum 1")));
      assertThat(sdk.health().caughtErrors()).isEqualTo(3);
    }
  }

  @Test
  void nullIsRefusedAndASdkThatIsOffTakesAnything() {
    try (RingletSdk off = RingletSdk.builder().property("otel.sdk.disabled", "true").build()) {
      off.setTracerConfigurator(tracersBy(QUIET));
      off.setMeterConfigurator(metersBy(QUIET));
      off.setLoggerConfigurator(scope -> LoggerConfig.disabled());
      assertThatThrownBy(() -> off.setTracerConfigurator(null)).hasMessage("configurator");
      assertThatThrownBy(() -> off.setMeterConfigurator(null)).hasMessage("configurator");
      assertThatThrownBy(() -> off.setLoggerConfigurator(null)).hasMessage("configurator");
      assertThatThrownBy(() -> RingletSdk.builder().setTracerConfigurator(null))
          .hasMessage("configurator");
    }
  }
}
