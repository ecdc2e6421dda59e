// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends protobuf fields to a growable array.
 *
 * <p>Lengths of nested messages are computed before writing where that is cheap; elsewhere a
 * message is opened with one byte for its length and shifted once when it turns out to need more.
 *
 * <p>Not thread-safe: used by one thread at a time.
 */
public class ProtoWriter {
  /** Bytes of the field that {@link #putTraceId} writes. */
  public static final int TRACE_ID_BYTES = 2 + 2 * Long.BYTES;

  /** Bytes of the field that {@link #putSpanId} writes. */
  public static final int SPAN_ID_BYTES = 2 + Long.BYTES;

  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Above this many chars the exact length is counted first, instead of reserving three bytes each.
   */
  private static final int COUNT_FIRST_CHARS = 1024;

  private static final int WORK_CHARS = 256;

  /** The bytes; those before {@link #position()} are written. Replaced when it grows. */
  public byte[] data;

  /** Index of the next byte. */
  public int pos;

  /** For {@link Utf8}; null until the first long text. */
  private char @Nullable [] work;

  /** Creates a writer that starts with room for {@code initialBytes}. */
  public ProtoWriter(int initialBytes) {
    data = new byte[initialBytes];
  }

  /** The array being written; changes identity when it grows. */
  public final byte[] data() {
    return data;
  }

  /** Index after the last byte written. */
  public final int position() {
    return pos;
  }

  /** Moves the end of what is written, to cut off a tail or to leave a gap. */
  public final void position(int newPosition) {
    ensure(newPosition - pos);
    pos = newPosition;
  }

  /** Gives memory above {@code keepBytes} back; what is written must fit into them. */
  public final void trim(int keepBytes) {
    if (data.length > keepBytes) {
      data = Arrays.copyOf(data, Math.max(keepBytes, pos));
    }
  }

