// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.testing.OtlpCapture;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of declarative configuration, read by ringlet-declarative-config. */
class DeclaredTest {
  @TempDir Path directory;

  private Map<String, String> settings(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("otel.yaml"), yaml);
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.config.file", file.toString());
    return settings;
  }

  private static String traces(String exporter) {
    return """
        file_format: "1.0"
        tracer_provider:
          processors:
            - batch:
                exporter:
        """
        + exporter.indent(10);
  }

  @Test
  void eachValueIsShownWithItsLineAndSourceAndWithoutSecrets() throws IOException {
    Map<String, String> settings =
        settings(
            """
            file_format: "1.0"
            resource:
              attributes: [{name: service.name, value: "${sys:shop.name}"}]
            tracer_provider:
              processors:
                - batch:
                    schedule_delay: ${DELAY:-700}
                    exporter:
                      otlp_http:
                        endpoint: http://${HOST}:4318/v1/traces?key=s3cret
                        headers_list: a=s3cret,b=s3cret
                        headers:
                          - {name: x-key, value: "${KEY}"}
                - mine: {text: s3cret}
            distribution:
              ringlet: {close: {timeout: 1s}, unknown_key: s3cret}
            """);
    settings.put("shop.name", "till");
    Run run = Run.of(settings, Map.of("HOST", "example.com", "KEY", "s3cret"), "", "--no-network");
    String batch = "tracer_provider.processors[0].batch.";
    String http = batch + "exporter.otlp_http.";
    assertThat(run.below("File"))
        .containsExactly(
            "file_format = 1.0  (line 1)",
            "resource.attributes[0].name = service.name  (line 3)",
            "resource.attributes[0].value = till  (line 3, system property shop.name)",
            batch + "schedule_delay = 700  (line 7, default of DELAY)",
            http + "endpoint = http://example.com:4318/v1/traces?***  (line 10, environment HOST)",
            http + "headers_list = a=***,b=***  (line 11)",
            http + "headers[0].name = x-key  (line 13)",
            http + "headers[0].value = ***  (line 13, environment KEY)",
            "tracer_provider.processors[1].mine.text = ***  (line 14)",
            "distribution.ringlet.close.timeout = 1s  (line 16)",
            "distribution.ringlet.unknown_key = ***  (line 16)");
    assertThat(run.text()).doesNotContain("s3cret");
    assertThat(run.code()).as("there is no component mine").isEqualTo(Doctor.PROBLEM);
  }

  @Test
  void itsEndpointsAreTried() throws IOException {
    try (OtlpCapture capture = OtlpCapture.start()) {
      String at = "endpoint: \"" + capture.endpoint();
      Run run =
          Run.of(
              settings(
                  """
                  file_format: "1.0"
                  tracer_provider: {processors: [{batch: {exporter: {otlp_http: {%s/v1/traces"}}}}]}
                  meter_provider: {readers: [{periodic: {exporter: {otlp_http: {%s/v1/metrics"}}}}]}
                  logger_provider: {processors: [{simple: {exporter: {console: }}}]}
                  """
                      .formatted(at, at)));
      assertThat(run.below("Where telemetry goes"))
          .containsExactly(
              "traces: " + capture.endpoint() + "/v1/traces (http/protobuf)  (line 2)",
              "metrics: " + capture.endpoint() + "/v1/metrics (http/protobuf)  (line 3)",
              "logs: console  (line 4)");
      assertThat(run.below("Start")).containsExactly("ok    the SDK starts with these settings");
      assertThat(run.below("Endpoints"))
          .hasSize(2)
          .allMatch(line -> line.matches("ok .* an empty request was accepted in [0-9]+ ms"));
      assertThat(run.code()).as(run.text()).isEqualTo(Doctor.GOOD);
      assertThat(capture.traces()).hasSize(1);
      assertThat(capture.metrics()).hasSize(1);
    }
  }

  @Test
  void whatIsWrongWithAnEndpointNamesItsLine() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onRequest(ScriptedServer.answer(401));
      Run run =
          Run.of(settings(traces("otlp_http: {endpoint: \"" + server.url("/v1/traces") + "\"}")));
      assertThat(run.below("Endpoints"))
          .singleElement()
          .asString()
          .contains("refuses the credentials", "{name: authorization, value: Bearer TOKEN}")
          .contains("line 6, tracer_provider.processors[0].batch.exporter.otlp_http.endpoint")
          .doesNotContain("otel.exporter.otlp");
    }
    Run run = Run.of(settings(traces("otlp_grpc: {endpoint: \"http://127.0.0.1:1\"}")));
    assertThat(run.below("Endpoints"))
        .singleElement()
        .asString()
        .startsWith("WRONG traces to http://127.0.0.1:1/: 127.0.0.1 takes no connection on port 1")
        .endsWith(
            "or correct line 6, tracer_provider.processors[0].batch.exporter.otlp_grpc.endpoint.");
  }

  @Test
  void placesOfTheApplicationStayAsTheyAre() throws IOException {
    Path spool = directory.resolve("spool");
    Path out = directory.resolve("out/spans.jsonl");
    Run run =
        Run.of(
            settings(
                traces("otlp_file/development: {output_stream: '" + out.toUri() + "'}")
                    + "logger_provider: {processors: [{simple: {exporter: {otlp_http: }}}]}\n"
                    + "distribution: {ringlet: {spool: {directory: "
                    + spool
                    + ", max_bytes: 1m}}}\n"),
            "--no-network");
    assertThat(run.below("Start")).containsExactly("ok    the SDK starts with these settings");
    assertThat(run.below("Where telemetry goes"))
        .contains("ok    ringlet.spool.directory: files can be written in " + directory);
    assertThat(run.code()).as(run.text()).isEqualTo(Doctor.GOOD);
    assertThat(spool).doesNotExist();
    assertThat(out.getParent()).doesNotExist();
  }

  @Test
  void whatIsWrongInTheFileNamesItsLine() throws IOException {
    Map<String, String> settings = settings(traces("otlp_http: {compression: lz4}"));
    Run late = Run.of(settings, "--no-network");
    assertThat(late.below("Start"))
        .singleElement()
        .asString()
        .startsWith("WRONG otel.config.file: " + settings.get("otel.config.file") + ", line 6")
        .contains("compression: expected one of none, gzip, zstd");
    Run early = Run.of(settings(traces("otlp_http: {timeout: soon}")), "--no-network");
    assertThat(early.below("Where telemetry goes").get(0)).contains("it cannot be used as it is");
    assertThat(early.below("Start"))
        .singleElement()
        .asString()
        .contains("line 6, column 32, tracer_provider.processors[0]")
        .contains("timeout: expected a whole number of 0 or more, not \"soon\"");
    assertThat(early.text()).endsWith("1 problem was found.\n");
  }

  @Test
  void withoutTheArtifactTheRestIsDone() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !part.contains("declarative-config") && !part.contains("snakeyaml"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-Dotel.config.file=" + settings("file_format: \"1.0\"").get("otel.config.file"),
                Doctor.class.getName())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Run run = new Run(process.waitFor(), text);
    assertThat(run.below("Where telemetry goes"))
        .containsExactly(
            "note  where the file of otel.config.file says; it is not read, because"
                + " ringlet-declarative-config is not on the class path");
    assertThat(run.below("Start"))
        .singleElement()
        .asString()
        .startsWith(
            "WRONG otel.config.file (OTEL_CONFIG_FILE) needs dev.ringlet:ringlet-declarative-config");
    assertThat(run.below("Endpoints")).containsExactly("note  no endpoint is used");
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
  }

  @Test
  void aFileThatTurnsTheSdkOff() throws IOException {
    Run run = Run.of(settings("file_format: \"1.0\"\ndisabled: true\n"));
    assertThat(run.below("Where telemetry goes"))
        .containsExactly("note  nowhere: the file has disabled: true");
    assertThat(run.code()).as(run.text()).isEqualTo(Doctor.GOOD);
  }
}
