// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTest {
  @TempDir Path folder;

  /** Nor one of the other optional artifacts, which are on the class path as well. */
  @Test
  void withoutAFileNoClassOfConfigurationFilesIsLoaded() throws Exception {
    Path log = folder.resolve("classes.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:off",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                StartMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("out.txt"))).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      List<String> loaded = lines.filter(line -> !line.contains("StartMain")).toList();
      assertThat(loaded).anyMatch(line -> line.contains(" dev.ringlet.RingletSdk "));
      assertThat(loaded)
          .noneMatch(
              line ->
                  line.contains("dev.ringlet.declarative")
                      || line.contains("dev.ringlet.official")
                      || line.contains("dev.ringlet.samplers")
                      || line.contains("dev.ringlet.prometheus")
                      || line.contains("dev.ringlet.ConfigurationFile")
                      || line.contains("snakeyaml"));
    }
  }
}
