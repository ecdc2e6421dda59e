// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static dev.ringlet.internal.bytes.WireType.I32;
import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.record.AttributeReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of an attribute of a span that starts, read from its bytes into chars that are reused.
 * Only for the thread that has the buffer.
 */
final class AttributeText implements CharSequence {
  private static final byte[] NONE = new byte[0];
  private static final int KEEP_CHARS = 1024;

  private char[] chars = new char[64];
  private int length;

  // The record and the place that is read next.
  private byte[] data = NONE;
  private int pos;

  /**
   * Reads the text of an attribute; null if there is none of that name.
   *
   * @param record bytes of a {@code Span} message that this SDK has written
   */
  @Nullable CharSequence of(byte[] record, int from, int until, String name) {
    data = record;
    pos = from;
    try {
      while (pos < until) {
        long tag = varint();
        int end = end((int) tag & 7);
        if (tag == Span.ATTRIBUTES && isKey(name)) {
          return value(record, from, until, name);
        }
        pos = end;
      }
      return null;
    } finally {
      data = NONE;
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = data[pos++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /** Index after the field; of one with a length, the next place is then that of its content. */
  private int end(int wireType) {
    return switch (wireType) {
      case LEN -> {
        int bytes = (int) varint();
        yield pos + bytes;
      }
      case I64 -> pos + Long.BYTES;
      case I32 -> pos + Integer.BYTES;
      default -> {
        int before = pos;
        varint();
        int after = pos;
        pos = before;
        yield after;
      }
    };
  }

  /** Whether the {@code KeyValue} has this key; then the next place is that of its value. */
  private boolean isKey(String name) {
    pos++; // the key comes first; see EncodedKey
    int bytes = (int) varint();
    int at = pos;
    pos += bytes;
    int chars = name.length();
    if (chars > bytes) {
      return false;
    }
    for (int i = 0; i < chars; i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        return name.equals(new String(data, at, bytes, StandardCharsets.UTF_8));
      }
      if (data[at + i] != c) {
        return false;
      }
    }
    return chars == bytes;
  }

  private CharSequence value(byte[] record, int start, int until, String name) {
    pos++;
    int bytes = (int) varint();
    if (bytes == 0) {
      return text("");
    }
    long tag = varint();
    return switch ((int) tag) {
      case AnyValue.STRING_VALUE -> string((int) varint());
      case AnyValue.BOOL_VALUE -> text(varint() == 0 ? "false" : "true");
      case AnyValue.INT_VALUE -> number(varint());
      case AnyValue.DOUBLE_VALUE ->
          text(String.valueOf(Double.longBitsToDouble(ProtoWriter.fixed64(data, pos))));
      default -> other(new ProtoReader(record, start, until - start), name);
    };
  }

  /** A list or a {@code Value}, as the API's own attributes have it. */
  private CharSequence other(ProtoReader span, String name) {
    AttributeReader.read(span, Span.ATTRIBUTES)
        .forEach(
            (key, value) -> {
              if (key.getKey().equals(name)) {
                text(String.valueOf(value));
              }
            });
    return this;
  }

  private void begin(int most) {
    if (chars.length < most || chars.length > Math.max(most, KEEP_CHARS)) {
      chars = new char[Math.max(64, most)];
    }
    length = 0;
  }

  private CharSequence string(int bytes) {
    begin(bytes);
    int at = pos;
    while (length < bytes && data[at + length] >= 0) {
      chars[length] = (char) data[at + length];
      length++;
    }
    return length == bytes ? this : text(new String(data, at, bytes, StandardCharsets.UTF_8));
  }

  private CharSequence text(String text) {
    begin(text.length());
    text.getChars(0, text.length(), chars, 0);
    length = text.length();
    return this;
  }

  private CharSequence number(long number) {
    begin(20);
    int at = chars.length;
    long rest = number;
    do {
      chars[--at] = (char) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (number < 0) {
      chars[--at] = '-';
    }
    length = chars.length - at;
    System.arraycopy(chars, at, chars, 0, length);
    return this;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    if (index >= length) {
      throw new IndexOutOfBoundsException(index);
    }
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(Arrays.copyOfRange(chars, start, end));
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
