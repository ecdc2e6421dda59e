// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads protobuf fields from a range of bytes, for the cold paths: views of records, transcoding,
 * display. Internal to Ringlet: may change or vanish in any release.
 *
 * <pre>
 *   while (reader.next()) {
 *     switch (reader.field()) {
 *       case 1: name = reader.string(); break;
 *       default: break; // what is not asked for is skipped by next()
 *     }
 *   }
 * </pre>
 *
 * <p>Never reads outside its range. Malformed input, groups included, is answered with {@link
 * IllegalArgumentException}. Not thread-safe.
 */
public final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] data;
  private final int end;
  private int pos;
  private int start;
  private int field;
  private int wireType;
  private long number;
  private int from;

  /** Makes a reader of {@code length} bytes from {@code from} on. */
  public ProtoReader(byte[] data, int from, int length) {
    this.data = data;
    this.pos = from;
    this.end = from + length;
  }

  /** Goes to the next field; false at the end. */
  public boolean next() {
    if (pos >= end) {
      return false;
    }
    start = pos;
    long tag = readVarint();
    field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (field <= 0 || tag >>> 32 != 0) {
      throw new IllegalArgumentException("not a tag");
    }
    switch (wireType) {
      case VARINT:
        number = readVarint();
        break;
      case FIXED64:
        number = readFixed(8);
        break;
      case FIXED32:
        number = readFixed(4);
        break;
      case LENGTH:
        number = readVarint();
        from = pos;
        if (number < 0 || number > end - pos) {
          throw new IllegalArgumentException("a length beyond the end");
        }
        pos += (int) number;
        break;
      default:
        throw new IllegalArgumentException("wire type " + wireType);
    }
    return true;
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (pos >= end) {
        break;
      }
      byte b = data[pos++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number that does not end");
  }

  private long readFixed(int bytes) {
    if (end - pos < bytes) {
      throw new IllegalArgumentException("a number cut short");
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | data[pos + i] & 0xff;
    }
    pos += bytes;
    return value;
  }

  /** Number of the current field. */
  public int field() {
    return field;
  }

  /** Whether the current field has a length: a string, bytes, a message or packed numbers. */
  public boolean hasLength() {
    return wireType == LENGTH;
  }

  /** Value of a varint, fixed64 or fixed32 field. */
  public long number() {
    if (wireType == LENGTH) {
      throw new IllegalArgumentException("not a number");
    }
    return number;
  }

  /** Value of a double field. */
  public double number64() {
    return Double.longBitsToDouble(number());
  }

  /** Value of a string field. */
  public String string() {
    return new String(data, from(), length(), StandardCharsets.UTF_8);
  }

  /** Value of a bytes field, copied. */
  public byte[] bytes() {
    return Arrays.copyOfRange(data, from(), from + length());
  }

  /** A reader of a field that is a message. */
  public ProtoReader message() {
    return new ProtoReader(data, from(), length());
  }

  /** Index of the first byte of the current field, its tag included. */
  public int start() {
    return start;
  }

  /** Index behind the last byte of the current field. */
  public int end() {
    return pos;
  }

  private int from() {
    if (wireType != LENGTH) {
      throw new IllegalArgumentException("not of a length");
    }
    return from;
  }

  private int length() {
    return (int) number;
  }
}
