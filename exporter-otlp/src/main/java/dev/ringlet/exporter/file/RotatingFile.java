// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * A file that others may handle, too: programs read it while it grows, move it away, cut it or
 * delete it, and another process may write to it by mistake.
 *
 * Before each line the file is looked up by its name. If that is no longer the file which is open,
 * the one of that name is opened, or made. Its size is taken from the disk and not remembered.
 * Lines are appended by the system (O_APPEND), each in one call, so those of two processes do not
 * mix; that two of them rotate at the same time costs the oldest file earlier than needed.
 *
 * A line that could be written in part only is cut off again. If that fails, too, or the process
 * ends in between, the next line begins with a line break: one broken line, and no more.
 *
 * Rotation renames f.jsonl to f.1.jsonl, after f.1.jsonl to f.2.jsonl and so on; the last is
 * deleted. When it is stopped half-way, it continues with the gap that it left, and until it has
 * succeeded nothing is written: the space on disk is a promise.
 */
/** Appends lines to a file of limited size, and keeps a limited number of older ones. */
final class RotatingFile implements LineSink {
  /** Opens a file for appending, made if need be. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path path) throws IOException;
  }

  private final Path path;
  private final long maxBytes;
  private final int maxFiles;
  private final Opener opener;
  private @Nullable OutputStream out;
  private @Nullable Object openKey;
  private boolean midLine;

  /**
   * Touches nothing before the first line.
   *
   * @param path the file that is written to; missing directories are made
   * @param maxBytes when a line would make the file larger, a new one is begun; a line that is
   *     larger alone gets its own
   * @param maxFiles how many files there are at most, this one included
   */
  RotatingFile(Path path, long maxBytes, int maxFiles) {
    this(path, maxBytes, maxFiles, at -> new FileOutputStream(at.toFile(), true));
  }

  RotatingFile(Path path, long maxBytes, int maxFiles, Opener opener) {
    this.path = path.toAbsolutePath().normalize();
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
    this.opener = opener;
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    BasicFileAttributes found = attributes();
    if (found != null && found.size() > 0 && found.size() + length > maxBytes) {
      close();
      rotate();
      found = null;
    }
    found = open(found);
    OutputStream to = Objects.requireNonNull(out);
    long size = found.size();
    try {
      if (midLine) {
        to.write('\n');
      }
      to.write(bytes, 0, length);
      midLine = false;
    } catch (IOException e) {
      close();
      cutTo(size, length);
      throw e;
    }
  }

  /** What is there now, or null. */
  private @Nullable BasicFileAttributes attributes() throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw new IOException("not a regular file");
      }
      return found;
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private BasicFileAttributes open(@Nullable BasicFileAttributes found) throws IOException {
    if (out != null && found != null && (openKey == null || openKey.equals(found.fileKey()))) {
      return found;
    }
    close();
    midLine = found != null && endsMidLine(found.size());
    if (found == null && path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    out = opener.open(path);
    BasicFileAttributes opened = attributes();
    if (opened == null) {
      close();
      throw new NoSuchFileException("removed while it was opened");
    }
    openKey = opened.fileKey();
    return opened;
  }

  private boolean endsMidLine(long size) throws IOException {
    if (size == 0) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(size - 1);
      return file.read() != '\n';
    }
  }

  /** Unless there is more than one line of ours, which then is another process's. */
  private void cutTo(long size, int lineBytes) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      if (file.length() > size && file.length() <= size + 1 + lineBytes) {
        file.setLength(size);
      }
    } catch (IOException e) {
      // the next line begins with a line break
    }
  }

  private void rotate() throws IOException {
    for (int i = maxFiles; Files.deleteIfExists(older(i)); i++) {
      // more may be there from a time with another limit
    }
    int gap = 1;
    while (gap < maxFiles - 1 && Files.exists(older(gap))) {
      gap++;
    }
    if (maxFiles == 1) {
      Files.deleteIfExists(path);
      return;
    }
    for (int i = gap; i > 0; i--) {
      Files.move(i == 1 ? path : older(i - 1), older(i), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The file that was rotated so many times. */
  private Path older(int age) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return path.resolveSibling(name.substring(0, end) + '.' + age + name.substring(end));
  }

  @Override
  public void close() {
    OutputStream open = out;
    out = null;
    openKey = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // all that was written has been given to the system
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
