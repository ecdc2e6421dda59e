// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * DevTools and its class loaders. The first of them is held by Spring Boot itself, by its shutdown
 * hook among others, so what counts is the second.
 */
@Timeout(300)
class DevToolsTest {
  @TempDir Path directory;

  @Test
  void restartsLeaveNoClassLoaderAndNoThreadAndLoseNothing() throws IOException {
    try (OtlpCapture receiver = OtlpCapture.start()) {
      String output =
          GreetingProcess.run(
              Path.of("target", "beside", "spring-boot-devtools.jar")
                  + File.pathSeparator
                  + GreetingProcess.packed(directory),
              List.of(
                  "-XX:SoftRefLRUPolicyMSPerMB=0",
                  "-Dlog=" + directory.resolve("application.log"),
                  "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint()),
              DevToolsApplication.class.getName());
      assertThat(output)
          .containsPattern("loaders [12] of 3")
          .contains("at the end []")
          .containsPattern("running \\[[^\\]]*ringlet-");
      assertThat(output.split("closed: traces produced 1, exported 1;", -1))
          .as("three ends in " + output)
          .hasSize(4);
      assertThat(Received.spans(receiver)).containsExactlyInAnyOrder("run 1", "run 2", "run 3");
      assertThat(Received.lines(receiver)).containsOnlyOnce("run 1", "run 2", "run 3");
    }
  }
}
