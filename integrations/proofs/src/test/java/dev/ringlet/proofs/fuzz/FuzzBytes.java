// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes choices, numbers and texts from the bytes of an input; zeros when it is used up. */
public final class FuzzBytes {
  private final byte[] bytes;
  private int at;

  /** Begins with the first byte. */
  public FuzzBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether all bytes are taken. */
  public boolean isEmpty() {
    return at >= bytes.length;
  }

  /** One byte, from 0 to 255. */
  public int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /** A number from 0 to {@code count} - 1; up to 256 numbers take one byte, more take four. */
  public int below(int count) {
    return count <= 256 ? next() % count : Math.floorMod(nextInt(), count);
  }

  /** Four bytes. */
  public int nextInt() {
    return next() << 24 | next() << 16 | next() << 8 | next();
  }

  /** Whether a byte is odd. */
  public boolean nextBoolean() {
    return (next() & 1) != 0;
  }

  /** The text up to the next line feed, in UTF-8. */
  public String line() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = Math.min(bytes.length, end + 1);
    return line;
  }

  /** All bytes that are left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
    at = bytes.length;
    return rest;
  }
}
