// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The instrumentation of the OpenTelemetry starter records into Ringlet; Log4j 2 logs. */
class OfficialStarterTest {
  @TempDir Path directory;

  @Test
  void starterInstrumentsAndRingletExports() {
    Path log = directory.resolve("application.log");
    try (OtlpCapture receiver = OtlpCapture.start()) {
      try (ConfigurableApplicationContext application =
          GreetingApplication.start(log, "--otel.exporter.otlp.endpoint=" + receiver.endpoint())) {
        assertThat(GreetingApplication.get(application, "/relayed/Ada")).isEqualTo("Hello Ada");
        assertThat(application.getBean(OpenTelemetry.class)).isInstanceOf(RingletSdk.class);
        assertThat(
                GreetingApplication.threads(
                    "BatchSpanProcessor", "BatchLogRecordProcessor", "PeriodicMetricReader"))
            .isEmpty();
        Await.until("three spans of the request", () -> spans(receiver).size() == 3);
      }
      Span greeting = span(receiver, Span.SpanKind.SPAN_KIND_SERVER, "GET /greeting/{name}");
      Span client = span(receiver, Span.SpanKind.SPAN_KIND_CLIENT, "GET");
      assertThat(greeting.getParentSpanId()).isEqualTo(client.getSpanId());
      assertThat(line(receiver, "greeting Ada").orElseThrow().getSpanId())
          .isEqualTo(greeting.getSpanId());
      assertThat(receiver.traces().get(0).getResourceSpans(0).getResource().getAttributesList())
          .anyMatch(
              one ->
                  one.getKey().equals("service.name")
                      && one.getValue().getStringValue().equals("greeting"));
    }
    assertThat(GreetingApplication.text(log)).contains("closed: traces produced 3, exported 3;");
  }

  private static List<Span> spans(OtlpCapture receiver) {
    return receiver.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static Span span(OtlpCapture receiver, Span.SpanKind kind, String name) {
    return spans(receiver).stream()
        .filter(span -> span.getKind() == kind && span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + spans(receiver)));
  }

  private static Optional<LogRecord> line(OtlpCapture receiver, String body) {
    return receiver.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .filter(line -> line.getBody().getStringValue().equals(body))
        .findFirst();
  }
}
