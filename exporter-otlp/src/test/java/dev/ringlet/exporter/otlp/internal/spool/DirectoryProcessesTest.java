// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.ids;
import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.open;
import static dev.ringlet.exporter.otlp.internal.spool.DirectoryTest.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool's directory and other processes. */
class DirectoryProcessesTest {
  @TempDir Path temp;

  @Test
  void aSecondProcessGetsAPlaceOfItsOwn() throws Exception {
    Path directory = temp.resolve("s");
    SpoolStore first = open(directory);
    store(first, 1);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).as(output).isZero();
    assertThat(ids(first)).containsExactly(1);
    first.close();
    first = open(directory);
    assertThat(ids(first)).containsExactly(77);
    first.close();
  }

  /** Stores one request and ends without closing anything. */
  static final class OtherProcess {
    public static void main(String[] args) throws IOException {
      SpoolStore store = open(Path.of(args[0]));
      store(store, 77);
    }
  }

  /** What the process holds open in the directory; a descriptor closed meanwhile is not open. */
  static List<String> openFilesBelow(Path directory, String process) throws IOException {
    Path descriptors = Path.of("/proc", process, "fd");
    List<String> open = new ArrayList<>();
    if (Files.isDirectory(descriptors)) {
      String prefix = directory.toRealPath().toString();
      try (var links = Files.list(descriptors)) {
        for (Path link : links.toList()) {
          try {
            String target = Files.readSymbolicLink(link).toString();
            if (target.startsWith(prefix)) {
              open.add(target);
            }
          } catch (NoSuchFileException closed) {
            // Gone since it was listed.
          }
        }
      }
    }
    return open;
  }

  @Test
  void childrenInheritNeitherTheLockNorFiles() throws Exception {
    Path directory = temp.resolve("s");
    SpoolStore store = open(directory);
    store(store, 1);
    Process child = new ProcessBuilder("sleep", "600").start();
    try {
      // Elsewhere /proc may be missing or name files otherwise: what it cannot tell of this process
      // it cannot tell of the child either.
      if (!openFilesBelow(directory, "self").isEmpty()) {
        // A child loses descriptors while it starts and gains none of this process later.
        String pid = Long.toString(child.pid());
        Await.until("no open files", () -> openFilesBelow(directory, pid).isEmpty());
        assertThat(child.isAlive()).isTrue();
      }
      store.close();
      store = open(directory);
      assertThat(directory.resolve("2")).doesNotExist();
      assertThat(ids(store)).containsExactly(1);
      store.close();
    } finally {
      child.destroyForcibly();
    }
  }
}
