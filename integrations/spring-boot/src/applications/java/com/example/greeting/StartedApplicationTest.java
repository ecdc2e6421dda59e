// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** One application, its telemetry as it arrives, and its end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartedApplicationTest {
  @TempDir static Path directory;
  private static OtlpCapture receiver;
  private static ConfigurableApplicationContext application;
  private static Path log;

  @BeforeAll
  static void start() {
    receiver = OtlpCapture.start();
    log = directory.resolve("application.log");
    application =
        GreetingApplication.start(log, "--otel.exporter.otlp.endpoint=" + receiver.endpoint());
    assertThat(GreetingApplication.get(application, "/relayed/Ada")).isEqualTo("Hello Ada");
  }

  @AfterAll
  static void stop() {
    application.close();
    receiver.close();
  }

  @Test
  @Order(1)
  void ringletIsTheOnlyOpenTelemetryBean() {
    assertThat(application.getBean(OpenTelemetry.class)).isInstanceOf(RingletSdk.class);
    assertThat(
            GreetingApplication.threads(
                "BatchSpanProcessor", "BatchLogRecordProcessor", "otlp-metrics-publisher"))
        .isEmpty();
  }

  @Test
  @Order(2)
  void requestMakesOneTraceAcrossHttp() {
    Await.until("three spans of the request", () -> spansOfRequest().size() == 3);
    Span relayed = span(Span.SpanKind.SPAN_KIND_SERVER, "http get /relayed/{name}");
    Span client = span(Span.SpanKind.SPAN_KIND_CLIENT, "http get");
    Span greeting = span(Span.SpanKind.SPAN_KIND_SERVER, "http get /greeting/{name}");
    assertThat(client.getParentSpanId()).isEqualTo(relayed.getSpanId());
    assertThat(greeting.getParentSpanId()).isEqualTo(client.getSpanId());
  }

  @Test
  @Order(3)
  void resourceHoldsFactsOfSpringAndSettings() {
    Await.until("a trace", () -> !receiver.traces().isEmpty());
    assertThat(attributes(receiver.traces().get(0).getResourceSpans(0).getResource()))
        .containsEntry("service.name", "greeting")
        .containsEntry("service.version", "1.2.3")
        .containsEntry("deployment.environment.name", "test, with a comma")
        .containsEntry("team.name", "green")
        .containsEntry("telemetry.sdk.name", "ringlet");
  }

  @Test
  @Order(4)
  void linesOfTheLogArriveWithTheirSpan() {
    Await.until(
        "the line of the request", () -> logs().anyMatch(StartedApplicationTest::isGreeting));
    LogRecord line = logs().filter(StartedApplicationTest::isGreeting).findFirst().orElseThrow();
    assertThat(line.getSpanId())
        .isEqualTo(span(Span.SpanKind.SPAN_KIND_SERVER, "http get /greeting/{name}").getSpanId());
    assertThat(logs().map(one -> one.getBody().getStringValue()))
        .as("what was logged before the SDK existed")
        .anyMatch(body -> body.startsWith("Starting "));
  }

  @Test
  @Order(5)
  void metersArrive() {
    assertThat(application.getBean(RingletSdk.class).flush(Duration.ofSeconds(10))).isTrue();
    Metric requests = metric("http.server.requests");
    assertThat(requests.getUnit()).isEqualTo("s");
    assertThat(
            requests.getHistogram().getDataPointsList().stream()
                .mapToLong(HistogramDataPoint::getCount)
                .sum())
        .isEqualTo(2);
    assertThat(requests.getHistogram().getDataPoints(0).getExplicitBounds(0)).isEqualTo(0.005);
    assertThat(metric("jvm.memory.used").getGauge().getDataPointsList())
        .hasSizeGreaterThan(2)
        .allMatch(point -> point.getAsDouble() >= 0);
    assertThat(GreetingApplication.get(application, "/actuator/metrics/http.server.requests"))
        .contains("\"statistic\":\"COUNT\",\"value\":2");
  }

  @Test
  @Order(6)
  void actuatorShowsHealth() {
    assertThat(GreetingApplication.get(application, "/actuator/health"))
        .containsPattern("\"ringlet\":\\{[^{]*\"details\":\\{\"traces\":\\{\"produced\":");
    assertThat(GreetingApplication.get(application, "/actuator/ringlet"))
        .contains("\"logs\":{\"produced\":", "\"dropped\":{}");
  }

  @Test
  @Order(7)
  void settingsWithoutEffectAreNamedInTheLog() {
    assertThat(GreetingApplication.text(log))
        .contains(
            "Without effect, because Ringlet is the OpenTelemetry:"
                + " management.tracing.sampling.probability (use otel.traces.sampler)")
        .contains("Not used with Ringlet, and may be excluded:", "opentelemetry-exporter-otlp");
  }

  @Test
  @Order(8)
  void closeReportsInTheLogAndLeavesNoThread() {
    application.close();
    assertThat(GreetingApplication.text(log)).containsPattern("closed: traces produced [1-9]");
    Await.until("all threads have ended", () -> GreetingApplication.threads("ringlet").isEmpty());
  }

  private static List<Span> spansOfRequest() {
    List<Span> spans = new ArrayList<>();
    receiver.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .filter(span -> !span.getName().contains("actuator"))
        .forEach(spans::add);
    return spans;
  }

  private static Span span(Span.SpanKind kind, String name) {
    return spansOfRequest().stream()
        .filter(span -> span.getKind() == kind && span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + spansOfRequest()));
  }

  private static Stream<LogRecord> logs() {
    return receiver.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream());
  }

  private static boolean isGreeting(LogRecord line) {
    return line.getBody().getStringValue().equals("greeting Ada");
  }

  private static Metric metric(String name) {
    return receiver.metrics().stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private static Map<String, String> attributes(Resource resource) {
    Map<String, String> attributes = new HashMap<>();
    for (KeyValue one : resource.getAttributesList()) {
      attributes.put(one.getKey(), one.getValue().getStringValue());
    }
    return attributes;
  }
}
