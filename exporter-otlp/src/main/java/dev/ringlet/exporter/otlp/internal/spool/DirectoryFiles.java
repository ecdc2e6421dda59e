// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A directory on a real disk. Data goes through {@link RandomAccessFile} and {@link
 * java.io.FileDescriptor#sync}, for a channel closes itself when its thread is interrupted.
 */
final class DirectoryFiles implements SpoolFiles {
  private final Path directory;
  private final DirectoryLock lock;
  private final Object key;

  /** Over a directory that was checked and locked. */
  DirectoryFiles(Path directory, DirectoryLock lock) throws IOException {
    this.directory = directory;
    this.lock = lock;
    key = attributes(directory).fileKey();
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  Path directory() {
    return directory;
  }

  @Override
  public void list(Consumer<String> names) throws IOException {
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          names.accept(path.getFileName().toString());
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public Appender create(String name) throws IOException {
    Path path = directory.resolve(name);
    DirectoryChecks.createPrivateFile(path);
    return new FileAppender(path.toFile(), 0);
  }

  @Override
  public Appender append(String name, long position) throws IOException {
    Path path = directory.resolve(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      DirectoryChecks.createPrivateFile(path);
    } else {
      checkRegular(path);
    }
    return new FileAppender(path.toFile(), position);
  }

  private static void checkRegular(Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(path.toString());
    }
  }

  @Override
  public long size(String name) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(directory.resolve(name));
      return attributes.isRegularFile() ? attributes.size() : -1;
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public byte[] read(String name, long offset, int length) throws IOException {
    Path path = directory.resolve(name);
    long size = size(name);
    if (size < 0) {
      throw new NoSuchFileException(path.toString());
    }
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, size - offset))];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(offset);
      file.readFully(bytes);
      return bytes;
    } catch (EOFException shrunk) {
      return Arrays.copyOf(bytes, 0);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void syncDirectory() throws IOException {
    sync(directory);
  }

  /** Makes the entries of a directory durable, where the system can do that. */
  static void sync(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows does not open directories
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!trySync(directory)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if an interrupt closed the channel; there is no other way to a directory. */
  private static boolean trySync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  @Override
  public boolean isAlive() {
    try {
      BasicFileAttributes now = attributes(directory);
      return now.isDirectory() && (key == null || key.equals(now.fileKey()));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | RuntimeException e) {
      return true; // not known now, and what is in it must not be given up
    }
  }

  @Override
  public void adopt(AdoptedNames names) throws IOException {
    IOException failure = null;
    for (int i = DirectoryLock.FIRST_OTHER; i <= DirectoryLock.LAST_OTHER; i++) {
      Path other = directory.resolve(Integer.toString(i));
      if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS) && lock.isFirst()) {
        try {
          adopt(other, names);
        } catch (IOException | DirectoryIteratorException e) {
          failure = failure == null ? new IOException(other + " (" + e + ")", e) : failure;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void adopt(Path other, AdoptedNames names) throws IOException {
    DirectoryChecks.check(other);
    DirectoryLock otherLock = DirectoryLock.tryLock(other, false);
    if (otherLock == null) {
      return; // in use
    }
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(other, "*.seg")) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        long number = names.next();
        Files.move(path, directory.resolve(Segment.name(number, ".seg")));
        Path acks = other.resolve(name.substring(0, name.length() - 4) + ".ack");
        if (Files.isRegularFile(acks, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(acks, directory.resolve(Segment.name(number, ".ack")));
        }
      }
    } finally {
      otherLock.release(true);
    }
  }

  @Override
  public void close() {
    lock.release(isAlive());
  }

  private static final class FileAppender implements Appender {
    private final RandomAccessFile file;

    FileAppender(File path, long position) throws IOException {
      file = new RandomAccessFile(path, "rw");
      try {
        file.setLength(position);
        file.seek(position);
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        // what was written and not synced is not known to be safe anyway
      }
    }
  }
}
