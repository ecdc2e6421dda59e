// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Lets one spool at a time use a directory. A second one, in this process or another, gets a
 * directory of its own below it, named 2 to 16, which the first spool empties later.
 *
 * <p>The lock is the operating system's, so it ends with the process however that ends. On Linux it
 * also ends when its process closes any other handle of the locked file, so a second SDK in the
 * same process must not open it: a second file names the owner. Two SDKs that start at the same
 * moment may both miss that file; then the lock holds within the process only. The same is true
 * when the disk is too full for that file, which is written in place and needs no new space.
 */
final class DirectoryLock {
  static final int FIRST_OTHER = 2;
  static final int LAST_OTHER = 16;
  private static final String LOCK = "lock";
  private static final String OWNER = "owner";
  private static final String UNKNOWN = " unknown";
  private static final int OWNER_BYTES = 64;

  private final Path directory;
  private final FileChannel channel;
  private final boolean first;

  private DirectoryLock(Path directory, FileChannel channel, boolean first) {
    this.directory = directory;
    this.channel = channel;
    this.first = first;
  }

  /** Opens a directory or one below it, and creates it if needed. */
  static SpoolFiles open(Path directory) throws IOException {
    DirectoryChecks.createPrivateDirectory(directory);
    DirectoryChecks.check(directory);
    DirectoryLock lock = tryLock(directory, true);
    Path locked = directory;
    for (int i = FIRST_OTHER; lock == null && i <= LAST_OTHER; i++) {
      locked = directory.resolve(Integer.toString(i));
      DirectoryChecks.createPrivateDirectory(locked);
      DirectoryChecks.check(locked);
      lock = tryLock(locked, false);
    }
    if (lock == null) {
      throw new IOException("too many processes use it");
    }
    return new DirectoryFiles(locked, lock);
  }

  /** Locks a directory; null if another spool has it. */
  static DirectoryLock tryLock(Path directory, boolean first) throws IOException {
    if (isOurs(directory)) {
      return null;
    }
    Path path = directory.resolve(LOCK);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try {
        DirectoryChecks.createPrivateFile(path);
      } catch (FileAlreadyExistsException e) {
        // another spool is about to lock it too
      }
    }
    DirectoryChecks.checkSameOwner(directory, path);
    FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        writeOwner(directory, self());
        return new DirectoryLock(directory, channel, first);
      }
    } catch (OverlappingFileLockException e) {
      // another SDK in this process, which has not written its name yet
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  /** Overwrites the content; without the file the lock still works between processes. */
  private static void writeOwner(Path directory, String owner) {
    Path path = directory.resolve(OWNER);
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        DirectoryChecks.createPrivateFile(path);
      } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      String padded = owner + " ".repeat(Math.max(0, OWNER_BYTES - owner.length()));
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.write(padded.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException | RuntimeException e) {
      // the disk is full
    }
  }

  private static boolean isOurs(Path directory) {
    String self = self();
    try {
      return !self.endsWith(UNKNOWN)
          && Files.readString(directory.resolve(OWNER), StandardCharsets.US_ASCII)
              .trim()
              .equals(self);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** The process id is not enough: in a container it is often 1. */
  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid()
        + self.info().startInstant().map(instant -> " " + instant.toEpochMilli()).orElse(UNKNOWN);
  }

  /** Whether this is the directory itself and not one below it. */
  boolean isFirst() {
    return first;
  }

  /**
   * Unlocks the directory.
   *
   * @param isThere whether its path still refers to it; otherwise the name there is another owner's
   */
  void release(boolean isThere) {
    if (isThere) {
      writeOwner(directory, "");
    }
    try {
      channel.close();
    } catch (IOException e) {
      // nothing is lost by it
    }
  }
}
