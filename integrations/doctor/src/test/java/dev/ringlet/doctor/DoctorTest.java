// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.OtlpSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
  @TempDir Path directory;

  @Test
  void eachSettingIsShownWithItsOriginAndWithoutSecrets() throws IOException {
    Path file = directory.resolve("app.properties");
    Files.writeString(file, "otel.bsp.schedule.delay=2s\notel.service.name=weaker\n");
    Run run =
        Run.of(
            Map.of(
                "otel.exporter.otlp.endpoint", "http://127.0.0.1:4318/base?key=s3cret",
                "ringlet.exporter.otlp.proxy", "http://user:s3cret@proxy.example.com:3128",
                "otel.tokn", "s3cret"),
            Map.of(
                "OTEL_SERVICE_NAME", "shop",
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20s3cret,x-team=s3cret"),
            "",
            "--no-network",
            "--file",
            file.toString());
    assertThat(run.below("Settings"))
        .containsExactly(
            "otel.bsp.schedule.delay = 2s  (file " + file + ")",
            "otel.exporter.otlp.endpoint = http://127.0.0.1:4318/base?***  (system property)",
            "otel.exporter.otlp.headers = authorization=***,x-team=***"
                + "  (environment OTEL_EXPORTER_OTLP_HEADERS)",
            "otel.service.name = shop  (environment OTEL_SERVICE_NAME)",
            "otel.tokn = ***  (system property)",
            "ringlet.exporter.otlp.proxy = http://***@proxy.example.com:3128  (system property)",
            "ringlet.properties.file = " + file + "  (argument)");
    assertThat(run.text()).doesNotContain("s3cret").doesNotContain("Endpoints");
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
  }

  @Test
  void defaultsAreShownOnRequest() {
    Run run = Run.of(Map.of("otel.logs.exporter", "none"), "--no-network", "--all");
    assertThat(run.below("Settings"))
        .contains(
            "otel.logs.exporter = none  (system property)",
            "otel.bsp.schedule.delay = 5s  (default)",
            "otel.exporter.otlp.endpoint = http://localhost:4318  (default)")
        .doesNotContain("otel.<signal>.exporter = otlp  (default)");
    assertThat(run.code()).isEqualTo(Doctor.GOOD);
  }

  @Test
  void whatIsSentWhere() {
    Run run =
        Run.of(
            Map.of(
                "otel.traces.exporter", "otlp,console",
                "ringlet.exporter.otlp.endpoints", "http://a.example:1,https://b.example:2",
                "otel.metrics.exporter", "otlp_file",
                "ringlet.exporter.file.path", directory.resolve("t.jsonl").toString(),
                "otel.logs.exporter", "none",
                "ringlet.spool.directory", directory.resolve("spool/deep").toString()),
            "--no-network");
    assertThat(run.below("Where telemetry goes"))
        .containsExactly(
            "traces: http://a.example:1/v1/traces (http/protobuf)",
            "traces: https://b.example:2/v1/traces (http/protobuf), if those before it fail",
            "traces: console",
            "metrics: files, " + directory.resolve("t.jsonl"),
            "ok    ringlet.exporter.file.path: files can be written in " + directory,
            "logs: nowhere",
            "ok    ringlet.spool.directory: files can be written in " + directory);
    assertThat(run.code()).isEqualTo(Doctor.GOOD);
    assertThat(directory).as("nothing is left behind").isEmptyDirectory();
  }

  @Test
  void aSettingThatStopsTheStart() {
    Run run = Run.of(Map.of("otel.bsp.max.queue.size", "many"), "--no-network");
    assertThat(run.below("Start"))
        .singleElement()
        .asString()
        .startsWith("WRONG otel.bsp.max.queue.size: expected a whole number from 1")
        .endsWith("not \"many\". The SDK does not start until this is changed.");
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
  }

  @Test
  void aSettingThatNothingReads() {
    Run run = Run.of(Map.of("otel.servce.name", "shop"), "--no-network");
    assertThat(run.below("Start"))
        .containsExactly(
            "ok    the SDK starts with these settings",
            "WRONG otel.servce.name is not known; did you mean otel.service.name?");
    assertThat(run.text()).endsWith("1 problem was found.\n");
  }

  @Test
  void allIsWell() {
    try (OtlpCapture capture = OtlpCapture.start()) {
      Run run = Run.of(Map.of("otel.exporter.otlp.endpoint", capture.endpoint()));
      assertThat(run.below("Endpoints"))
          .hasSize(3)
          .allMatch(line -> line.matches("ok .* an empty request was accepted in [0-9]+ ms"));
      assertThat(run.text()).endsWith("All is well.\n");
      assertThat(run.code()).isEqualTo(Doctor.GOOD);
      assertThat(capture.requests(OtlpSignal.TRACES)).hasSize(1);
      assertThat(capture.traces().get(0).getResourceSpansCount()).isZero();
    }
  }

  @Test
  void aDisabledSdkSendsNothing() {
    Run run = Run.of(Map.of("otel.sdk.disabled", "true"));
    assertThat(run.below("Where telemetry goes"))
        .containsExactly("note  nowhere: otel.sdk.disabled is true");
    assertThat(run.below("Endpoints")).containsExactly("note  no endpoint is used");
    assertThat(run.code()).isEqualTo(Doctor.GOOD);
  }

  @Test
  void aDeclarativeFileReplacesTheProperties() {
    Run run =
        Run.of(
            Map.of(
                "otel.config.file",
                directory.resolve("none.yaml").toString(),
                "otel.exporter.otlp.endpoint",
                "http://127.0.0.1:1"));
    assertThat(run.below("Where telemetry goes"))
        .containsExactly(
            "note  where the file of otel.config.file says; it cannot be used as it is");
    assertThat(run.below("Start").get(0)).startsWith("WRONG otel.config.file");
    assertThat(run.below("Endpoints")).containsExactly("note  no endpoint is used");
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--bogus", "stray", "--file", "--timeout 0", "--timeout x", "--timeout 99999"})
  void wrongArguments(String arguments) {
    Run run = Run.of(Map.of(), arguments.split(" "));
    assertThat(run.code()).isEqualTo(Doctor.USAGE);
    assertThat(run.text()).contains(arguments.split(" ")[0]).contains("Usage: ");
  }

  @Test
  void help() {
    Run run = Run.of(Map.of(), "--help");
    assertThat(run.code()).isEqualTo(Doctor.GOOD);
    assertThat(run.text()).startsWith("Usage: ");
  }

  @Test
  void aFileThatIsNotThere() {
    Run run = Run.of(Map.of(), "--file", directory.resolve("none").toString());
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
    assertThat(run.text()).contains("WRONG ringlet.properties.file: cannot read ");
  }
}
