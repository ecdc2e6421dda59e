// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Link;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The profiler of an SDK, in processes with and without what it needs. */
class ProfilesTest {

  /** Works in spans: in one, or until a line says that what was looked for has come. */
  static final class Main {
    private static volatile long sink;

    public static void main(String[] args) throws IOException {
      RingletSdk sdk =
          RingletSdk.builder()
              .property("ringlet.profiles.enabled", "true")
              .property("ringlet.profiles.cpu.period", "10ms")
              .build();
      do {
        span(sdk);
        sdk.flush(LONG);
      } while (args[0].equals("until-found") && System.in.available() == 0);
      sdk.close();
    }

    private static void span(RingletSdk sdk) {
      Span span = sdk.getTracer("app").spanBuilder("work").startSpan();
      try (Scope scope = span.makeCurrent()) {
        work(scope);
      } finally {
        span.end();
      }
    }

    private static void work(Scope scope) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long end = threads.getCurrentThreadCpuTime() + 200_000_000L;
      while (threads.getCurrentThreadCpuTime() < end) {
        for (int i = 0; i < 1_000_000; i++) {
          sink += scope.hashCode() ^ i;
        }
      }
    }
  }

  private static String run(String endpoint, String classPath, String mode, String... options)
      throws Exception {
    return run(endpoint, classPath, mode, () -> true, options);
  }

  private static String run(
      String endpoint, String classPath, String mode, BooleanSupplier found, String... options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-Xmx256m");
    command.add("-Dotel.exporter.otlp.endpoint=" + endpoint);
    command.add("-cp");
    command.add(classPath);
    command.add(Main.class.getName());
    command.add(mode);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (mode.equals("until-found")) {
      Await.until(
          "the process has ended or what it is run for has arrived",
          LONG.multipliedBy(3),
          () -> !process.isAlive() || found.getAsBoolean());
      try (OutputStream input = process.getOutputStream()) {
        input.write('\n');
      } catch (IOException ended) {
        // by itself, as its text will tell
      }
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String id(ByteString traceId, ByteString spanId) {
    return HexFormat.of().formatHex(traceId.concat(spanId).toByteArray());
  }

  private static Set<String> spans(OtlpCapture capture) {
    return capture.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> id(span.getTraceId(), span.getSpanId()))
        .collect(Collectors.toSet());
  }

  private static Set<String> linkedSpans(OtlpCapture capture) {
    Set<String> linked = new HashSet<>();
    for (ExportProfilesServiceRequest request : capture.profiles()) {
      for (Link link : request.getDictionary().getLinkTableList()) {
        if (!link.getSpanId().isEmpty()) {
          linked.add(id(link.getTraceId(), link.getSpanId()));
        }
      }
    }
    return linked;
  }

  @Test
  void profilesArriveWithLinksToTheSpansThatArrive() throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      BooleanSupplier linked = () -> !linkedSpans(capture).isEmpty();
      String text = run(capture.endpoint(), classPath(), "until-found", linked);
      assertThat(text).doesNotContain("WARNING");
      assertThat(capture.profiles()).as(text).isNotEmpty(); // by the path, and by all rules
      assertThat(linkedSpans(capture)).isNotEmpty().isSubsetOf(spans(capture));
    }
  }

  private static void assertOnlyTraces(OtlpCapture capture, String text, String message) {
    assertThat(text).containsOnlyOnce(message);
    assertThat(text.split("WARNING", -1)).as(text).hasSize(2);
    assertThat(spans(capture)).hasSize(1);
    assertThat(capture.profiles()).isEmpty();
  }

  @Test
  void withoutTheModuleOfTheJdkThereIsOneMessage() throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      String text = run(capture.endpoint(), classPath(), "once", "--limit-modules", "java.se");
      assertOnlyTraces(
          capture,
          text,
          "ringlet.profiles.enabled is set, but this Java runtime has no module jdk.jfr");
    }
  }

  @Test
  void withoutTheModuleOfRingletThereIsOneMessage() throws Exception {
    String others =
        Arrays.stream(classPath().split(File.pathSeparator))
            .filter(entry -> !entry.contains("sdk-profiles"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(others).isNotEqualTo(classPath());
    try (OtlpCapture capture = OtlpCapture.start()) {
      String text = run(capture.endpoint(), others, "once");
      assertOnlyTraces(
          capture,
          text,
          "ringlet.profiles.enabled is set, but ringlet-sdk-profiles is not on the class path");
    }
  }

  @Test
  void aRecorderThatCannotStartIsOneMessage() throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      String text =
          run(
              capture.endpoint(),
              classPath(),
              "once",
              "-Dringlet.profiles.min.free.bytes=1000000000000000");
      assertOnlyTraces(capture, text, "Flight Recorder cannot be used; profiling is off");
    }
  }
}
