// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads repeated numbers, which stand in one field together or each in a field of its own. */
final class Packed {
  private static final int MAX_VARINT_BITS = 70;

  private Packed() {}

  static long[] fixed64(ProtoReader in) {
    if (!in.hasLength()) {
      return new long[] {in.number()};
    }
    byte[] bytes = in.bytes();
    if (bytes.length % Long.BYTES != 0) {
      throw new IllegalArgumentException("a number cut short");
    }
    long[] numbers = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(numbers);
    return numbers;
  }

  static long[] varints(ProtoReader in) {
    if (!in.hasLength()) {
      return new long[] {in.number()};
    }
    byte[] bytes = in.bytes();
    long[] numbers = new long[bytes.length];
    int count = 0;
    int shift = 0;
    for (byte b : bytes) {
      if (shift >= MAX_VARINT_BITS) {
        throw new IllegalArgumentException("a number that does not end");
      }
      numbers[count] |= (long) (b & 0x7f) << shift;
      shift += 7;
      if (b >= 0) {
        count++;
        shift = 0;
      }
    }
    if (shift != 0) {
      throw new IllegalArgumentException("a number that does not end");
    }
    return Arrays.copyOf(numbers, count);
  }

  /** Puts two lists, of which one is mostly empty, behind each other. */
  static long[] join(long[] first, long[] second) {
    if (first.length == 0) {
      return second;
    }
    long[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
