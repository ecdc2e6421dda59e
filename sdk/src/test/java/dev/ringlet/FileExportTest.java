// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.OtlpCapture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileExportTest {

  @TempDir Path directory;

  private static RingletSdk.Builder builder(String exporter) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", exporter)
        .property("otel.logs.exporter", exporter)
        .property("otel.metrics.exporter", exporter);
  }

  private static void recordOneOfEach(RingletSdk sdk) {
    sdk.getTracer("lib").spanBuilder("a span").startSpan().end();
    sdk.getLogsBridge().get("lib").logRecordBuilder().setBody("a log").emit();
    sdk.getMeter("lib").counterBuilder("a.counter").build().add(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"otlp_file", "otlp_file/development"})
  void eachSignalHasItsFile(String name) throws IOException {
    try (RingletSdk sdk =
        builder(name)
            .property("ringlet.exporter.file.path", directory.resolve("t.jsonl").toString())
            .build()) {
      recordOneOfEach(sdk);
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(sdk.health().signal(Signal.TRACES).exported()).isEqualTo(1);
    }
    assertThat(Files.readString(directory.resolve("t-traces.jsonl")))
        .startsWith("{\"resourceSpans\":[")
        .contains("\"name\":\"a span\"")
        .endsWith("}\n");
    assertThat(Files.readString(directory.resolve("t-logs.jsonl")))
        .startsWith("{\"resourceLogs\":[")
        .contains("\"body\":{\"stringValue\":\"a log\"}");
    assertThat(Files.readString(directory.resolve("t-metrics.jsonl")))
        .startsWith("{\"resourceMetrics\":[")
        .contains("\"name\":\"a.counter\"")
        .contains("\"asInt\":\"5\"");
  }

  @Test
  void severalExportersGetTheSame() throws IOException {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            builder("otlp_file,otlp")
                .property("otel.exporter.otlp.endpoint", collector.endpoint())
                .property("ringlet.exporter.file.path", directory.resolve("t.jsonl").toString())
                .build()) {
      recordOneOfEach(sdk);
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(collector.traces()).hasSize(1);
      assertThat(directory.resolve("t-traces.jsonl")).content().contains("\"name\":\"a span\"");
    }
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void writesToTheStandardOutput() {
    PrintStream before = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, false, StandardCharsets.UTF_8));
    try (RingletSdk sdk = builder("experimental-otlp/stdout").build()) {
      recordOneOfEach(sdk);
      assertThat(sdk.flush(LONG)).isTrue();
    } finally {
      System.setOut(before);
    }
    assertThat(captured.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.startsWith("{\"resourceSpans\":[") && line.endsWith("}"))
        .anyMatch(line -> line.startsWith("{\"resourceLogs\":[") && line.endsWith("}"))
        .anyMatch(line -> line.startsWith("{\"resourceMetrics\":[") && line.endsWith("}"));
  }

  @Test
  void whatCannotBeWrittenIsCounted() throws IOException {
    Path blocked = directory.resolve("blocked");
    Files.writeString(blocked, "a file where a directory should be");
    try (RingletSdk sdk =
        builder("otlp_file")
            .property("ringlet.exporter.file.path", blocked.resolve("t.jsonl").toString())
            .build()) {
      recordOneOfEach(sdk);
      sdk.flush(LONG);
      SignalHealth health = sdk.health().signal(Signal.TRACES);
      assertThat(health.exported()).isZero();
      assertThat(health.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(1);
    }
  }

  @Test
  void aFileMustBeNamed() {
    assertThatThrownBy(() -> builder("otlp_file").build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ringlet.exporter.file.path");
  }
}
