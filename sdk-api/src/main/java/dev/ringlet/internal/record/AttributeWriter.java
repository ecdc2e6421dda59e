// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import java.util.Arrays;

/**
 * Appends attributes as {@code KeyValue} fields, without limits; see {@link AttributeBuffer}.
 *
 * <p>Strings and numbers have separate paths up to the callers: C2 lays out one frame for a method
 * with all of them and computes what any path may need before it chooses one.
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
public abstract class AttributeWriter extends ProtoWriter {
  /** Kind of a value: a string. */
  public static final int STRING = 0;

  /** Kind of a value: a long. */
  public static final int LONG = 1;

  /** Kind of a value: the bits are those of {@link Double#doubleToRawLongBits}. */
  public static final int DOUBLE = 2;

  /** Kind of a value: the bits are 1 for true and 0 for false. */
  public static final int BOOLEAN = 3;

  /** Maximum bytes of an attribute without its key and text. */
  static final int TEXT_HEADER_BYTES = 18;

  /** Bytes that must be free for an attribute without its key and text. */
  static final int ROOM = TEXT_HEADER_BYTES + 16; // a key and a varint overwrite what follows

  /** Up to this size of a key all lengths of a number take one byte. */
  private static final int SHORT_PREFIX = 0x7f - 2 - 10;

  /** Bits of a number that has at most four bytes as a varint. */
  private static final int SMALL_BITS = 28;

  /** Tag of the attributes field in the message, of one byte. */
  int attributeTag;

  /** How many unknown texts and integers to pass before the next lesson. */
  private int untilLesson;

  private int lessons;

  AttributeWriter(int initialBytes) {
    super(initialBytes);
  }

  /**
   * Appends the field of a text if it is known.
   *
   * @return whether it is
   */
  public final boolean appendKnown(KnownTexts texts, String text) {
    byte[] known = texts.find(text);
    if (known == null) {
      return false;
    }
    writeRaw(known, 0, known.length);
    return true;
  }

  /**
   * Lets a field learn a text that is not known, if it is its turn.
   *
   * @param start index of the first byte of the field, which ends at the position
   */
  public final void teach(KnownTexts texts, String text, int start) {
    if (--untilLesson < 0 && isLesson(texts.isEager()) && text.length() <= KnownTexts.MAX_CHARS) {
      texts.learn(text, Arrays.copyOfRange(data, start, pos));
    }
  }

  /** Lets an attribute learn an integer that it does not know, if it is its turn. */
  private void teach(EncodedKey key, long number, int start) {
    if (--untilLesson < 0 && isLesson(key.numbers().isEager())) {
      key.learn(number, Arrays.copyOfRange(data, start, pos));
    }
  }

  /**
   * Each eighth value on average: with a constant distance a service whose requests all have eight
   * unknown values would always teach the same field.
   */
  private boolean isLesson(boolean eager) {
    int mixed = ++lessons * 0x9e3779b9;
    mixed = (mixed ^ mixed >>> 15) * 0x85ebca6b;
    untilLesson = mixed >>> 28;
    return eager || (mixed & 63) == 0;
  }

  /** Appends a string of the first {@code chars} chars of a text. */
  final void appendString(EncodedKey key, String text, int chars) {
    boolean whole = chars == text.length();
    byte[] known = whole ? key.texts.find(text) : null;
    if (known != null) {
      appendKnown(known);
      return;
    }
    int start = pos;
    boolean done =
        key.prefixBytes + 3 + chars < 0x80
            ? appendShortAscii(key, text, chars)
            : appendLongAscii(key, text, chars);
    if (!done) {
      appendText(key, text, chars);
    }
    if (whole) {
      teach(key.texts, text, start + 1); // without the tag, which is not always the same
    }
  }

  private void appendKnown(byte[] known) {
    ensure(1 + known.length);
    data[pos] = (byte) attributeTag;
    System.arraycopy(known, 0, data, pos + 1, known.length);
    pos += 1 + known.length;
  }

  /** Appends a string if it is ASCII; all lengths of the attribute take one byte. */
  private boolean appendShortAscii(EncodedKey key, String value, int chars) {
    int prefix = key.prefixBytes;
    int kv = prefix + 3 + chars;
    ensure(kv + ROOM);
    byte[] d = data;
    int at = pos;
    key.write(d, at, attributeTag | kv << 8);
    int any = at + 2 + prefix;
    putFixed32(d, any, chars + 2 | AnyValue.STRING_VALUE << 8 | chars << 16);
    if (!encodeAscii(value, chars, any + 3)) {
      return false;
    }
    pos = any + 3 + chars;
    return true;
  }

  private boolean appendLongAscii(EncodedKey key, String value, int chars) {
    int header = textHeaderBytes(key, chars);
    ensure(header + chars);
    if (!encodeAscii(value, chars, pos + header)) {
      return false;
    }
    finishText(key, chars);
    return true;
  }

  /** Appends any string; moves it if the estimated size of the header was wrong. */
  private void appendText(EncodedKey key, String value, int chars) {
    ensure(key.prefixBytes + TEXT_HEADER_BYTES + utf8Room(value, chars));
    int header = textHeaderBytes(key, chars);
    int length = Utf8.encodeAny(value, chars, data, pos + header);
    int actual = textHeaderBytes(key, length);
    if (actual != header) {
      System.arraycopy(data, pos + header, data, pos + actual, length);
    }
    finishText(key, length);
  }

  /** Bytes of a string's field before a text of this length. */
  static int textHeaderBytes(EncodedKey key, int length) {
    int any = 1 + varintSize(length) + length;
    int kv = key.prefixBytes + varintSize(any) + any;
    return 1 + varintSize(kv) + kv - length;
  }

  /** Writes the header before a text of this length, which is already in place. */
  private void finishText(EncodedKey key, int length) {
    int any = 1 + varintSize(length) + length;
    int at = putLongHeader(key, any);
    data[at] = AnyValue.STRING_VALUE;
    pos = putVarint(data, at + 1, length) + length;
  }

  /** Appends a number or a boolean. The caller has made room for key and {@link #ROOM}. */
  final void appendNumber(EncodedKey key, int kind, long bits) {
    if (kind == DOUBLE) {
      int at = appendHeader(key, 1 + Long.BYTES, AnyValue.DOUBLE_VALUE);
      putFixed64(data, at, bits);
      pos = at + Long.BYTES;
      return;
    }
    byte[] known = kind == LONG ? key.numbers().find(bits) : null;
    if (known != null) {
      appendKnown(known);
      return;
    }
    int start = pos;
    int tag = kind == LONG ? AnyValue.INT_VALUE : AnyValue.BOOL_VALUE;
    if ((bits & -1L << SMALL_BITS) == 0 && key.prefixBytes <= SHORT_PREFIX) {
      appendSmall(key, tag, (int) bits);
    } else {
      int at = appendHeader(key, 1 + varintSize(bits), tag);
      pos = putVarint(data, at, bits);
    }
    if (kind == LONG) {
      teach(key, bits, start + 1);
    }
  }

  /** Appends a small number, whose value is written at once. */
  private void appendSmall(EncodedKey key, int tag, int number) {
    int bytes = varintBytes(number);
    int any = 1 + Integer.BYTES - zeroBytes(bytes);
    int at = pos;
    int value = at + 2 + key.prefixBytes;
    key.write(data, at, attributeTag | key.prefixBytes + 1 + any << 8);
    putFixed64(data, value, any | tag << 8 | (long) bytes << 16);
    pos = value + 1 + any;
  }

  /** Writes the field up to and with the value's tag; {@code any} is the length from there on. */
  private int appendHeader(EncodedKey key, int any, int tag) {
    int prefix = key.prefixBytes;
    int at = pos;
    if (prefix <= SHORT_PREFIX) {
      key.write(data, at, attributeTag | prefix + 1 + any << 8);
      putFixed16(data, at + 2 + prefix, any | tag << 8);
      return at + 4 + prefix;
    }
    at = putLongHeader(key, any);
    data[at] = (byte) tag;
    return at + 1;
  }

  /** Appends an {@code AnyValue} that is encoded. */
  final void appendAny(EncodedKey key, byte[] src, int from, int length) {
    ensure(key.prefixBytes + TEXT_HEADER_BYTES + length);
    int at = putLongHeader(key, length);
    System.arraycopy(src, from, data, at, length);
    pos = at + length;
  }

  /** Writes the field up to the value, whose length is {@code any}. */
  private int putLongHeader(EncodedKey key, int any) {
    int prefix = key.prefixBytes;
    byte[] d = data;
    int at = pos;
    d[at++] = (byte) attributeTag;
    at = putVarint(d, at, prefix + varintSize(any) + any);
    System.arraycopy(key.prefix, 0, d, at, prefix);
    return putVarint(d, at + prefix, any);
  }
}
