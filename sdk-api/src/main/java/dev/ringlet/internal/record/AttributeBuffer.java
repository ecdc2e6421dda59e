// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.otlp.CommonTags;
import java.util.Arrays;

/**
 * A message under construction that carries attributes: a span, an event, a link or a log record.
 * Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Attributes are appended as {@code KeyValue} fields in the order they come. Keys are unique by
 * name and the last value wins, in the place of the first: an index of hash and offset finds the
 * earlier field, and a 64-bit Bloom word says without looking that there is none, which is the
 * rule. The limits are those of the specification ("Attribute Limits"): the first {@code
 * maxAttributes} names are kept, those beyond are counted, strings are cut at {@code maxValueChars}
 * UTF-16 units.
 *
 * <p>Not thread-safe: one thread at a time, handed over by whoever owns the buffer.
 */
public class AttributeBuffer extends ProtoWriter {
  private static final int NEW = -1;
  private static final int REFUSED = -2;

  /** What must be free behind a key, which is written in large steps. */
  private static final int KEY_ROOM = 16;

  private int attributeTag;
  private int maxAttributes;
  private int maxValueChars;
  private int maxBytes;

  private long bloom;
  private int attributeCount;
  private int attributeTotal;

  /** Hash of the name in the upper half, offset of the field's tag in the lower. */
  private long[] index = new long[16];

  /** Makes an empty buffer; {@link #begin} sets what it is for. */
  public AttributeBuffer(int initialBytes) {
    super(initialBytes);
  }

  /**
   * Empties the buffer and sets what is about to be written.
   *
   * @param attributeTag tag of the attributes field in the message
   * @param maxAttributes how many distinct keys are kept
   * @param maxValueChars where strings are cut, in UTF-16 units
   * @param maxBytes how large the message may become; what would exceed it is dropped
   */
  public final void begin(int attributeTag, int maxAttributes, int maxValueChars, int maxBytes) {
    this.attributeTag = attributeTag;
    this.maxAttributes = maxAttributes;
    this.maxValueChars = maxValueChars;
    this.maxBytes = maxBytes;
    pos = 0;
    bloom = 0;
    attributeCount = 0;
    attributeTotal = 0;
  }

  /** Number of distinct attributes kept. */
  public final int attributeCount() {
    return attributeCount;
  }

  /** Number of puts of a new name that found no room. */
  public final int droppedAttributes() {
    return attributeTotal - attributeCount;
  }

  /** Where strings are cut, in UTF-16 units. */
  public final int maxValueChars() {
    return maxValueChars;
  }

  /** How large the message may become. */
  public final int maxBytes() {
    return maxBytes;
  }

  /** Counts attributes that were dropped before they came here. */
  public final void addDroppedAttributes(int count) {
    attributeTotal += count;
  }

  /** Puts a string, cut to the limit. */
  public final void putString(EncodedKey key, String value) {
    int chars = Math.min(value.length(), maxValueChars);
    int earlier = admit(key, chars);
    if (earlier != REFUSED) {
      int start = pos;
      boolean done =
          key.prefixBytes + 3 + chars < 0x80
              ? appendShortAscii(key, value, chars)
              : appendLongAscii(key, value, chars);
      if (!done) {
        appendText(key, value, chars);
      }
      settle(key, earlier, start);
    }
  }

  /** Appends a string with which each length takes one byte, if it is ASCII, as most are. */
  private boolean appendShortAscii(EncodedKey key, String value, int chars) {
    int prefix = key.prefixBytes;
    int kv = prefix + 3 + chars;
    ensure(2 + kv + KEY_ROOM);
    byte[] d = data;
    int at = pos;
    d[at] = (byte) attributeTag;
    d[at + 1] = (byte) kv;
    key.write(d, at + 2);
    int any = at + 2 + prefix;
    d[any] = (byte) (chars + 2);
    d[any + 1] = CommonTags.AnyValue.STRING_VALUE;
    d[any + 2] = (byte) chars;
    if (!Utf8.encodeAscii(value, chars, d, any + 3)) {
      return false;
    }
    pos = any + 3 + chars;
    return true;
  }

  private boolean appendLongAscii(EncodedKey key, String value, int chars) {
    int header = textHeaderBytes(key, chars);
    ensure(header + chars);
    if (!Utf8.encodeAscii(value, chars, data, pos + header)) {
      return false;
    }
    finishText(key, chars);
    return true;
  }

  /** Appends any string, of which the header's size is guessed first. */
  private void appendText(EncodedKey key, String value, int chars) {
    ensure(key.prefixBytes + 18 + utf8Room(value, chars));
    int header = textHeaderBytes(key, chars);
    int length = Utf8.encodeAny(value, chars, data, pos + header);
    int actual = textHeaderBytes(key, length);
    if (actual != header) {
      System.arraycopy(data, pos + header, data, pos + actual, length);
    }
    finishText(key, length);
  }

  private static int textHeaderBytes(EncodedKey key, int length) {
    int any = 1 + varintSize(length) + length;
    int kv = key.prefixBytes + varintSize(any) + any;
    return 1 + varintSize(kv) + kv - length;
  }

