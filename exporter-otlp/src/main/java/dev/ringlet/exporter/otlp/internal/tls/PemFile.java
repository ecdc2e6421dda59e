// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A PEM file (RFC 7468) and its attributes when it was last read, if it could be. Text outside the
 * blocks is ignored. Not thread-safe.
 */
final class PemFile {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** One block; {@code encrypted} if its label or header says so, then without content. */
  record Block(String label, byte[] der, boolean encrypted) {}

  private final TlsFiles.Role role;
  private final Path path;
  private final int maxBytes;
  private String seen = "";

  PemFile(TlsFiles.Role role, Path path, int maxBytes) {
    this.role = role;
    this.path = path;
    this.maxBytes = maxBytes;
  }

  Path path() {
    return path;
  }

  /**
   * Whether time, size or identity of the file differ from those when it was last read, or it could
   * not be read: a change of its owner or permissions changes none of them.
   */
  boolean hasChanged() {
    try {
      return !look().equals(seen);
    } catch (IOException gone) {
      return false; // perhaps it is being replaced; keep what was read
    }
  }

  private String look() throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
  }

  /**
   * Reads the blocks.
   *
   * @throws TlsFileException if the file cannot be read, is too large or is no PEM file
   */
  List<Block> read() {
    byte[] bytes;
    try {
      seen = look();
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(maxBytes + 1);
      }
    } catch (IOException unreadable) {
      seen = "";
      throw wrong("cannot be read: " + unreadable.getClass().getSimpleName());
    }
    try {
      if (bytes.length > maxBytes) {
        throw wrong("is larger than " + maxBytes + " bytes");
      }
      return blocks(new String(bytes, StandardCharsets.ISO_8859_1));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while ((at = text.indexOf(BEGIN, at)) >= 0) {
      int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
      String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
      int end = labelEnd < 0 ? -1 : text.indexOf(END + label + DASHES, labelEnd + DASHES.length());
      if (end < 0) {
        throw wrong("has a block that does not end");
      }
      blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end)));
      at = end + END.length();
    }
    return blocks;
  }

  private Block block(String label, String body) {
    boolean encrypted = label.startsWith("ENCRYPTED ") || body.contains("Proc-Type: 4,ENCRYPTED");
    if (encrypted) {
      return new Block(label, new byte[0], true);
    }
    try {
      return new Block(label, Base64.getMimeDecoder().decode(body), false);
    } catch (IllegalArgumentException malformed) {
      throw wrong("has a block that is not base64");
    }
  }

  TlsFileException wrong(String what) {
    return new TlsFileException(role, path, what);
  }
}