  /** Makes room for {@code more} bytes after the position. */
  public final void ensure(int more) {
    if (data.length - pos < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    int needed = Math.addExact(pos, more);
    int doubled = data.length < (1 << 29) ? data.length << 1 : Integer.MAX_VALUE - 16;
    data = Arrays.copyOf(data, Math.max(needed, doubled));
  }

  /** Number of bytes of {@code value} as a varint: 1 to 5. */
  public static int varintSize(int value) {
    return (352 - 9 * Integer.numberOfLeadingZeros(value | 1)) >>> 6; // divides by 7
  }

  /** Number of bytes of {@code value} as a varint: 1 to 10. */
  public static int varintSize(long value) {
    return (640 - 9 * Long.numberOfLeadingZeros(value | 1)) >>> 6; // divides by 7
  }

  /** Writes {@code value}, read as unsigned, at {@code at} and returns the index after it. */
  public static int putVarint(byte[] data, int at, int value) {
    int v = value;
    int i = at;
    while ((v & ~0x7f) != 0) {
      data[i++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    data[i++] = (byte) v;
    return i;
  }

  /** Writes {@code value}, read as unsigned, at {@code at} and returns the index after it. */
  public static int putVarint(byte[] data, int at, long value) {
    long v = value;
    int i = at;
    while ((v & ~0x7fL) != 0) {
      data[i++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    data[i++] = (byte) v;
    return i;
  }

  /**
   * The bytes of {@code value}, which is below 2^28, as a varint, the first in the lowest byte; the
   * bytes above are zero, see {@link #zeroBytes}.
   */
  public static int varintBytes(int value) {
    int halves = value & 0x3fff | (value & 0x0fff_c000) << 2;
    int bytes = halves & 0x007f_007f | (halves & 0x3f80_3f80) << 1;
    return bytes | 0x0080_8080 >>> 8 * zeroBytes(bytes);
  }

  /** How many of four bytes are zero from the highest one on, the lowest one not counted. */
  public static int zeroBytes(int bytes) {
    return Integer.numberOfLeadingZeros(bytes | 1) >>> 3;
  }

  /** Writes eight bytes, least significant first. */
  public static void putFixed64(byte[] data, int at, long value) {
    LONG_LE.set(data, at, value);
  }

  /** Reads eight bytes, least significant first. */
  public static long fixed64(byte[] data, int at) {
    return (long) LONG_LE.get(data, at);
  }

  /** Writes eight bytes, most significant first, as ids are written. */
  public static void putId(byte[] data, int at, long value) {
    LONG_BE.set(data, at, value);
  }

  /**
   * Writes the field of a trace id.
   *
   * @param tag a tag of one byte
   * @return the index after it: {@value #TRACE_ID_BYTES} bytes more
   */
  public static int putTraceId(byte[] data, int at, int tag, long high, long low) {
    data[at] = (byte) tag;
    data[at + 1] = 2 * Long.BYTES;
    putId(data, at + 2, high);
    putId(data, at + 10, low);
    return at + TRACE_ID_BYTES;
  }

  /**
   * Writes the field of a span id.
   *
   * @param tag a tag of one byte
   * @return the index after it: {@value #SPAN_ID_BYTES} bytes more
   */
  public static int putSpanId(byte[] data, int at, int tag, long id) {
    data[at] = (byte) tag;
    data[at + 1] = Long.BYTES;
    putId(data, at + 2, id);
    return at + SPAN_ID_BYTES;
  }

  /** Writes two bytes, least significant first. */
  public static void putFixed16(byte[] data, int at, int value) {
    SHORT_LE.set(data, at, (short) value);
  }

  /** Writes four bytes, least significant first. */
  public static void putFixed32(byte[] data, int at, int value) {
    INT_LE.set(data, at, value);
  }

  /**
   * Index of the content of a field that has a length and a tag of one byte.
   *
   * @param field index of the tag
   */
  protected final int contentOf(int field) {
    int at = field + 1;
    while (data[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** Index after a field that has a length and a tag of one byte. */
  protected final int endOf(int field) {
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

  /** Appends one raw byte. */
  public final void writeByte(int value) {
    ensure(1);
    data[pos++] = (byte) value;
  }

  /** Appends a tag of a field numbered 1 to 15, or any other single-byte varint. */
  public final void writeTag(int tag) {
    ensure(2);
    pos = putVarint(data, pos, tag);
  }

  /** Appends an unsigned varint. */
  public final void writeVarint(int value) {
    ensure(5);
    pos = putVarint(data, pos, value);
  }

  /** Appends an unsigned varint. */
  public final void writeVarint(long value) {
    ensure(10);
    pos = putVarint(data, pos, value);
  }

  /** The unsigned number that stands for a number on the wire in a sint32 field. */
  public static int zigZag(int number) {
    return number << 1 ^ number >> 31;
  }

  /** Appends a varint field unless the value is zero, the default on the wire. */
  public final void writeUint32(int tag, int value) {
    if (value != 0) {
      writeTag(tag);
      writeVarint(value);
    }
  }

  /** Appends a fixed64 field unless the value is zero, the default on the wire. */
  public final void writeFixed64(int tag, long value) {
    if (value != 0) {
      writeTag(tag);
      ensure(8);
      putFixed64(data, pos, value);
      pos += 8;
    }
  }

  /** Appends the field of a trace id, whose tag has one byte. */
  public final void writeTraceId(int tag, long high, long low) {
    ensure(TRACE_ID_BYTES);
    pos = putTraceId(data, pos, tag, high, low);
  }

  /** Appends the field of a span id, whose tag has one byte. */
  public final void writeSpanId(int tag, long id) {
    ensure(SPAN_ID_BYTES);
    pos = putSpanId(data, pos, tag, id);
  }

  /** Appends a bytes field that holds raw bytes. */
  public final void writeBytes(int tag, byte[] src, int from, int length) {
    writeTag(tag);
    writeVarint(length);
    writeRaw(src, from, length);
  }

  /** Appends bytes without tag or length. */
  public final void writeRaw(byte[] src, int from, int length) {
    ensure(length);
    System.arraycopy(src, from, data, pos, length);
    pos += length;
  }

  /** Appends a string field, also when the string is empty. */
  public final void writeString(int tag, String value) {
    writeString(tag, value, value.length());
  }

  /** Appends a string field with the first {@code chars} chars of {@code value}. */
  public final void writeString(int tag, String value, int chars) {
    writeTag(tag);
    int header = varintSize(chars);
    ensure(header + chars);
    int length = chars;
    if (!encodeAscii(value, chars, pos + header)) {
      ensure(5 + utf8Room(value, chars));
      length = Utf8.encodeAny(value, chars, data, pos + header);
      int actual = varintSize(length);
      if (actual != header) {
        System.arraycopy(data, pos + header, data, pos + actual, length);
      }
    }
    pos = putVarint(data, pos, length) + length;
  }

  /**
   * Writes a text at an index of {@link #data} if it is ASCII, without moving the position. The
   * caller has made room for {@code chars} bytes, whose content is undefined otherwise.
   *
   * @return whether it is ASCII
   */
  public final boolean encodeAscii(String text, int chars, int at) {
    return chars <= Utf8.MEDIUM_CHARS
        ? Utf8.encodeAscii(text, chars, data, at)
        : Utf8.encodeLongAscii(text, chars, data, at, work());
  }

  /**
   * Writes the UTF-8 of a text at an index of {@link #data}, without moving the position. The
   * caller has made room for {@link Utf8#MAX_BYTES_PER_CHAR} bytes a char.
   *
   * @return the number of bytes
   */
  public final int encodeUtf8(String text, int chars, int at) {
    return encodeAscii(text, chars, at) ? chars : Utf8.encodeAny(text, chars, data, at);
  }

  private char[] work() {
    char[] w = work;
    if (w == null) {
      w = new char[WORK_CHARS];
      work = w;
    }
    return w;
  }

  /**
   * Bytes that must be free before {@link Utf8#encodeAny} may write {@code chars} of {@code value}.
   */
  protected static int utf8Room(String value, int chars) {
    return chars <= COUNT_FIRST_CHARS ? 3 * chars : 3 + Utf8.encodedLength(value, chars);
  }

  /**
   * Opens a nested message whose length is not known yet.
   *
   * @return a mark for {@link #endMessage}
   */
  public final int beginMessage(int tag) {
    writeTag(tag);
    ensure(1);
    return ++pos;
  }

  /** Closes the innermost message that is open and writes its length. */
  public final void endMessage(int mark) {
    int length = pos - mark;
    int size = varintSize(length);
    if (size > 1) {
      ensure(size - 1);
      System.arraycopy(data, mark, data, mark + size - 1, length);
      pos += size - 1;
    }
    putVarint(data, mark - 1, length);
  }
}
