// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
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
  private static final Random RANDOM = new Random(9);

  @TempDir Path temp;

  static SpoolStore open(Path directory) throws IOException {
    SpoolSettings settings =
        new SpoolSettings(directory, 1 << 20, 0, true, 1_000_000L, false, false, 1 << 20);
    SpoolStore store =
        new SpoolStore(
            DirectoryLock.open(directory),
            settings,
            SpoolClock.system(),
            new SpoolBooks(),
            RANDOM::nextLong,
            new ThrottledLogger(DirectoryTest.class));
    store.recover(Map.of());
    store.reader().register(SpoolProcess.LOGS);
    return store;
  }

  static void store(SpoolStore store, int id) {
    byte[] payload = SpoolProcess.payload(id, 300);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 1);
    assertThat(store.append(SpoolProcess.LOGS, record)).isEqualTo(StoreOutcome.STORED);
  }

  static List<Integer> ids(SpoolStore store) {
    List<Integer> ids = new ArrayList<>();
    for (StoredRequest next; (next = store.reader().next(SpoolProcess.LOGS)) != null; ) {
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
    for (String mode : new String[] {"rwxrwxr-x", "rwxr-xrwx"}) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> open(open)).hasMessageContaining("0700");
    }
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    open(open).close();
    SpoolStore first = open(open);
    Path second = Files.createDirectory(open.resolve("2"));
    Files.setPosixFilePermissions(second, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> open(open)).hasMessageContaining("0700");
    first.close();
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
  void anInterruptedThreadCanStillStore() throws IOException {
    SpoolStore store = open(temp.resolve("s"));
    store(store, 1);
    Thread.currentThread().interrupt();
    store(store, 2);
    store.sync();
    StoredRequest request = store.reader().next(SpoolProcess.LOGS);
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

  private DirectoryFiles files() throws IOException {
    return (DirectoryFiles) DirectoryLock.open(temp.resolve("s"));
  }

  private static void write(SpoolFiles.Appender file, String text) throws IOException {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
    file.write(bytes, 1, bytes.length - 2);
    file.sync();
    file.close();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void filesAreCreatedReadAndDeleted() throws IOException {
    DirectoryFiles files = files();
    assertThat(files.directory()).isEqualTo(temp.resolve("s"));
    assertThat(files.size("a")).isEqualTo(-1);
    write(files.create("a"), "0123456789");
    assertThat(mode(temp.resolve("s/a"))).isEqualTo("rw-------");
    assertThatThrownBy(() -> files.create("a")).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(files.size("a")).isEqualTo(10);
    assertThat(text(files.read("a", 0, 10))).isEqualTo("0123456789");
    assertThat(text(files.read("a", 3, 4))).isEqualTo("3456");
    assertThat(text(files.read("a", 8, 100))).isEqualTo("89");
    assertThat(files.read("a", 10, 5)).isEmpty();
    assertThat(files.read("a", 15, 5)).isEmpty();
    assertThatThrownBy(() -> files.read("b", 0, 1)).isInstanceOf(NoSuchFileException.class);
    files.rename("a", "b");
    assertThat(files.size("a")).isEqualTo(-1);
    assertThat(text(files.read("b", 0, 10))).isEqualTo("0123456789");
    write(files.create("a"), "x");
    files.rename("a", "b"); // in place of the other one
    assertThat(text(files.read("b", 0, 10))).isEqualTo("x");
    files.syncDirectory();
    files.delete("b");
    files.delete("b");
    assertThat(files.size("b")).isEqualTo(-1);
    files.close();
  }

  @Test
  void appendingCutsOffWhatIsBehind() throws IOException {
    DirectoryFiles files = files();
    write(files.append("a", 0), "0123456789");
    assertThat(mode(temp.resolve("s/a"))).isEqualTo("rw-------");
    write(files.append("a", 4), "xy");
    assertThat(text(files.read("a", 0, 100))).isEqualTo("0123xy");
    files.close();
  }

  @Test
  void onlyRegularFilesAreListedReadAndAppendedTo() throws IOException {
    DirectoryFiles files = files();
    Path secret = Files.writeString(temp.resolve("secret"), "secret");
    Files.createSymbolicLink(temp.resolve("s/link"), secret);
    Files.createDirectory(temp.resolve("s/folder"));
    write(files.create("a"), "x");
    List<String> names = new ArrayList<>();
    files.list(names::add);
    assertThat(names).containsExactlyInAnyOrder("a", "lock", "owner");
    for (String other : new String[] {"link", "folder"}) {
      assertThat(files.size(other)).isEqualTo(-1);
      assertThatThrownBy(() -> files.read(other, 0, 1)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> files.append(other, 0)).isInstanceOf(NoSuchFileException.class);
    }
    assertThat(secret).hasContent("secret");
    files.close();
  }

  /** Only a file that is gone may be given up. */
  @Test
  void aFileThatCannotBeReachedIsNotTakenForMissing() throws IOException {
    DirectoryFiles files = files();
    write(files.create("a"), "x");
    Files.move(temp.resolve("s"), temp.resolve("moved"));
    assertThatThrownBy(() -> files.read("a", 0, 1)).isInstanceOf(NoSuchFileException.class);
    Files.createSymbolicLink(temp.resolve("s"), temp.resolve("s"));
    assertThatThrownBy(() -> files.size("a")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.read("a", 0, 1))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSuchFileException.class);
    files.close();
  }

  @Test
  void aDirectoryThatCannotBeReachedIsNotTakenForRemoved() throws IOException {
    Path parent = temp.resolve("parent");
    SpoolFiles files = DirectoryLock.open(parent.resolve("s"));
    Path moved = Files.move(parent, temp.resolve("moved"));
    assertThat(files.isAlive()).isFalse();
    Files.createSymbolicLink(parent, parent);
    assertThat(files.isAlive()).isTrue();
    Files.delete(parent);
    Files.move(moved, parent);
    assertThat(files.isAlive()).isTrue();
    files.close();
  }

  @Test
  void syncingADirectoryKeepsAnInterrupt() throws IOException {
    DirectoryFiles files = files();
    Thread.currentThread().interrupt();
    files.syncDirectory();
    assertThat(Thread.interrupted()).isTrue();
    files.syncDirectory();
    assertThat(Thread.interrupted()).isFalse();
    files.close();
    assertThatThrownBy(() -> DirectoryFiles.sync(temp.resolve("missing")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theOwnerIsNamedWhileTheDirectoryIsLocked() throws IOException {
    Path owner = temp.resolve("s/owner");
    DirectoryFiles files = files();
    String pid = Long.toString(ProcessHandle.current().pid());
    assertThat(Files.readString(owner)).startsWith(pid + " ").hasSize(64);
    assertThat(DirectoryLock.tryLock(temp.resolve("s"), true)).isNull();
    files.close();
    assertThat(Files.readString(owner)).isBlank().hasSize(64);
    DirectoryLock lock = DirectoryLock.tryLock(temp.resolve("s"), true);
    assertThat(lock.isFirst()).isTrue();
    lock.release(true);
  }

  /** As if another SDK had not written its name yet. */
  @Test
  void withoutANameTheLockHoldsWithinTheProcess() throws IOException {
    DirectoryFiles first = files();
    Files.delete(temp.resolve("s/owner"));
    DirectoryFiles second = files();
    assertThat(second.directory()).isEqualTo(temp.resolve("s/2"));
    second.close();
    first.close();
  }

  @Test
  void linksInPlaceOfTheLockAndOfTheNameAreNotFollowed() throws IOException {
    files().close();
    Path secret = Files.writeString(temp.resolve("secret"), "x".repeat(100));
    Files.delete(temp.resolve("s/owner"));
    Files.createSymbolicLink(temp.resolve("s/owner"), secret);
    files().close();
    Files.delete(temp.resolve("s/lock"));
    Files.createSymbolicLink(temp.resolve("s/lock"), secret);
    assertThatThrownBy(this::files).isInstanceOf(IOException.class);
    assertThat(secret).hasContent("x".repeat(100));
  }

  @Test
  void sixteenSpoolsShareADirectory() throws IOException {
    List<DirectoryFiles> all = new ArrayList<>();
    for (int i = 1; i <= 16; i++) {
      DirectoryFiles files = files();
      all.add(files);
      assertThat(files.directory()).isEqualTo(i == 1 ? temp.resolve("s") : temp.resolve("s/" + i));
    }
    assertThatThrownBy(this::files).hasMessage("too many processes use it");
    all.get(6).close();
    all.set(6, files());
    assertThat(all.get(6).directory()).isEqualTo(temp.resolve("s/7"));
    all.forEach(DirectoryFiles::close);
  }

  /** As when it is cleaned up, and another SDK of this process is the first to notice that. */
  @Test
  void aDirectoryThatWasReplacedKeepsTheNameOfItsNewOwner() throws IOException {
    DirectoryFiles removed = files();
    Files.move(temp.resolve("s"), temp.resolve("moved"));
    DirectoryFiles replaced = files();
    assertThat(replaced.directory()).isEqualTo(temp.resolve("s"));
    removed.close();
    assertThat(temp.resolve("s/owner")).content().isNotBlank();
    replaced.close();
    assertThat(temp.resolve("s/owner")).content().isBlank();
  }

  @Test
  void noFileStaysOpen() throws IOException {
    DirectoryFiles files = files();
    SpoolFiles.Appender created = files.create("a");
    SpoolFiles.Appender appended = files.append("b", 0);
    List<String> open = DirectoryProcessesTest.openFilesBelow(temp, "self");
    assumeThat(open).isNotEmpty(); // elsewhere /proc may be missing or name files otherwise
    assertThat(open).hasSize(3); // with the lock
    created.close();
    appended.close();
    files.read("a", 0, 1);
    files.syncDirectory();
    assertThatThrownBy(() -> files.append("a", -1)).isInstanceOf(IOException.class);
    assertThat(DirectoryProcessesTest.openFilesBelow(temp, "self")).hasSize(1);
    Files.delete(temp.resolve("s/owner"));
    assertThat(DirectoryLock.tryLock(temp.resolve("s"), true)).isNull();
    assertThat(DirectoryProcessesTest.openFilesBelow(temp, "self")).hasSize(1);
    files.close();
    assertThat(DirectoryProcessesTest.openFilesBelow(temp, "self")).isEmpty();
  }
}
