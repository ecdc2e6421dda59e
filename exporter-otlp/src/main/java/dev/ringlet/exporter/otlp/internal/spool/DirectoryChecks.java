// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.File;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Creates directories and files for the owner only, and refuses those that other users can write
 * to.
 */
final class DirectoryChecks {
  private static final FileAttribute<?>[] NONE = {};
  private static final String OTHER_USER = "it belongs to another user";

  private DirectoryChecks() {}

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Creates a file of mode 0600 that must not exist, not even as a link. */
  static void createPrivateFile(Path path) throws IOException {
    FileAttribute<?>[] mode = NONE;
    if (isPosix(path)) {
      mode =
          new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
          };
    }
    Channel channel =
        Files.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
    channel.close();
  }

  /** Creates a directory of mode 0700, and those above it, unless it exists, and syncs them. */
  static void createPrivateDirectory(Path path) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = path; p != null && !Files.exists(p, LinkOption.NOFOLLOW_LINKS); ) {
      missing.push(p);
      p = p.getParent();
    }
    FileAttribute<?>[] mode = NONE;
    if (isPosix(path)) {
      mode =
          new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
          };
    }
    for (Path made : missing) {
      try {
        Files.createDirectory(made, mode);
        DirectoryFiles.sync(made.getParent());
      } catch (FileAlreadyExistsException e) {
        // another process was faster; the checks follow
      }
    }
  }

  /**
   * Refuses a directory that is a link, that others may write to, or that belongs to another user.
   *
   * @throws IOException with the reason
   */
  static void check(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a symbolic link, or not a directory");
    }
    if (isPosix(path)) {
      Set<PosixFilePermission> mode =
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      if (mode.contains(PosixFilePermission.GROUP_WRITE)
          || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException("other users may write to it; its mode must be 0700");
      }
      checkOwner(path, Path.of("/proc/self")); // exists on Linux
    } else if (File.separatorChar == '/' && !Files.isWritable(path)) {
      throw new IOException("it cannot be written to");
    }
  }

  /**
   * Refuses a directory that belongs to another user than this process. Files that are in it do not
   * tell that: its owner may have put them there. A new file does, also where the file system shows
   * other owners than those of processes, but it needs a directory that accepts one.
   *
   * @param process a directory that belongs to the user of this process, or a path without a file
   */
  static void checkOwner(Path directory, Path process) throws IOException {
    UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
    boolean known = Files.exists(process);
    boolean own = known && owner.equals(Files.getOwner(process));
    if (!own && !ownsNewFile(owner, directory, known)) {
      throw new IOException(OTHER_USER);
    }
  }

  private static boolean ownsNewFile(UserPrincipal owner, Path directory, boolean isOther)
      throws IOException {
    Path file;
    try {
      file = Files.createTempFile(directory, "owner", "");
    } catch (AccessDeniedException e) {
      throw isOther ? new IOException(OTHER_USER, e) : e;
    }
    try {
      return owner.equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Refuses a file that belongs to another user than its directory. */
  static void checkSameOwner(Path directory, Path file) throws IOException {
    if (isPosix(directory)
        && !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException(OTHER_USER);
    }
  }
}
