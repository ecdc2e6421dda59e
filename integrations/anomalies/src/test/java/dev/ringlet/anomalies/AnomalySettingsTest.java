// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ringlet.customizers=anomalies}: nothing of it is set up in code. */
class AnomalySettingsTest {
  private final Logger own = Logger.getLogger(AnomalyProcessor.class.getName());
  private final CapturingExporter logs = new CapturingExporter();
  private final CapturingExporter traces = new CapturingExporter();
  private Instant time = Instant.ofEpochSecond(1_700_000_000);

  @BeforeEach
  void quiet() {
    own.setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    own.setLevel(null);
  }

  private RingletSdk sdk(String customizers) {
    return RingletSdk.builder()
        .property("ringlet.customizers", customizers)
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("ringlet.sampler.adaptive.spans.per.second", "20")
        .addExporter(Signal.LOGS, logs)
        .addExporter(Signal.TRACES, traces)
        .build();
  }

  private Span request(Tracer tracer, long millis, String version) {
    Span span =
        tracer
            .spanBuilder("GET /users")
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("app.version", version)
            .setStartTimestamp(time)
            .startSpan();
    span.end(time.plusMillis(millis));
    time = time.plusMillis(100);
    return span;
  }

  private void learn(Tracer tracer) {
    for (int i = 0; i < 2_000; i++) {
      request(tracer, 20, "1.4");
    }
  }

  private List<LogRecord> records() {
    return logs.requests(ExportLogsServiceRequest::parseFrom)
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  private static Map<String, String> attributes(LogRecord record) {
    return record.getAttributesList().stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                each -> each.getValue().toString().strip().replaceAll("\\s+", " ")));
  }

  @Test
  void anAnomalyIsALogRecordOfTheSdk() {
    try (RingletSdk sdk = sdk("anomalies")) {
      Tracer tracer = sdk.getTracer("test");
      learn(tracer);
      for (int i = 0; i < 300; i++) {
        request(tracer, 300, "1.5");
      }
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(records()).hasSize(1);
    LogRecord record = records().get(0);
    assertThat(record.getEventName()).isEqualTo("ringlet.anomaly");
    assertThat(record.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
    assertThat(record.getBody().getStringValue()).startsWith("SERVER GET /users: latency at");
    String trace = HexFormat.of().formatHex(record.getTraceId().toByteArray());
    assertThat(record.getBody().getStringValue()).contains("trace " + trace);
    assertThat(record.getSpanId().size()).isEqualTo(8);
    assertThat(record.getTimeUnixNano()).isGreaterThan(1_700_000_200_000_000_000L);
    assertThat(attributes(record))
        .containsEntry("ringlet.anomaly.kind", "string_value: \"latency\"")
        .containsEntry("ringlet.anomaly.route", "string_value: \"SERVER GET /users\"")
        .containsKeys("ringlet.anomaly.spans", "ringlet.anomaly.affected")
        .hasEntrySatisfying(
            "ringlet.anomaly.observed",
            value -> assertThat(Double.parseDouble(value.split(" ")[1])).isBetween(0.29, 0.31))
        .hasEntrySatisfying(
            "ringlet.anomaly.expected",
            value -> assertThat(Double.parseDouble(value.split(" ")[1])).isBetween(0.019, 0.021))
        .hasEntrySatisfying(
            "ringlet.anomaly.differences", value -> assertThat(value).contains("app.version=1.5"));
  }

  @Test
  void aNewTypeOfExceptionIsNamedInItsRecord() {
    try (RingletSdk sdk = sdk("anomalies")) {
      Tracer tracer = sdk.getTracer("test");
      learn(tracer);
      Span span =
          tracer
              .spanBuilder("GET /users")
              .setSpanKind(SpanKind.SERVER)
              .setStartTimestamp(time)
              .startSpan();
      span.recordException(new IllegalStateException("no"));
      span.setStatus(StatusCode.ERROR);
      span.end(time.plusMillis(20));
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(records()).hasSize(1);
      assertThat(HexFormat.of().formatHex(records().get(0).getSpanId().toByteArray()))
          .isEqualTo(span.getSpanContext().getSpanId());
    }
    assertThat(attributes(records().get(0)))
        .containsEntry("exception.type", "string_value: \"java.lang.IllegalStateException\"")
        .doesNotContainKeys("ringlet.anomaly.observed", "ringlet.anomaly.quantile");
  }

  private List<io.opentelemetry.proto.trace.v1.Span> spans() {
    return traces
        .requests(ExportTraceServiceRequest::parseFrom)
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static boolean isMarked(io.opentelemetry.proto.trace.v1.Span span) {
    return span.getAttributesList().stream()
        .anyMatch(
            each ->
                each.getKey().equals("ringlet.anomaly")
                    && each.getValue().getStringValue().equals("latency"));
  }

  /** In both orders of the names. */
  @ParameterizedTest
  @ValueSource(strings = {"adaptive,anomalies", "Anomalies,adaptive"})
  void theAdaptiveSamplerKeepsWhatAnAnomalyAffects(String customizers) {
    try (RingletSdk sdk = sdk(customizers)) {
      Tracer tracer = sdk.getTracer("test");
      learn(tracer);
      for (int i = 0; i < 200; i++) {
        request(tracer, 300, "1.5");
      }
      // the anomaly goes on; of 2,000 spans in this moment hardly one more is in the share
      for (int i = 0; i < 10; i++) {
        request(tracer, 300, "late");
      }
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(spans()).filteredOn(AnomalySettingsTest::isMarked).isNotEmpty();
    assertThat(spans())
        .as("the target is for them alone")
        .filteredOn(AnomalySettingsTest::isMarked)
        .hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void withoutAnAnomalyNoSpanIsMarked() {
    try (RingletSdk sdk = sdk("anomalies")) {
      learn(sdk.getTracer("test"));
    }
    assertThat(spans()).hasSize(2_000).noneMatch(AnomalySettingsTest::isMarked);
    assertThat(records()).isEmpty();
  }
}
