// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool's directory on a real disk. */
class DirectoryTest {
  @TempDir Path temp;

  private final Random random = new Random(9);

  private SpoolStore open(Path directory) throws IOException {
    SpoolSettings settings =
        new SpoolSettings(directory, 1 << 20, 0, true, 1_000_000L, false, false, 1 << 20);
    SpoolStore store =
        new SpoolStore(
            DirectoryLock.open(directory),
            settings,
            SpoolClock.system(),
            new SpoolBooks(),
            random::nextLong,
            new ThrottledLogger(DirectoryTest.class));
    store.recover(Map.of());
    store.reader().register(Signal.LOGS, 1);
    return store;
  }

  private static void store(SpoolStore store, int id) {
    byte[] payload = SpoolProcess.payload(id, 300);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 1);
    assertThat(store.append(Signal.LOGS, record)).isEqualTo(StoreOutcome.STORED);
  }

  private static List<Integer> ids(SpoolStore store) {
    List<Integer> ids = new ArrayList<>();
    for (StoredRequest next; (next = store.reader().next(Signal.LOGS)) != null; ) {
      ids.add(SpoolProcess.id(next.toPayload(0)));
      store.reader().finishSending(next, dev.ringlet.export.ExportResult.delivered());
    }
    return ids;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    Path directory = temp.resolve("a/b/spool");
    SpoolStore store = open(directory);
    store(store, 1);
    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(temp.resolve("a"))).isEqualTo("rwx------");
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
    store.close();
  }

  @Test
  void survivesOnDisk() throws IOException {
    SpoolStore store = open(temp.resolve("s"));
    for (int id = 1; id <= 900; id++) {
      store(store, id);
    }
    store.close();
    store = open(temp.resolve("s"));
    assertThat(ids(store)).hasSize(900).startsWith(1).endsWith(900);
    store.close();
  }

  @Test
  void refusesWhatOthersCanWriteTo() throws IOException {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThatThrownBy(() -> open(open)).hasMessageContaining("0700");
    Path target = Files.createDirectory(temp.resolve("target"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), target);
    assertThatThrownBy(() -> open(link)).hasMessageContaining("link");
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> open(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> open(file.resolve("below"))).isInstanceOf(IOException.class);
  }

  @Test
  void filesThatAreLinksDoNotExist() throws IOException {
    Path directory = temp.resolve("s");
    open(directory).close();
    Path secret = Files.writeString(temp.resolve("secret"), "x".repeat(200));
    Files.createSymbolicLink(directory.resolve("0000000000000001.seg"), secret);
    Files.createSymbolicLink(directory.resolve("0000000000000002.seg"), secret);
    SpoolStore store = open(directory);
    store(store, 1);
    store(store, 2);
    assertThat(ids(store)).containsExactly(1, 2);
    store.close();
    assertThat(secret).hasContent("x".repeat(200));
  }

  @Test
  void aFullDiskDoesNotBlockStoredRequests() throws IOException {
    Path directory = temp.resolve("s");
    SpoolStore store = open(directory);
    store(store, 1);
    Object owner = Files.readAttributes(directory.resolve("owner"), "fileKey,size").toString();
    store.close();
    store = open(directory);
    // Written over in place, which needs no space.
    assertThat(Files.readAttributes(directory.resolve("owner"), "fileKey,size").toString())
        .isEqualTo(owner);
    store.close();

    Files.delete(directory.resolve("owner"));
    Files.createDirectory(directory.resolve("owner")); // so that it cannot be written at all
    store = open(directory);
    assertThat(ids(store)).containsExactly(1);
    store.close();
  }

  @Test
  void aSecondOneInThisProcessGetsAPlaceOfItsOwn() throws IOException {
    Path directory = temp.resolve("s");
    SpoolStore first = open(directory);
    SpoolStore second = open(directory);
    SpoolStore third = open(directory);
    store(first, 1);
    store(second, 2);
    store(third, 3);
    assertThat(directory.resolve("2")).isDirectory();
    assertThat(directory.resolve("3")).isDirectory();
    second.close();
    first.close();
    first = open(directory); // takes over what the second left, and not what the third has
    assertThat(ids(first)).containsExactlyInAnyOrder(1, 2);
    assertThat(ids(third)).containsExactly(3);
    third.close();
    first.close();
  }

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
      SpoolStore store = new DirectoryTest().open(Path.of(args[0]));
      store(store, 77);
    }
  }

  /** What the process holds open in the directory; a descriptor closed meanwhile is not open. */
  private static List<String> openFilesBelow(Path directory, String process) throws IOException {
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

  @Test
  void anInterruptedThreadCanStillStore() throws IOException {
    SpoolStore store = open(temp.resolve("s"));
    store(store, 1);
    Thread.currentThread().interrupt();
    store(store, 2);
    store.sync();
    StoredRequest request = store.reader().next(Signal.LOGS);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(SpoolProcess.id(request.toPayload(0))).isEqualTo(1);
    store.reader().putBack(request);
    store(store, 3);
    assertThat(ids(store)).containsExactly(1, 2, 3);
    store.close();
  }

  @Test
  void aDirectoryThatIsDeletedIsNoticed() throws IOException {
    Path directory = temp.resolve("s");
    DirectoryFiles files = (DirectoryFiles) DirectoryLock.open(directory);
    assertThat(files.isAlive()).isTrue();
    Files.move(directory, temp.resolve("moved"));
    assertThat(files.isAlive()).isFalse();
    Files.createDirectory(directory);
    assertThat(files.isAlive()).isFalse(); // another one of that name
    files.close();
  }
}
