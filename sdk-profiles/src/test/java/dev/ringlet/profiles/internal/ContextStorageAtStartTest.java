// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles;
import dev.ringlet.profiles.RingletProfiler;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.context.ContextStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process can choose its context storage once, so this needs a process of its own. */
class ContextStorageAtStartTest {
  /** Starts a profiler before anything else uses OpenTelemetry. */
  static final class Main {
    public static void main(String[] args) {
      RingletProfiler profiler =
          RingletProfiler.start(Profiles.config(), Resource.getDefault(), new CapturingExporter());
      System.out.println(ContextStorage.get().getClass().getName());
      profiler.close();
    }
  }

  @Test
  void aProfilerThatIsStartedFirstFindsSpans() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("dev.ringlet.profiles.link.TrackingStorage")
        .doesNotContain("not be linked");
  }
}
