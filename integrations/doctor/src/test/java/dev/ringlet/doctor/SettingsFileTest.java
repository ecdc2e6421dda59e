// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.OtlpSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  private static final List<String> FULL =
      List.of(
          "--service",
          "shop",
          "--endpoint",
          "http://127.0.0.1:4317",
          "--protocol",
          "grpc",
          "--header",
          "x-key",
          "--token",
          "Bearer a,b=c%");

  @TempDir Path directory;

  private Path write(String kind) {
    return write(kind, ".properties", "-Dringlet.properties.file=");
  }

  private Path write(String kind, String ending, String option) {
    Path file = directory.resolve(kind + ending);
    List<String> arguments = new java.util.ArrayList<>(FULL);
    arguments.addAll(
        List.of(
            "--write",
            file.toString(),
            "--for",
            kind,
            "--directory",
            directory.resolve("telemetry").toString()));
    Run run = Run.of(Map.of(), arguments.toArray(new String[0]));
    assertThat(run.code()).as(run.text()).isEqualTo(Doctor.GOOD);
    assertThat(run.text()).contains(option + file).doesNotContain("Bearer");
    return file;
  }

  private static Config read(Path file) {
    return Config.of(Map.of("ringlet.properties.file", file.toString()), Map.of(), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector", "vendor", "edge", "offline"})
  void theSdkAcceptsEachFile(String kind) {
    Path file = write(kind);
    assertThat(read(file).getString("otel.service.name")).isEqualTo("shop");
    RingletSdk.builder()
        .property("ringlet.properties.file", file.toString())
        .property("ringlet.shutdown.hook", "false")
        .property("ringlet.close.timeout", "100ms")
        .build()
        .close();
    Run checked = Run.of(Map.of(), "--file", file.toString(), "--no-network");
    assertThat(checked.code()).as(checked.text()).isEqualTo(Doctor.GOOD);
  }

  /** Also the lines that are switched off must be good. */
  @ParameterizedTest
  @ValueSource(strings = {"collector", "vendor", "edge", "offline"})
  void theSdkAcceptsAllSuggestions(String kind) throws IOException {
    Path file = write(kind);
    String all =
        Files.readAllLines(file).stream()
            .map(
                line ->
                    line.startsWith("#otel") || line.startsWith("#ringlet")
                        ? line.substring(1)
                        : line)
            .map(
                line ->
                    line.startsWith("ringlet.spool.directory")
                        ? "ringlet.spool.directory=" + directory.resolve("spool")
                        : line)
            .collect(Collectors.joining("\n"));
    Path everything = directory.resolve("everything.properties");
    Files.writeString(everything, all);
    Run checked = Run.of(Map.of(), "--file", everything.toString(), "--no-network");
    assertThat(checked.code()).as(checked.text()).isEqualTo(Doctor.GOOD);
  }

  private static void start(Path file) {
    RingletSdk.builder()
        .property("otel.config.file", file.toString())
        .property("ringlet.shutdown.hook", "false")
        .property("ringlet.close.timeout", "100ms")
        .build()
        .close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector", "vendor", "edge", "offline"})
  void theSdkAcceptsEachDeclarativeFile(String kind) throws IOException {
    Path file = write(kind, ".yaml", "-Dotel.config.file=");
    start(file);
    Run checked = Run.of(Map.of("otel.config.file", file.toString()), "--no-network");
    assertThat(checked.code()).as(checked.text()).isEqualTo(Doctor.GOOD);
    assertThat(checked.below("File"))
        .anyMatch(line -> line.startsWith("resource.attributes[0].value = shop  (line"));
    assertThat(checked.below("Where telemetry goes").get(0))
        .startsWith(
            kind.equals("offline")
                ? "traces: otlp_file/development"
                : "traces: http://127.0.0.1:4317/ (grpc)");
    if (kind.equals("edge")) {
      assertThat(directory.resolve("telemetry")).isDirectory();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector", "vendor", "edge", "offline"})
  void theSdkAcceptsAllSuggestionsOfADeclarativeFile(String kind) throws IOException {
    for (String protocol : List.of("http/protobuf", "http/json", "grpc")) {
      Path file = directory.resolve(kind + protocol.replace('/', '-') + ".yml");
      Run written =
          Run.of(
              Map.of(),
              Map.of(),
              "\n\n\n\n\n",
              "--write",
              file.toString(),
              "--for",
              kind,
              "--protocol",
              protocol);
      assertThat(written.code()).as(written.text()).isEqualTo(Doctor.GOOD);
      String all = Files.readString(file).replaceAll("(?m)^( *)#(?! )", "$1");
      assertThat(all).isNotEqualTo(Files.readString(file));
      Path everything = Files.writeString(directory.resolve("everything.yaml"), all);
      Run checked = Run.of(Map.of("otel.config.file", everything.toString()), "--no-network");
      assertThat(checked.below("Start"))
          .as(checked.text())
          .containsExactly("ok    the SDK starts with these settings");
    }
  }

  /** A dollar and a quote are kept; a reference is one. */
  @Test
  void aTokenOfADeclarativeFileIsKeptAsItIs() {
    try (OtlpCapture capture = OtlpCapture.start()) {
      Path file = directory.resolve("token.yaml");
      Run run =
          Run.of(
              Map.of(),
              "--write",
              file.toString(),
              "--for",
              "vendor",
              "--service",
              "shop",
              "--endpoint",
              capture.endpoint(),
              "--protocol",
              "http/protobuf",
              "--header",
              "x-key",
              "--token",
              "a\\\"$b ${sys:no.such:-c}");
      assertThat(run.code()).as(run.text()).isEqualTo(Doctor.GOOD);
      try (RingletSdk sdk =
          RingletSdk.builder()
              .property("otel.config.file", file.toString())
              .property("ringlet.shutdown.hook", "false")
              .build()) {
        sdk.getTracer("test").spanBuilder("span").startSpan().end();
      }
      assertThat(capture.requests(OtlpSignal.TRACES).get(0).header("x-key")).contains("a\\\"$b c");
    }
  }

  @Test
  void aTokenIsKeptAsItIsAndOnlyTheOwnerMayReadIt() throws IOException {
    Path file = write("vendor");
    assertThat(read(file).getMap("otel.exporter.otlp.headers"))
        .containsExactly(Map.entry("x-key", "Bearer%20a%2Cb%3Dc%25"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void answersFromTheConsole() {
    Path file = directory.resolve("new/asked.properties");
    Run run =
        Run.of(
            Map.of(),
            Map.of(),
            "house\nvendor\nshop\nhttps://otlp.example.com\n\napi-key\ns3cret\n",
            "--write",
            file.toString());
    assertThat(run.code()).isEqualTo(Doctor.GOOD);
    assertThat(run.text()).contains("One of collector, vendor, edge, offline, please.");
    Config config = read(file);
    assertThat(config.getString("otel.service.name")).isEqualTo("shop");
    assertThat(config.getString("otel.exporter.otlp.endpoint"))
        .isEqualTo("https://otlp.example.com");
    assertThat(config.getString("otel.exporter.otlp.protocol")).isEqualTo("http/protobuf");
    assertThat(config.getString("otel.exporter.otlp.headers")).isEqualTo("api-key=s3cret");
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path file = directory.resolve("mine.properties");
    Files.writeString(file, "mine");
    Run run = Run.of(Map.of(), "--write", file.toString(), "--for", "collector");
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
    assertThat(file).hasContent("mine");
    Run forced = Run.of(Map.of(), "--write", file.toString(), "--for", "collector", "--force");
    assertThat(forced.code()).as(forced.text()).isEqualTo(Doctor.GOOD);
    assertThat(Files.readString(file)).contains("otel.service.name=my-service");
  }

  @Test
  void anAddressThatCannotBeUsedIsRefused() {
    Path file = directory.resolve("wrong.properties");
    Run run =
        Run.of(Map.of(), "--write", file.toString(), "--for", "collector", "--endpoint", "ftp://x");
    assertThat(run.code()).isEqualTo(Doctor.PROBLEM);
    assertThat(run.text()).contains("otel.exporter.otlp.endpoint: must start with http://");
    assertThat(file).doesNotExist();
  }

  @Test
  void aKindThatIsNotKnown() {
    Run run = Run.of(Map.of(), "--write", directory.resolve("x").toString(), "--for", "moon");
    assertThat(run.code()).isEqualTo(Doctor.USAGE);
    assertThat(run.text()).contains("--for must be one of collector, vendor, edge, offline.");
  }
}
