// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.ringlet.RingletSdk;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateTelemetryTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(byte[] in, String... arguments) {
    return ValidateTelemetry.run(
        new ByteArrayInputStream(in),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the file exporter of the SDK writes. */
  private Path file(String spanName) {
    Path path = folder.resolve("otlp.jsonl");
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.service.name", "shop")
            .property("otel.traces.exporter", "otlp_file")
            .property("otel.metrics.exporter", "otlp_file")
            .property("otel.logs.exporter", "none")
            .property("ringlet.exporter.file.path", path.toString())
            .build()) {
      sdk.getTracer("shop.orders").spanBuilder(spanName).startSpan().end();
      sdk.getMeter("shop").counterBuilder("shop.orders").build().add(1);
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
    }
    return folder.resolve("otlp-traces.jsonl");
  }

  @Test
  void soundFiles() {
    String traces = file("order").toString();

    assertThat(run(new byte[0], traces, folder.resolve("otlp-metrics.jsonl").toString())).isZero();
    assertThat(text()).isEqualTo("0 findings; rules 1, semantic conventions 1.44.0\n");
  }

  @Test
  void findingsAsText() {
    assertThat(run(new byte[0], file("order 47110815").toString())).isEqualTo(1);
    assertThat(text())
        .startsWith(
            "WARNING name-has-id: the name of span \"order 47110815\" has a number  service=shop"
                + "  scope=shop.orders  trace=")
        .contains("\n    Put the value into an attribute and name it \"order {id}\".\n")
        .endsWith("1 finding; rules 1, semantic conventions 1.44.0\n");
  }

  @Test
  void findingsAsJson() throws IOException {
    assertThat(run(new byte[0], "--json", file("order 47110815").toString())).isEqualTo(1);

    int fields = 0;
    try (JsonParser parser = new JsonFactory().createParser(text())) {
      while (parser.nextToken() != null) {
        fields += "rule".equals(parser.currentName()) ? 1 : 0;
      }
    }
    assertThat(fields).isEqualTo(2); // name and value
    assertThat(text()).contains("\"rule\":\"name-has-id\",\"severity\":\"warning\",");
  }

  @ParameterizedTest
  @CsvSource({"error, 0", "warning, 1", "INFO, 1"})
  void severityThatFails(String failOn, int exit) {
    assertThat(run(new byte[0], "--fail-on", failOn, file("order 47110815").toString()))
        .isEqualTo(exit);
  }

  @Test
  void ignoredRule() {
    String traces = file("order 47110815").toString();

    assertThat(run(new byte[0], "--ignore", "name-has-id,secret", traces)).isZero();
  }

  @Test
  void protobufFromStandardInput() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpans(Telemetry.span("order", 1, 0, 5, 4));

    assertThat(run(request.build().toByteArray(), "-")).isEqualTo(1);
    assertThat(text()).contains("span-ends-before-start").contains("service-name-missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--what a | --what is none of --json",
        "--fail-on bad a | --fail-on bad is none of error, warning, info",
        "--fail-on | --fail-on has no value",
        "--ignore bad a | --ignore bad is none of [span-without-parent,",
        "--signal bad a | --signal bad is none of traces, metrics, logs",
        "--json | usage: ",
        "missing.jsonl | no file missing.jsonl"
      })
  void misuse(String arguments, String message) {
    assertThat(run(new byte[0], arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resourceSpans\":7} | standard input, line 1: resourceSpans cannot be VALUE_NUMBER_INT",
        "{\"resourceSpans\":[ | standard input, line 1: Unexpected end-of-input",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]} |"
            + " standard input, line 1: traceId cannot be xyz",
        "nonsense | standard input is neither OTLP JSON nor protobuf"
      })
  void badFile(String content, String message) {
    assertThat(run(content.getBytes(StandardCharsets.UTF_8), "-")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message);
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "{\"resourceSpans\":[{\"unknown\":" + "[".repeat(100_000);

    assertThat(run(deep.getBytes(StandardCharsets.UTF_8), "-")).isEqualTo(2);
  }

  @Test
  void manySpansInAFile() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 20_000; i++) {
      lines
          .append("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"")
          .append(String.format("%032x", i))
          .append("\",\"spanId\":\"0000000000000001\",\"name\":\"a\",\"kind\":1,")
          .append("\"startTimeUnixNano\":\"5\",\"endTimeUnixNano\":7}]}]}]}\n");
    }
    Path file = folder.resolve("many.jsonl");
    Files.writeString(file, lines);

    assertThat(run(new byte[0], "--ignore", "service-name-missing", file.toString())).isZero();
    assertThat(text()).startsWith("0 findings");
  }
}
