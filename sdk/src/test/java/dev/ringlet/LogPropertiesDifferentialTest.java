// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.differential.FlatMessage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole SDK against the official one: the same properties have the same effect on logs. What
 * the logger provider does is compared in its own module.
 */
class LogPropertiesDifferentialTest {
  /** The SDK's own names, what is random, and entities, which Ringlet does not send. */
  private static final List<String> NOT_COMPARED =
      List.of("telemetry.", "service.instance.id", "entity_refs");

  private record Setting(Map<String, String> properties, int records) {}

  static Stream<Setting> settings() {
    return Stream.of(
        new Setting(Map.of(), 2),
        new Setting(
            Map.of("otel.attribute.count.limit", "2", "otel.attribute.value.length.limit", "3"), 2),
        new Setting(Map.of("otel.attribute.count.limit", "0"), 2),
        new Setting(
            Map.of(
                "otel.service.name", "shop", "otel.resource.attributes", "a=b%20c,service.name=x"),
            2),
        new Setting(Map.of("otel.blrp.max.export.batch.size", "1"), 2),
        new Setting(Map.of("otel.logs.exporter", "none"), 0),
        new Setting(Map.of("otel.sdk.disabled", "true"), 0));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void propertiesHaveTheSameEffect(Setting setting) {
    try (OtlpCapture official = OtlpCapture.start();
        OtlpCapture ringlet = OtlpCapture.start()) {
      try (OpenTelemetrySdk sdk = official(properties(setting, official))) {
        emit(sdk);
      }
      RingletSdk.Builder builder = RingletSdk.builder().property("ringlet.shutdown.hook", "false");
      properties(setting, ringlet).forEach(builder::property);
      try (RingletSdk sdk = builder.build()) {
        emit(sdk);
        assertThat(sdk.flush(LONG)).as("%s", sdk.health()).isTrue();
      }
      assertThat(lines(ringlet)).isEqualTo(lines(official)).hasSize(setting.records());
      assertThat(ringlet.logs()).hasSameSizeAs(official.logs());
    }
  }

  private static Map<String, String> properties(Setting setting, OtlpCapture capture) {
    Map<String, String> all = new HashMap<>();
    all.put("otel.exporter.otlp.protocol", "http/protobuf");
    all.put("otel.exporter.otlp.endpoint", capture.endpoint());
    all.put("otel.metrics.exporter", "none");
    all.put("otel.traces.exporter", "none");
    all.put("otel.blrp.schedule.delay", "3600000");
    all.putAll(setting.properties());
    return all;
  }

  /** Its close sends what it has. */
  private static OpenTelemetrySdk official(Map<String, String> properties) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesCustomizer(ignored -> properties)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  private static void emit(OpenTelemetry api) {
    Logger logger =
        api.getLogsBridge().loggerBuilder("shop").setInstrumentationVersion("1.2").build();
    logger
        .logRecordBuilder()
        .setBody("a longer body")
        .setSeverity(Severity.WARN)
        .setAttribute(AttributeKey.stringKey("text"), "a longer text")
        .setAttribute(AttributeKey.stringArrayKey("texts"), List.of("first text", "x"))
        .setAttribute(AttributeKey.longKey("number"), 12_345L)
        .emit();
    logger.logRecordBuilder().setBody("another").emit();
  }

  /** One map for each record: its fields, and those of its scope and resource. */
  private static List<SortedMap<String, String>> lines(OtlpCapture capture) {
    List<SortedMap<String, String>> records = new ArrayList<>();
    for (ExportLogsServiceRequest request : capture.logs()) {
      for (ResourceLogs resource : request.getResourceLogsList()) {
        for (ScopeLogs scope : resource.getScopeLogsList()) {
          for (LogRecord one : scope.getLogRecordsList()) {
            SortedMap<String, String> lines = new TreeMap<>();
            put("", one.toBuilder().clearObservedTimeUnixNano().build(), lines);
            put("scope ", scope.getScope(), lines);
            put("resource ", resource.getResource(), lines);
            records.add(lines);
          }
        }
      }
    }
    return records;
  }

  private static void put(String prefix, Message message, SortedMap<String, String> lines) {
    FlatMessage.of(message)
        .forEach(
            (path, value) -> {
              if (!path.endsWith(" order") && NOT_COMPARED.stream().noneMatch(path::contains)) {
                lines.put(prefix + path, value);
              }
            });
  }
}
