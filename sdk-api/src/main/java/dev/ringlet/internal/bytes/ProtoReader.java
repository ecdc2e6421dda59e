// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import static dev.ringlet.internal.bytes.WireType.I32;
import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads protobuf fields from a range of bytes, for the cold paths: views of records, transcoding,
 * display.
 *
 * <pre>
 *   while (reader.next()) {
 *     switch (reader.tag()) {
 *       case Span.NAME -> name = reader.string();
 *       default -> {} // next() skips what is not read
 *     }
 *   }
 * </pre>
 *
 * <p>Never reads outside its range. Throws {@link IllegalArgumentException} for malformed input,
 * groups included. Not thread-safe.
 */
public final class ProtoReader {
  private final byte[] data;
  private final int begin;
  private final int end;
  private int pos;
  private int start;
  private int field;
  private int wireType;
  private long number;
  private int from;

  /** Creates a reader of {@code length} bytes from index {@code from} on. */
  public ProtoReader(byte[] data, int from, int length) {
    this.data = data;
    this.begin = from;
    this.pos = from;
    this.end = from + length;
  }

  /** Creates a reader of the same bytes, at their start. */
  public ProtoReader again() {
    return new ProtoReader(data, begin, end - begin);
  }

  /** Advances to the next field; false at the end. */
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
      case VARINT -> number = readVarint();
      case I64 -> number = readFixed(8);
      case I32 -> number = readFixed(4);
      case LEN -> {
        number = readVarint();
        from = pos;
        if (number < 0 || number > end - pos) {
          throw new IllegalArgumentException("a length beyond the end");
        }
        pos += (int) number;
      }
      default -> throw new IllegalArgumentException("wire type " + wireType);
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

  /** Tag of the current field: its number and wire type, as the constants of OTLP's messages. */
  public int tag() {
    return field << 3 | wireType;
  }

  /** Whether the current field has a length: a string, bytes, a message or packed numbers. */
  public boolean hasLength() {
    return wireType == LEN;
  }

  /** Value of a varint, fixed64 or fixed32 field. */
  public long number() {
    if (wireType == LEN) {
      throw new IllegalArgumentException("not a number");
    }
    return number;
  }

  /** Value of a sint32 field. */
  public int signed() {
    int zigZag = (int) number();
    return zigZag >>> 1 ^ -(zigZag & 1);
  }

  /** Value of a double field. */
  public double doubleNumber() {
    return Double.longBitsToDouble(number());
  }

  /** Value of a string field. */
  public String string() {
    return new String(data, from(), length(), StandardCharsets.UTF_8);
  }

  /** Value of a string field, cut to {@code maxBytes} of UTF-8, possibly inside a character. */
  public String string(int maxBytes) {
    return new String(data, from(), Math.min(length(), maxBytes), StandardCharsets.UTF_8);
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

  /** Index after the last byte of the current field. */
  public int end() {
    return pos;
  }

  private int from() {
    if (wireType != LEN) {
      throw new IllegalArgumentException("not of a length");
    }
    return from;
  }

  /** Length of the current field's value in bytes, if the field has a length. */
  public int length() {
    return (int) number;
  }
}
