// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.Utf8;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message under construction that carries attributes: a span, an event, a link or a log record.
 *
 * <p>Attributes are appended as {@code KeyValue} fields in the order of the calls. Keys are unique
 * by name; a later value replaces the earlier one in its place. An index of hash and offset finds
 * the earlier field, and a 64-bit Bloom filter usually avoids the search. Follows the
 * specification's "Attribute Limits": the first {@code maxAttributes} names are kept, further names
 * are counted, and strings are cut at {@code maxValueChars} UTF-16 units.
 *
 * <p>The message never exceeds {@code maxBytes}. A text may leave a sixteenth of them free, or else
 * take half of the rest; a longer text is cut to that size and ends with {@link #CUT_MARK} and its
 * original length. Other values that do not fit are dropped and counted. The last thirty-second is
 * reserved for fields that are not attributes.
 *
 * <p>A value that replaces another one may take as many bytes as that one in a full message, too.
 * If it does not fit, the attribute is dropped with its earlier value, so that what is overwritten,
 * perhaps a secret, is not sent.
 *
 * <p>The methods that put an attribute never throw: on an OutOfMemoryError or StackOverflowError
 * they leave the message unchanged and count the attribute as dropped. Nor does {@link #trim}.
 *
 * <p>Not thread-safe: one thread at a time; the borrower synchronizes a change of threads.
 */
public class AttributeBuffer extends AttributeWriter {
  /** The end of a cut text, before its original length. */
  public static final String CUT_MARK = "... [truncated, length ";

  private static final int NEW = -1;

  private static final int SEARCHED = 32; // up to this number of names a table is not faster

  private int maxAttributes;
  private int maxValueChars;
  private int maxBytes;

  /** Texts that end before this position are not cut. */
  private int wholeUntil;

  /** Attributes end before this position; the rest is reserved for other fields. */
  private int attributesUntil;

  private long bloom;
  private int attributeCount;
  private int droppedAttributes;
  private int oversized;

  /** An attribute that ends before this position is not cut, and fits into the array. */
  private int plainUntil;

  /**
   * Entries: hash of the name in the upper half, offset of the field's tag in the lower. One more
   * has room.
   */
  private long[] index = new long[SEARCHED + 1];

  /** Finds names if there are more than {@link #SEARCHED}; null until the first such message. */
  private @Nullable KeyTable table;

  /** Creates an empty buffer; {@link #begin} sets its limits. */
  public AttributeBuffer(int initialBytes) {
    super(initialBytes);
  }

  /**
   * Empties the buffer and sets the limits of the next message.
   *
   * @param attributeTag tag of the attributes field in the message
   * @param maxAttributes maximum number of distinct keys
   * @param maxValueChars length limit of strings, in UTF-16 units
   * @param maxBytes maximum size of the message in bytes
   */
  public final void begin(int attributeTag, int maxAttributes, int maxValueChars, int maxBytes) {
    this.attributeTag = attributeTag;
    this.maxAttributes = maxAttributes;
    this.maxValueChars = maxValueChars;
    this.maxBytes = maxBytes;
    wholeUntil = maxBytes - (maxBytes >>> 4);
    attributesUntil = maxBytes - (maxBytes >>> 5);
    plainUntil = Math.min(wholeUntil, data.length);
    pos = 0;
    bloom = 0;
    attributeCount = 0;
    droppedAttributes = 0;
    oversized = 0;
  }

  /** Number of distinct attributes kept. */
  public final int attributeCount() {
    return attributeCount;
  }

  /** Number of attributes dropped because of a limit or an error. */
  public final int droppedAttributes() {
    return droppedAttributes;
  }

  /** Number of values cut or dropped because the message would exceed its maximum size. */
  public final int oversized() {
    return oversized;
  }

  /** Length limit of strings, in UTF-16 units. */
  public final int maxValueChars() {
    return maxValueChars;
  }

  /** Maximum size of the message in bytes. */
  public final int maxBytes() {
    return maxBytes;
  }

  /**
   * Maximum bytes of the text of an attribute, which leaves room for others and takes the place of
   * an earlier value.
   */
  public final int textRoom(EncodedKey key) {
    return textRoom(key, find(key));
  }

  private int textRoom(EncodedKey key, int earlier) {
    int header = key.prefixBytes + TEXT_HEADER_BYTES;
    return earlier == NEW
        ? textRoom(attributesUntil, header)
        : textRoom(Math.max(attributesUntil, pos), header - bytesOf(earlier));
  }

  /** Maximum bytes of the first {@code chars} of a text, which may replace an earlier value. */
  private int textRoom(EncodedKey key, int earlier, String text, int chars) {
    if (earlier != NEW) {
      int freed = bytesOf(earlier);
      int bytes = chars > freed ? chars : Utf8.encodedLength(text, chars);
      if (bytes <= freed && textHeaderBytes(key, bytes) + bytes <= freed) {
        return bytes;
      }
    }
    return textRoom(key, earlier);
  }

  /** Maximum bytes of the text of another field; {@code otherBytes} are its other bytes. */
  public final int textRoom(int otherBytes) {
    return textRoom(maxBytes, otherBytes);
  }

  private int textRoom(int until, int otherBytes) {
    int left = until - pos - otherBytes;
    return Math.max(0, Math.max(left - (until - wholeUntil), left / 2));
  }

  /** Counts attributes that the caller has dropped. */
  public final void addDroppedAttributes(int count) {
    droppedAttributes += count;
  }

  /** Counts values that the caller has cut or dropped in a part of this message. */
  public final void addOversized(int count) {
    oversized += count;
  }

  /** Puts a long. */
  public final void putLong(EncodedKey key, long value) {
    putNumber(key, LONG, value);
  }

  /** Puts a double. */
  public final void putDouble(EncodedKey key, double value) {
    putNumber(key, DOUBLE, Double.doubleToRawLongBits(value));
  }

  /** Puts a boolean. */
  public final void putBoolean(EncodedKey key, boolean value) {
    putNumber(key, BOOLEAN, value ? 1 : 0);
  }

  /**
   * Puts a scalar value.
   *
   * @param kind one of {@link #STRING}, {@link #LONG}, {@link #DOUBLE} and {@link #BOOLEAN}
   * @param bits a number or a boolean
   * @param text a string, else null
   */
  public final void put(EncodedKey key, int kind, long bits, @Nullable String text) {
    if (kind == STRING) {
      putString(key, Objects.requireNonNull(text));
    } else {
      putNumber(key, kind, bits);
    }
  }

  /** Puts a string, cut to the limits. */
  public final void putString(EncodedKey key, String value) {
    int start = pos;
    try {
      int chars = value.length();
      if (chars <= maxValueChars && isPlain(key, 3L * chars)) {
        appendString(key, value, chars);
        enter(key, start);
      } else {
        putLimited(key, value);
      }
    } catch (Throwable t) {
      pos = start;
      droppedAttributes++;
    }
  }

  /**
   * Puts a number or a boolean.
   *
   * @param kind one of {@link #LONG}, {@link #DOUBLE} and {@link #BOOLEAN}
   */
  public final void putNumber(EncodedKey key, int kind, long bits) {
    int start = pos;
    try {
      if (isPlain(key, 0)) {
        appendNumber(key, kind, bits);
        enter(key, start);
      } else {
        putLimited(key, kind, bits);
      }
    } catch (Throwable t) {
      pos = start;
      droppedAttributes++;
    }
  }

  /** Whether an attribute is new and within all limits; if not, it may be nevertheless. */
  private boolean isPlain(EncodedKey key, long textBytes) {
    return attributeCount < maxAttributes
        && (bloom & key.bloom) == 0
        && key.prefixBytes + ROOM + textBytes <= plainUntil - pos;
  }

  private void putLimited(EncodedKey key, String value) {
    int start = pos;
    int earlier = find(key);
    if (isBeyond(earlier)) {
      return;
    }
    String fitting = value;
    int chars = Math.min(value.length(), maxValueChars);
    if (3L * chars > wholeUntil - pos - key.prefixBytes - TEXT_HEADER_BYTES) {
      fitting = cut(value, chars, textRoom(key, earlier, value, chars));
      chars = fitting == null ? 0 : fitting.length();
    }
    if (fitting != null) {
      appendString(key, fitting, chars);
    }
    finishAttribute(key, earlier, start);
  }

  private void putLimited(EncodedKey key, int kind, long bits) {
    int start = pos;
    int earlier = find(key);
    if (!isBeyond(earlier)) {
      ensure(key.prefixBytes + ROOM);
      appendNumber(key, kind, bits);
      finishAttribute(key, earlier, start);
    }
  }

  /** Puts a value that is already encoded as the content of an {@code AnyValue}. */
  public final void putAny(EncodedKey key, byte[] src, int from, int length) {
    int start = pos;
    try {
      int earlier = find(key);
      if (isBeyond(earlier)) {
        return;
      }
      int freed = earlier == NEW ? 0 : bytesOf(earlier);
      if (length <= Math.max(attributesUntil, pos) - pos - key.prefixBytes + freed) {
        appendAny(key, src, from, length);
      }
      finishAttribute(key, earlier, start);
    } catch (Throwable t) {
      pos = start;
      droppedAttributes++;
    }
  }

  /**
   * Appends a string field. A text of more than {@code room} bytes is cut to that size and marked;
   * {@link #maxBytes} is not checked.
   */
  public final void writeText(int tag, String text, int room) {
    String fitting = 3L * text.length() <= room ? text : cut(text, text.length(), room);
    if (fitting != null) {
      writeString(tag, fitting);
    }
  }

  /** The first {@code chars} of a text, or a part that fits with the mark; null if none fits. */
  private @Nullable String cut(String text, int chars, int room) {
    if (Utf8.charsWithin(text, chars, room) == chars) {
      return chars == text.length() ? text : text.substring(0, chars);
    }
    String mark = CUT_MARK + text.length() + "]";
    int kept = Utf8.charsWithin(text, chars, room - mark.length());
    if (kept == 0) {
      return null;
    }
    oversized++;
    return text.substring(0, kept) + mark;
  }

  /** Drops a new name beyond the limit of their number, and returns whether it did. */
  private boolean isBeyond(int earlier) {
    boolean beyond = earlier == NEW && attributeCount >= maxAttributes;
    if (beyond) {
      droppedAttributes++;
    }
    return beyond;
  }

  private int find(EncodedKey key) {
    return (bloom & key.bloom) == 0 ? NEW : search(key);
  }

  private int search(EncodedKey key) {
    if (attributeCount > SEARCHED) {
      return findInTable(key);
    }
    for (int i = 0; i < attributeCount; i++) {
      if (isAt(i, key)) {
        return i;
      }
    }
    return NEW;
  }

  private int findInTable(EncodedKey key) {
    KeyTable names = Objects.requireNonNull(table); // created with entry SEARCHED + 1
    if (names.isOld()) {
      names.rebuild(index, attributeCount);
    }
    for (int at = names.first(key.hash); ; at = names.next(at)) {
      int entry = names.entry(at);
      if (entry < 0 || isAt(entry, key)) {
        return entry;
      }
    }
  }

  private boolean isAt(int entry, EncodedKey key) {
    return (int) (index[entry] >>> 32) == key.hash
        && key.matches(data, contentOf((int) index[entry]));
  }

  /**
   * Adds the appended field to the index, or moves it into the place of the earlier one. Drops it
   * if it was not appended or exceeds the limit.
   */
  private void finishAttribute(EncodedKey key, int earlier, int start) {
    plainUntil = Math.min(wholeUntil, data.length);
    if (pos > attributesUntil || pos == start) {
      finishInFullMessage(earlier, start);
    } else if (earlier == NEW) {
      enter(key, start);
    } else {
      replace(earlier, start);
    }
  }

  /** Moves the field into the place of an earlier one that is long enough, or drops both. */
  private void finishInFullMessage(int earlier, int start) {
    if (earlier != NEW
        && pos != start
        && pos - bytesOf(earlier) <= Math.max(attributesUntil, start)) {
      replace(earlier, start);
      return;
    }
    pos = start;
    oversized++;
    if (earlier != NEW) {
      removeEntry(earlier);
    }
    droppedAttributes++;
  }

  /** Length of the field of an entry. */
  private int bytesOf(int entry) {
    int start = (int) index[entry];
    return endOf(start) - start;
  }

  private void enter(EncodedKey key, int start) {
    bloom |= key.bloom;
    index[attributeCount] = (long) key.hash << 32 | start;
    if (attributeCount >= SEARCHED) {
      enterInTable();
    }
    attributeCount++; // no call after the table: the stack may be full
  }

  private void enterInTable() {
    if (attributeCount + 1 == index.length) {
      index = Arrays.copyOf(index, index.length * 2);
    }
    if (table == null) {
      table = new KeyTable();
    }
    if (attributeCount == SEARCHED || table.isOld() || !table.hasRoom(attributeCount + 1)) {
      table.rebuild(index, attributeCount + 1);
    } else {
      table.add((int) (index[attributeCount] >>> 32), attributeCount);
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

  /** Removes an attribute if it is there; it does not count as dropped. */
  public final void remove(EncodedKey key) {
    int entry = find(key);
    if (entry != NEW) {
      removeEntry(entry);
    }
  }

  /**
   * Removes an entry and its field. The table, which cannot always be built on a full stack,
   * follows at its next use.
   */
  private void removeEntry(int entry) {
    if (table != null) {
      table.outdate(); // first, because a full stack would end the method here
    }
    int start = (int) index[entry];
    int end = endOf(start);
    System.arraycopy(data, end, data, start, pos - end);
    pos -= end - start;
    attributeCount--;
    System.arraycopy(index, entry + 1, index, entry, attributeCount - entry);
    for (int i = 0; i < attributeCount; i++) {
      if ((int) index[i] > start) {
        index[i] -= end - start;
      }
    }
  }

  /** Replaces large arrays before the buffer returns to the pool, if there is memory for that. */
  public final void trim(int keepBytes, int initialBytes) {
    try {
      if (data.length > keepBytes) {
        data = new byte[initialBytes];
        pos = 0;
      }
      if (index.length > 256) {
        index = new long[SEARCHED + 1];
        table = null;
      }
    } catch (OutOfMemoryError e) {
      // The buffer is whole, and only larger; the next return tries again.
    }
  }
}
