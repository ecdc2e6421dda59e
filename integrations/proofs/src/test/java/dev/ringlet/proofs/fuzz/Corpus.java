// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kept inputs: one file for each target, one input in each line. Printable ASCII stands for itself,
 * other bytes are written as {@code \}{@code xhh}.
 */
final class Corpus {
  private static final Path SOURCES = Path.of("src/test/resources/dev/ringlet/proofs/fuzz");

  private Corpus() {}

  /** Reads the inputs that are kept for a target. */
  static List<byte[]> read(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream(name + ".txt")) {
      if (in == null) {
        return List.of();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(Corpus::decode).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the inputs that are kept for a target. */
  static void write(String name, List<byte[]> inputs) {
    List<String> lines = new ArrayList<>();
    inputs.forEach(input -> lines.add(encode(input)));
    try {
      Files.createDirectories(SOURCES);
      Files.write(SOURCES.resolve(name + ".txt"), lines, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encode(byte[] input) {
    StringBuilder text = new StringBuilder();
    for (byte b : input) {
      if (b > ' ' && b < 0x7f && b != '\\' || b == ' ') {
        text.append((char) b);
      } else {
        text.append(String.format("\\x%02x", b));
      }
    }
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) == ' ') { // which editors remove
      text.replace(last, last + 1, "\\x20");
    }
    return text.toString();
  }

  static byte[] decode(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        bytes[length++] = (byte) Integer.parseInt(text.substring(i + 2, i + 4), 16);
        i += 3;
      } else {
        bytes[length++] = (byte) text.charAt(i);
      }
    }
    return java.util.Arrays.copyOf(bytes, length);
  }
}
