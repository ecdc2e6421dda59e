// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringlet.checks.TelemetryReceiver;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FrameworksTest {
  @Test
  void helidonServesARequestInASpan() throws Exception {
    Path java = jdk25();
    assumeTrue(java != null, "Helidon needs JDK 21: set JAVA25_HOME");
    try (TelemetryReceiver receiver = TelemetryReceiver.start()) {
      Process process =
          new ProcessBuilder(
                  java.toString(),
                  "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "src/main/java25/HelidonService.java")
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("Hello");
      receiver
          .assertTraces()
          .hasTracesSatisfyingExactly(
              trace ->
                  trace.hasSpansSatisfyingExactly(
                      span -> span.hasName("GET").hasKind(SpanKind.SERVER)));
    }
  }

  private static Path jdk25() {
    String home =
        Runtime.version().feature() >= 25
            ? System.getProperty("java.home")
            : System.getenv("JAVA25_HOME");
    Path java = home == null ? null : Path.of(home, "bin", "java");
    return java != null && Files.isExecutable(java) ? java : null;
  }
}
