// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modes and owners of files, and file systems that have none. */
class DirectoryChecksTest {
  @TempDir Path temp;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aFileIsNewAndPrivate() throws IOException {
    Path file = temp.resolve("file");
    DirectoryChecks.createPrivateFile(file);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThatThrownBy(() -> DirectoryChecks.createPrivateFile(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    Path target = temp.resolve("target");
    Path link = Files.createSymbolicLink(temp.resolve("link"), target);
    assertThatThrownBy(() -> DirectoryChecks.createPrivateFile(link))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void missingDirectoriesAreMadePrivateAndOthersStayAsTheyAre() throws IOException {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path below = open.resolve("a/b");
    DirectoryChecks.createPrivateDirectory(below);
    DirectoryChecks.createPrivateDirectory(below);
    assertThat(mode(open)).isEqualTo("rwxr-xr-x");
    assertThat(mode(open.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(below)).isEqualTo("rwx------");
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> DirectoryChecks.createPrivateDirectory(file.resolve("below")))
        .isInstanceOf(IOException.class);
  }

  private static boolean isRoot(Path file) throws IOException {
    return Files.getOwner(Path.of("/")).equals(Files.getOwner(file));
  }

  private static void giveAway(Path file) throws IOException {
    Files.setOwner(
        file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
  }

  @Test
  void aDirectoryOfAnotherUserIsRefused() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    DirectoryChecks.checkSameOwner(temp, file);
    Path directory = isRoot(file) ? temp : Path.of("/");
    if (isRoot(file)) {
      giveAway(file);
    }
    assertThatThrownBy(() -> DirectoryChecks.checkSameOwner(directory, file))
        .hasMessage("it belongs to another user");
  }

  /** It may have been prepared: with segments that would be sent in this application's name. */
  @Test
  void aDirectoryOfAnotherUserThatHoldsALockIsRefused() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("s"));
    assumeTrue(isRoot(directory), "only root may give a file away");
    Path lock = Files.createFile(directory.resolve("lock"));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    giveAway(lock);
    giveAway(directory);
    assertThatThrownBy(() -> DirectoryLock.open(directory))
        .hasMessage("it belongs to another user");
    assertThat(directory.toFile().list()).containsExactly("lock");
  }

  @Test
  void onlyADirectoryOfThisUserIsAccepted() throws IOException {
    Path process = Path.of("/proc/self");
    Path unknown = temp.resolve("missing"); // as on other systems
    Path own = Files.createDirectory(temp.resolve("own"));
    DirectoryChecks.checkOwner(own, process);
    DirectoryChecks.checkOwner(own, unknown);
    assertThat(own).isEmptyDirectory();
    boolean root = isRoot(own);
    Path other = root ? Files.createDirectory(temp.resolve("other")) : Path.of("/");
    if (root) {
      giveAway(other);
    }
    assumeTrue(Files.exists(process), "only Linux names the user of a process there");
    assertThatThrownBy(() -> DirectoryChecks.checkOwner(other, process))
        .hasMessage("it belongs to another user");
    assertThatThrownBy(() -> DirectoryChecks.checkOwner(other, unknown))
        .isInstanceOf(root ? IOException.class : AccessDeniedException.class);
    if (root) {
      assertThat(other).isEmptyDirectory();
    }
  }

  @Test
  void aLockOfAnotherUserIsRefused() throws IOException {
    DirectoryLock.open(temp.resolve("s")).close();
    Path lock = temp.resolve("s/lock");
    assumeTrue(isRoot(lock), "only root may give a file away");
    giveAway(lock);
    assertThatThrownBy(() -> DirectoryLock.open(temp.resolve("s")))
        .hasMessage("it belongs to another user");
  }

  @Test
  void withoutModesADirectoryMustBeWritable() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(temp.resolve("a.zip"), Map.of("create", "true"))) {
      Path directory = Files.createDirectory(zip.getPath("/directory"));
      DirectoryChecks.check(directory);
      Path file = directory.resolve("file");
      DirectoryChecks.createPrivateFile(file);
      assertThat(Files.size(file)).isZero();
      DirectoryChecks.checkSameOwner(directory, file); // it has no owners either
      assertThatThrownBy(() -> DirectoryChecks.check(file)).hasMessageContaining("not a directory");
    }
    Path readOnly = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    assertThatThrownBy(() -> DirectoryChecks.check(readOnly)).hasMessage("it cannot be written to");
  }
}
