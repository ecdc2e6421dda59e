// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.profiles.Profiles;
import dev.ringlet.profiles.ValidatingExporter;
import dev.ringlet.profiles.internal.Profiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderDiskTest {
  @TempDir private Path directory;

  @Test
  void aDirectoryWithSpaceIsFine() throws IOException {
    File inside = directory.resolve("a/b").toFile();
    RecorderDisk disk = new RecorderDisk(inside, 1);
    disk.check();
    assertThat(disk.isLow()).isFalse();
    assertThat(inside.list()).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNot() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    RecorderDisk disk = new RecorderDisk(file.resolve("x").toFile(), 1);
    assertThatThrownBy(disk::check).isInstanceOf(IOException.class);
    assertThat(disk.isLow()).isTrue();
  }

  @Test
  void tooLittleSpaceIsLogged() {
    RecorderDisk disk = new RecorderDisk(directory.toFile(), Long.MAX_VALUE);
    assertThat(disk.isLow()).isTrue();
    assertThatThrownBy(disk::check)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("ringlet.profiles.min.free.bytes");
  }

  @Test
  void theDirectoryOfTheCommandLineIsFound() {
    assertThat(
            RecorderDisk.byOption(
                List.of("-Xmx1g", "-XX:FlightRecorderOptions:stackdepth=9,repository=/var/jfr")))
        .isEqualTo("/var/jfr");
    assertThat(RecorderDisk.byOption(List.of("-XX:FlightRecorderOptions=repository=/a b")))
        .isEqualTo("/a b");
    assertThat(RecorderDisk.byOption(List.of("-XX:FlightRecorderOptions=stackdepth=9"))).isNull();
  }

  @Test
  void theProfilerDoesNotStartWithoutSpace() {
    ValidatingExporter exporter = new ValidatingExporter();
    Profiler profiler =
        Profiler.start(
            Profiles.config("min.free.bytes", String.valueOf(Long.MAX_VALUE)),
            Resource.getDefault(),
            List.of(exporter));
    assertThat(profiler.flush(LONG_NANOS)).isTrue(); // there is nothing
    profiler.close(1_000_000_000L);
    assertThat(exporter.requests()).isEmpty();
    assertThat(exporter.isClosed()).isTrue();
  }
}
