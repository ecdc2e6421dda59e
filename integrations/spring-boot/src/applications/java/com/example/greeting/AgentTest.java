// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The starter in a process with OpenTelemetry's Java agent. */
@Timeout(300)
class AgentTest {
  private static final String ACTIVE = "The OpenTelemetry Java agent runs: its SDK is the";

  @TempDir Path directory;
  private final OtlpCapture receiver = OtlpCapture.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void theSdkOfTheAgentIsTheOnlyOne() throws IOException {
    String output = run();
    assertThat(output)
        .contains("answer Hello Ada", "bean io.opentelemetry.javaagent.")
        .contains("threads []")
        .containsOnlyOnce(ACTIVE)
        .doesNotContain("closed: traces produced");
    assertThat(Received.resources(receiver, "telemetry.sdk.name")).containsExactly("opentelemetry");
    assertThat(Received.spans(receiver)).contains("by the bean", "GET /greeting/{name}");
    assertThat(Received.lines(receiver))
        .as("log lines arrive once")
        .containsOnlyOnce("greeting Ada");
  }

  @Test
  void anAgentThatIsSwitchedOffLeavesTheApplicationToRinglet() throws IOException {
    String output = run("-Dotel.javaagent.enabled=false");
    assertThat(output)
        .contains("answer Hello Ada", "bean dev.ringlet.trace.")
        .contains("closed: traces produced 2, exported 2;")
        .doesNotContain(ACTIVE);
    assertThat(Received.resources(receiver, "telemetry.sdk.name")).containsExactly("ringlet");
    assertThat(Received.spans(receiver))
        .containsExactlyInAnyOrder("by the bean", "http get /greeting/{name}");
    assertThat(Received.lines(receiver)).containsOnlyOnce("greeting Ada");
  }

  private String run(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-javaagent:" + Path.of("target", "beside", "opentelemetry-javaagent.jar"));
    all.add("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint());
    all.add("-Dotel.exporter.otlp.protocol=http/protobuf");
    return GreetingProcess.run(
        System.getProperty("java.class.path"),
        all,
        AgentApplication.class.getName(),
        directory.resolve("application.log").toString());
  }
}
