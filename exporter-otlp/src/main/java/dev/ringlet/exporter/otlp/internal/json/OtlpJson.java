// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.json.MessageShape.Type;
import java.util.Arrays;
import java.util.Objects;

/**
 * Converts encoded OTLP requests to OTLP JSON: names in lowerCamelCase, ids in hexadecimal, enums
 * as numbers, integers of 64 bits as strings, other bytes in base64. Unknown fields and default
 * values are omitted; an empty ArrayValue or KeyValueList has {@code "values":[]}. Reads each
 * message twice, first to locate its fields and then to write them, and creates no objects.
 *
 * <p>Protobuf allows the elements of a repeated field to be anywhere between other fields, a
 * singular field to occur again (the last value holds), and a singular message to occur in parts.
 * Our own requests have the first of these only. All are read as the protobuf library does; only
 * parts of a message are copied together.
 *
 * <p>Not thread-safe. Follows the OTLP specification, section "JSON Protobuf Encoding".
 */
public final class OtlpJson {
  /** Messages nested deeper are written empty; the protobuf library refuses them. */
  static final int MAX_DEPTH = 100;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final JsonBuffer out;
  private byte[] data;
  private int pos;

  /**
   * Set by {@link #locate}: the fields with scattered occurrences. Below, the member of the oneof.
   */
  private long scattered;

  private int oneof;
  private int oneofFrom;