  /** Writes the header before a text of this length, which is in its place already. */
  private void finishText(EncodedKey key, int length) {
    int any = 1 + varintSize(length) + length;
    int prefix = key.prefixBytes;
    byte[] d = data;
    int at = pos;
    d[at++] = (byte) attributeTag;
    at = putVarint(d, at, prefix + varintSize(any) + any);
    System.arraycopy(key.prefix, 0, d, at, prefix);
    at = putVarint(d, at + prefix, any);
    d[at++] = CommonTags.AnyValue.STRING_VALUE;
    pos = putVarint(d, at, length) + length;
  }

  /** Puts a whole number. */
  public final void putLong(EncodedKey key, long value) {
    int earlier = admit(key, 0);
    if (earlier != REFUSED) {
      int start = pos;
      int any = 1 + varintSize(value);
      int at = appendHeader(key, any);
      data[at] = CommonTags.AnyValue.INT_VALUE;
      pos = putVarint(data, at + 1, value);
      settle(key, earlier, start);
    }
  }

  /** Puts a floating-point number. */
  public final void putDouble(EncodedKey key, double value) {
    int earlier = admit(key, 0);
    if (earlier != REFUSED) {
      int start = pos;
      int at = appendHeader(key, 9);
      data[at] = CommonTags.AnyValue.DOUBLE_VALUE;
      putFixed64(data, at + 1, Double.doubleToRawLongBits(value));
      pos = at + 9;
      settle(key, earlier, start);
    }
  }

  /** Puts a truth value. */
  public final void putBoolean(EncodedKey key, boolean value) {
    int earlier = admit(key, 0);
    if (earlier != REFUSED) {
      int start = pos;
      int at = appendHeader(key, 2);
      data[at] = CommonTags.AnyValue.BOOL_VALUE;
      data[at + 1] = (byte) (value ? 1 : 0);
      pos = at + 2;
      settle(key, earlier, start);
    }
  }

  /** Puts a value that is already encoded as the content of an {@code AnyValue}. */
  public final void putAny(EncodedKey key, byte[] src, int from, int length) {
    int earlier = admit(key, length);
    if (earlier != REFUSED) {
      int start = pos;
      int at = appendHeader(key, length);
      System.arraycopy(src, from, data, at, length);
      pos = at + length;
      settle(key, earlier, start);
    }
  }

  /** Writes everything of the field up to the value, whose length is known. */
  private int appendHeader(EncodedKey key, int any) {
    int prefix = key.prefixBytes;
    ensure(prefix + 4 + any + KEY_ROOM);
    byte[] d = data;
    int at = pos;
    d[at++] = (byte) attributeTag;
    if (prefix + 1 + any < 0x80) {
      d[at++] = (byte) (prefix + 1 + any);
      key.write(d, at);
      d[at + prefix] = (byte) any;
      return at + prefix + 1;
    }
    at = putVarint(d, at, prefix + varintSize(any) + any);
    System.arraycopy(key.prefix, 0, d, at, prefix);
    return putVarint(d, at + prefix, any);
  }

  /** Counts a put and says where an earlier value stands, or that there is none, or no room. */
  private int admit(EncodedKey key, int valueBytes) {
    int earlier = (bloom & (1L << key.hash)) == 0 ? NEW : find(key);
    if (earlier == NEW) {
      attributeTotal++;
    }
    if (valueBytes > maxBytes - pos - key.prefixBytes) {
      return REFUSED;
    }
    return earlier == NEW && attributeCount >= maxAttributes ? REFUSED : earlier;
  }

  private int find(EncodedKey key) {
    for (int i = 0; i < attributeCount; i++) {
      if ((int) (index[i] >>> 32) == key.hash && key.matches(data, bodyOf((int) index[i]))) {
        return i;
      }
    }
    return NEW;
  }

  /** Index after the tag and length of the field at {@code field}. */
  private int bodyOf(int field) {
    int at = field + 1;
    while (data[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** Enters the field that was just appended, or moves it into the place of the earlier one. */
  private void settle(EncodedKey key, int earlier, int start) {
    if (pos > maxBytes) {
      pos = start;
    } else if (earlier == NEW) {
      if (attributeCount == index.length) {
        index = Arrays.copyOf(index, index.length * 2);
      }
      bloom |= 1L << key.hash;
      index[attributeCount++] = ((long) key.hash << 32) | start;
    } else {
      replace(earlier, start);
    }
  }

  private void replace(int earlier, int start) {
    int old = (int) index[earlier];
    int oldEnd = endOf(old);
    int length = pos - start;
    int delta = length - (oldEnd - old);
    if (delta != 0) {
      ensure(Math.max(delta, 0));
      System.arraycopy(data, oldEnd, data, oldEnd + delta, pos - oldEnd);
      for (int i = 0; i < attributeCount; i++) {
        if ((int) index[i] > old) {
          index[i] += delta;
        }
      }
    }
    System.arraycopy(data, start + delta, data, old, length);
    pos = start + delta;
  }

  /** Index after the field at {@code field}. */
  private int endOf(int field) {
    int length = 0;
    int shift = 0;
    int at = field + 1;
    byte b;
    do {
      b = data[at++];
      length |= (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return at + length;
  }

  /** Gives memory beyond {@code keepBytes} back before the buffer goes to rest. */
  public final void trim(int keepBytes, int initialBytes) {
    if (data.length > keepBytes) {
      data = new byte[initialBytes];
      pos = 0;
    }
    if (index.length > 256) {
      index = new long[16];
    }
  }
}
