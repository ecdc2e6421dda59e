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
 * Other programs may use the file, too: read it while it grows, move it, truncate it or delete it,
 * and another process may write to it by mistake.
 *
 * Each line looks the file up by name. If the name no longer refers to the open file, the file of
 * that name is opened or created. The size is read from the disk and not remembered. Lines are
 * appended by the system (O_APPEND), each in one call, so lines of two processes do not mix. If two
 * processes rotate at the same time, the oldest file is deleted earlier than needed.
 *
 * A partly written line is cut off. If that fails or the process ends first, the next line begins
 * with a line break, so there is one broken line at most.
 *
 * Rotation renames f.jsonl to f.1.jsonl, f.1.jsonl to f.2.jsonl and so on, from the oldest; the last
 * is deleted. After an interruption it continues at the gap. Nothing is written until it succeeds,
 * because the limit of space must hold.
 */
/** Appends lines to a file of limited size, and keeps a limited number of older ones. */
final class RotatingFile implements LineSink {
  /** Opens a file for appending and creates it if needed. */
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
   * Creates a writer, which creates no file before the first line.
   *
   * @param path the file; missing directories are created
   * @param maxBytes a line that would exceed it starts a new file; a line that is larger by itself
   *     has a file of its own
   * @param maxFiles most files, including this one
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

  /** The current file, or null if there is none. */
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

  /** Cuts a partial line off, unless another process has written to the file as well. */
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

  /** The file after {@code age} rotations. */
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