  /** Creates a writer to {@code out}. */
  public OtlpJson(JsonBuffer out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  /**
   * Appends a request to the buffer.
   *
   * @throws IllegalArgumentException if the bytes are not a protobuf message
   */
  public void write(Signal signal, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    data = bytes;
    try {
      message(OtlpShapes.request(signal), offset, offset + length, 0);
    } finally {
      data = null;
    }
  }

  private void message(MessageShape shape, int from, int end, int depth) {
    out.raw('{');
    if (depth <= MAX_DEPTH) {
      fields(shape, from, end, depth);
    }
    out.raw('}');
  }

  private void fields(MessageShape shape, int from, int end, int depth) {
    locate(shape, from, end);
    long apart = scattered;
    int member = oneof;
    int memberFrom = oneofFrom;
    boolean comma = false;
    long done = 0;
    pos = from;
    while (pos < end) {
      int start = pos;
      int tag = readTag(end);
      int field = tag >>> 3;
      Type type = shape.type(field, tag & 7);
      if (type == null
          || (done >> field & 1) != 0
          || (shape.isOneof(field) && (field != member || start < memberFrom))) {
        skip(tag & 7, end);
        continue;
      }
      int before = out.length();
      if (comma) {
        out.raw(',');
      }
      out.raw(shape.key(field));
      boolean gather = (apart >> field & 1) != 0;
      done |= gather ? 1L << field : 0;
      boolean written;
      if (shape.isRepeated(field)) {
        written = list(shape, field, start, end, gather, depth);
      } else if (gather) {
        written = gathered(shape, field, type, start, end, depth);
      } else {
        written = value(shape, field, type, end, depth, shape.isExplicit(field));
      }
      comma |= written;
      if (!written) {
        out.truncate(before);
      }
    }
    if (!comma && shape.alwaysField() != 0) {
      out.raw(shape.key(shape.alwaysField()));
      out.raw('[');
      out.raw(']');
    }
  }

  /** Finds the fields that are scattered or occur again, and the last member of the oneof. */
  private void locate(MessageShape shape, int from, int end) {
    scattered = 0;
    oneof = 0;
    oneofFrom = from;
    long seen = 0;
    int last = 0;
    pos = from;
    while (pos < end) {
      int start = pos;
      int tag = readTag(end);
      int field = tag >>> 3;
      skip(tag & 7, end);
      if (shape.type(field, tag & 7) == null) {
        last = 0;
        continue;
      }
      long bit = 1L << field;
      if ((seen & bit) != 0 && (field != last || !shape.isRepeated(field))) {
        scattered |= bit;
      }
      seen |= bit;
      last = field;
      if (shape.isOneof(field) && field != oneof) {
        oneof = field;
        oneofFrom = start;
      }
    }
  }

  /** Writes a repeated field that begins at {@code start}; returns false if it is empty. */
  private boolean list(
      MessageShape shape, int field, int start, int end, boolean gather, int depth) {
    out.raw('[');
    int empty = out.length();
    int afterFirst = 0;
    pos = start;
    while (pos < end) {
      int at = pos;
      int tag = readTag(end);
      Type type = tag >>> 3 == field ? shape.type(field, tag & 7) : null;
      if (type != null) {
        elements(shape, field, type, tag & 7, end, depth, empty);
        afterFirst = afterFirst == 0 ? pos : afterFirst;
      } else if (gather) {
        skip(tag & 7, end);
      } else {
        pos = at;
        break;
      }
    }
    if (gather) {
      pos = afterFirst;
    }
    boolean any = out.length() > empty;
    out.raw(']');
    return any;
  }

  /** Writes one element, or all elements of a packed field. */
  private void elements(
      MessageShape shape, int field, Type type, int wireType, int end, int depth, int empty) {
    if (type.wireType == wireType) {
      separate(empty);
      value(shape, field, type, end, depth, true);
      return;
    }
    int packedEnd = readLength(end);
    while (pos < packedEnd) {
      separate(empty);
      value(shape, field, type, packedEnd, depth, true);
    }
  }

  private void separate(int empty) {
    if (out.length() > empty) {
      out.raw(',');
    }
  }

  /** Writes a singular field that occurs more than once: the last value, or the merged message. */
  private boolean gathered(
      MessageShape shape, int field, Type type, int start, int end, int depth) {
    int afterFirst = 0;
    int last = 0;
    byte[] merged = new byte[0];
    pos = start;
    while (pos < end) {
      int tag = readTag(end);
      if (tag >>> 3 != field || shape.type(field, tag & 7) == null) {
        skip(tag & 7, end);
        continue;
      }
      last = pos;
      skip(tag & 7, end);
      afterFirst = afterFirst == 0 ? pos : afterFirst;
      if (type == Type.MESSAGE) {
        int partEnd = pos;
        pos = last;
        readLength(end);
        int size = merged.length;
        merged = Arrays.copyOf(merged, size + partEnd - pos);
        System.arraycopy(data, pos, merged, size, partEnd - pos);
        pos = partEnd;
      }
    }
    boolean written = true;
    if (type == Type.MESSAGE) {
      byte[] whole = data;
      data = merged;
      message(shape.message(field), 0, merged.length, depth + 1);
      data = whole;
    } else {
      pos = last;
      written = value(shape, field, type, end, depth, shape.isExplicit(field));
    }
    pos = afterFirst;
    return written;
  }

  /** Writes a value, a default only if {@code evenDefault}; returns whether it was written. */
  private boolean value(
      MessageShape shape, int field, Type type, int end, int depth, boolean evenDefault) {
    switch (type.wireType) {
      case LENGTH -> {
        int to = readLength(end);
        if (to == pos && type != Type.MESSAGE && !evenDefault) {
          return false;
        }
        parts(shape, field, type, to, depth);
        pos = to;
        return true;
      }
      case VARINT -> {
        return number(type, readVarint(end), evenDefault);
      }
      case FIXED64 -> {
        return number(type, readFixed(8, end), evenDefault);
      }
      default -> {
        return number(type, readFixed(4, end), evenDefault);
      }
    }
  }

  private void parts(MessageShape shape, int field, Type type, int to, int depth) {
    if (type == Type.MESSAGE) {
      message(shape.message(field), pos, to, depth + 1);
    } else if (type == Type.STRING) {
      out.string(data, pos, to);
    } else if (type == Type.ID) {
      out.hex(data, pos, to);
    } else {
      out.base64(data, pos, to);
    }
  }

  private boolean number(Type type, long value, boolean evenDefault) {
    boolean isInt = type == Type.INT32 || type == Type.UINT32 || type == Type.SINT32;
    long bits = isInt ? value & 0xFFFFFFFFL : value;
    if (bits == 0 && !evenDefault) {
      return false;
    }
    switch (type) {
      case BOOL -> out.raw(value != 0 ? TRUE : FALSE);
      case INT32 -> out.signed((int) value);
      case SINT32 -> out.signed((int) bits >>> 1 ^ -((int) bits & 1));
      case UINT32, FIXED32 -> out.unsigned(bits);
      case DOUBLE -> out.number(Double.longBitsToDouble(value));
      default -> {
        out.raw('"');
        if (type == Type.INT64 || type == Type.SFIXED64) {
          out.signed(value);
        } else {
          out.unsigned(value);
        }
        out.raw('"');
      }
    }
    return true;
  }

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private int readTag(int end) {
    long tag = readVarint(end);
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw new IllegalArgumentException("not a tag");
    }
    return (int) tag;
  }

  private void skip(int wireType, int end) {
    switch (wireType) {
      case VARINT -> readVarint(end);
      case FIXED64 -> readFixed(8, end);
      case LENGTH -> pos = readLength(end);
      case FIXED32 -> readFixed(4, end);
      default -> throw new IllegalArgumentException("wire type " + wireType);
    }
  }

  /** Reads a length and returns the position of its end. */
  private int readLength(int end) {
    long length = readVarint(end);
    if (length < 0 || length > end - pos) {
      throw new IllegalArgumentException("a length beyond the end");
    }
    return pos + (int) length;
  }

  private long readVarint(int end) {
    long value = 0;
    for (int shift = 0; shift < 70 && pos < end; shift += 7) {
      byte b = data[pos++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number that does not end");
  }

  private long readFixed(int bytes, int end) {
    if (end - pos < bytes) {
      throw new IllegalArgumentException("a number cut short");
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | data[pos + i] & 0xFF;
    }
    pos += bytes;
    return value;
  }
}
