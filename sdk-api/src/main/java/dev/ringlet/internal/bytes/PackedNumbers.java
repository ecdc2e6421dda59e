// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads repeated numbers, packed in one field or each in its own field. Throws {@link
 * IllegalArgumentException} for malformed input.
 */
public final class PackedNumbers {
  private static final int MAX_VARINT_BITS = 70;

  private PackedNumbers() {}

  /** Numbers of a field of fixed64, sfixed64 or double, as their bits. */
  public static long[] fixed64(ProtoReader in) {
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

  /** Numbers of a field of varints. */
  public static long[] varints(ProtoReader in) {
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

  /** Concatenates two lists, one of which is usually empty. */
  public static long[] join(long[] first, long[] second) {
    if (first.length == 0) {
      return second;
    }
    long[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
