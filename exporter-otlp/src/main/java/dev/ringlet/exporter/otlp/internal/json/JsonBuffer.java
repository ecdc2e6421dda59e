// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A reused buffer of JSON text in UTF-8. Writes the tokens of proto3 JSON without allocation,
 * unless the buffer grows. Not thread-safe.
 */
public final class JsonBuffer {
  private static final int INITIAL_BYTES = 16 * 1024;
  private static final int KEPT_BYTES = 4 * 1024 * 1024;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 16;
  private static final int MAX_NUMBER_BYTES = 24;
  private static final int MAX_ESCAPE_BYTES = 6;

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] BASE64 =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final byte[] NOT_A_NUMBER = ascii("\"NaN\"");
  private static final byte[] INFINITY = ascii("\"Infinity\"");
  private static final byte[] NEGATIVE_INFINITY = ascii("\"-Infinity\"");
  private static final byte[] ZERO = ascii("0");
  private static final byte[] NEGATIVE_ZERO = ascii("-0.0");

  /** The most digits before the point; doubles outside this and MIN_POINT have an exponent. */
  private static final int MAX_POINT = 17;

  private static final int MIN_POINT = -2;

  private final DoubleDigits found = new DoubleDigits();
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Removes the text and releases an array of more than 4 MiB. */
  public void clear() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
    length = 0;
  }

  /** The array that holds the text up to {@link #length()}; the next write may replace it. */
  public byte[] bytes() {
    return bytes;
  }

  /** The length of the text in bytes. */
  public int length() {
    return length;
  }

  /** Shortens the text to {@code newLength} bytes. */
  void truncate(int newLength) {
    length = newLength;
  }

  private void ensure(long more) {
    long needed = length + more;
    if (needed > bytes.length) {
      if (needed > MAX_BYTES) {
        throw new IllegalStateException("JSON of more than 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
  }

  /** Writes a line break; no other method writes one. */
  public void lineBreak() {
    raw('\n');
  }

  /** Writes one ASCII character without quotes. */
  void raw(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
  }

  /** Writes bytes without quotes. */
  void raw(byte[] text) {
    ensure(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  /** Writes a signed number. */
  void signed(long value) {
    if (value < 0) {
      raw('-');
      value = -value; // Long.MIN_VALUE stays the same, which is right as an unsigned number
    }
    unsigned(value);
  }

  /** Writes an unsigned number of 64 bits. */
  void unsigned(long value) {
    ensure(MAX_NUMBER_BYTES);
    int digits = 1;
    for (long rest = Long.divideUnsigned(value, 10); rest != 0; rest /= 10) {
      digits++;
    }
    length += digits;
    int at = length - 1;
    if (value < 0) {
      long rest = Long.divideUnsigned(value, 10);
      bytes[at--] = (byte) ('0' + value - rest * 10);
      value = rest;
    }
    for (int i = at; i >= length - digits; i--) {
      long rest = value / 10;
      bytes[i] = (byte) ('0' + value - rest * 10);
      value = rest;
    }
  }

  /** Writes a double that parses to the same value; NaN and infinities as strings. */
  void number(double value) {
    if (value == 0) {
      raw(1 / value > 0 ? ZERO : NEGATIVE_ZERO);
    } else if (Double.isNaN(value)) {
      raw(NOT_A_NUMBER);
    } else if (Double.isInfinite(value)) {
      raw(value > 0 ? INFINITY : NEGATIVE_INFINITY);
    } else {
      decimal(value);
    }
  }

  private void decimal(double value) {
    if (value < 0) {
      raw('-');
    }
    found.find(Math.abs(value));
    int first = length;
    unsigned(found.digits());
    int count = length - first;
    int point = count + found.exponent(); // the number of digits before the point
    boolean plain = point >= MIN_POINT && point <= MAX_POINT;
    if (plain && point <= 0) {
      insert(first, 2 - point);
      bytes[first + 1] = '.';
    } else if (plain && point >= count) {
      insert(length, point - count);
    } else {
      int at = plain ? point : 1;
      if (at < count) {
        insert(first + at, 1);
        bytes[first + at] = '.';
      }
      if (!plain) {
        raw('E');
        signed(point - 1);
      }
    }
  }

  /** Inserts zeros. */
  private void insert(int at, int zeros) {
    ensure(zeros);
    System.arraycopy(bytes, at, bytes, at + zeros, length - at);
    Arrays.fill(bytes, at, at + zeros, (byte) '0');
    length += zeros;
  }

  /** Writes bytes as a string of hexadecimal digits in lower case. */
  void hex(byte[] data, int from, int end) {
    ensure(2L * (end - from) + 2);
    bytes[length++] = '"';
    for (int i = from; i < end; i++) {
      bytes[length++] = HEX[data[i] >> 4 & 0xF];
      bytes[length++] = HEX[data[i] & 0xF];
    }
    bytes[length++] = '"';
  }

  /** Writes bytes as a string in base64 with padding. */
  void base64(byte[] data, int from, int end) {
    ensure((end - from + 2L) / 3 * 4 + 2);
    bytes[length++] = '"';
    for (int i = from; i < end; i += 3) {
      int left = end - i;
      int three =
          (data[i] & 0xFF) << 16
              | (left > 1 ? data[i + 1] & 0xFF : 0) << 8
              | (left > 2 ? data[i + 2] & 0xFF : 0);
      bytes[length++] = BASE64[three >> 18];
      bytes[length++] = BASE64[three >> 12 & 0x3F];
      bytes[length++] = left > 1 ? BASE64[three >> 6 & 0x3F] : (byte) '=';
      bytes[length++] = left > 2 ? BASE64[three & 0x3F] : (byte) '=';
    }
    bytes[length++] = '"';
  }

  /**
   * Writes UTF-8 as a string. Escapes quote, backslash, control characters (C1 too, which some
   * terminals interpret) and the two line separators of Unicode; replaces malformed UTF-8 by
   * U+FFFD.
   */
  public void string(byte[] data, int from, int end) {
    Objects.checkFromToIndex(from, end, data.length);
    ensure(end - from + 2L);
    bytes[length++] = '"';
    int i = from;
    while (i < end) {
      int start = i;
      while (i < end && isPlain(data[i])) {
        i++;
      }
      System.arraycopy(data, start, bytes, length, i - start);
      length += i - start;
      if (i < end) {
        ensure(end - i + MAX_ESCAPE_BYTES + 1L);
        i += data[i] >= 0 ? escape(data[i]) : sequence(data, i, end);
        ensure(end - i + 1L);
      }
    }
    bytes[length++] = '"';
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\' && b != 0x7F;
  }

  private int escape(int c) {
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\n' -> bytes[length++] = 'n';
      case '\t' -> bytes[length++] = 't';
      case '\r' -> bytes[length++] = 'r';
      case '\b' -> bytes[length++] = 'b';
      case '\f' -> bytes[length++] = 'f';
      default -> {
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          bytes[length++] = HEX[c >> shift & 0xF];
        }
      }
    }
    return 1;
  }

  /** Writes a character of more than one byte; returns the number of bytes read. */
  private int sequence(byte[] data, int i, int end) {
    int lead = data[i] & 0xFF;
    int count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    int point = lead & (0xFF >> (count + 1));
    int read = 1;
    while (read < count && i + read < end && (data[i + read] & 0xC0) == 0x80) {
      point = point << 6 | data[i + read++] & 0x3F;
    }
    boolean tooLong = point < (count == 2 ? 0x80 : count == 3 ? 0x800 : 0x10000);
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (lead < 0xC2 || lead > 0xF4 || read < count || tooLong || surrogate || point > 0x10FFFF) {
      bytes[length++] = (byte) 0xEF;
      bytes[length++] = (byte) 0xBF;
      bytes[length++] = (byte) 0xBD;
      return 1;
    }
    if (point < 0xA0 || point == 0x2028 || point == 0x2029) {
      escape(point);
    } else {
      System.arraycopy(data, i, bytes, length, count);
      length += count;
    }
    return count;
  }
}
