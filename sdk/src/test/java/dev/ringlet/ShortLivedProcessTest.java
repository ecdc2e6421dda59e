// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.ClosedPort;
import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process that lives for a moment tells before it is gone. */
class ShortLivedProcessTest {
  /** Makes one span; then closes the SDK, or leaves that to the end of the process. */
  static final class Main {
    public static void main(String[] args) {
      Logger.getLogger("app").info("the application logs, so that logging ends before us");
      RingletSdk sdk = RingletSdk.create();
      sdk.getTracer("app").spanBuilder("work").startSpan().end();
      if (args[0].equals("close")) {
        sdk.close();
      }
    }
  }

  private static String run(String endpoint, String end) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dotel.exporter.otlp.endpoint=" + endpoint);
    command.add("-Dotel.exporter.otlp.timeout=60s"); // for slow machines
    command.add("-Dringlet.close.timeout=60s");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.add(end);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "exit"})
  void saysWhyNothingArrived(String end) throws Exception {
    String text;
    try (ClosedPort closed = ClosedPort.hold()) {
      text = run(closed.url(), end);
    }
    assertThat(text)
        .containsOnlyOnce("the address does not accept connections")
        .containsOnlyOnce("closed: traces produced 1, exported 0, dropped 1 (retries exhausted 1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "exit"})
  void saysThatAllArrived(String end) throws Exception {
    try (OtlpCapture collector = OtlpCapture.start()) {
      String text = run(collector.endpoint(), end);
      assertThat(collector.traces()).hasSize(1);
      assertThat(text).doesNotContain("WARNING");
      if (end.equals("close")) {
        assertThat(text)
            .containsOnlyOnce(" ok, 1 item")
            .containsOnlyOnce("closed: traces produced 1, exported 1");
      }
    }
  }
}
