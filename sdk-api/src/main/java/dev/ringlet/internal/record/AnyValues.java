// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.CommonTags.ArrayValue;
import dev.ringlet.internal.otlp.CommonTags.KeyValueList;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists and {@link Value}s as the content of an {@code AnyValue} message, without its tag
 * and length.
 *
 * <p>A value may share its parts or contain itself, and then has more parts than a record can hold.
 * The limit of bytes bounds the encoding and its time, because each part takes at least two bytes.
 * A value that is cut ends with {@link #MARK}: a text with these chars, a list with an element and
 * a map with a key of that name.
 *
 * <p>Lists and values may be of the application's own classes. Their exceptions propagate; callers
 * write into a scratch buffer and discard it on an exception.
 */
public final class AnyValues {
  /** The end of a value that was cut because of the limit of bytes. */
  public static final String MARK = "... [truncated]";

  /**
   * Values nested deeper than this are empty. A map takes three messages a level, and protobuf
   * decoders reject a whole request in which more than a hundred messages are nested.
   */
  static final int MAX_DEPTH = 30;

  private AnyValues() {}

  /**
   * Writes a list of strings, numbers or booleans.
   *
   * @param insteadOfNull replaces null elements; null for an empty value
   * @param maxChars length limit of strings, in UTF-16 units
   * @param maxBytes maximum size of the value in bytes, plus some tens of bytes for the mark
   * @return false if the value was cut because of {@code maxBytes}
   */
  public static boolean writeList(
      ProtoWriter out, List<?> list, @Nullable Object insteadOfNull, int maxChars, int maxBytes) {
    int end = endOf(out, maxBytes);
    boolean whole = true;
    int array = out.beginMessage(CommonTags.AnyValue.ARRAY_VALUE);
    for (Object element : list.toArray()) {
      if (out.pos >= end) {
        whole = markInArray(out);
        break;
      }
      int value = out.beginMessage(ArrayValue.VALUES);
      whole = writeScalar(out, element == null ? insteadOfNull : element, maxChars, end);
      out.endMessage(value);
      if (!whole) {
        break;
      }
    }
    out.endMessage(array);
    return whole;
  }

  /**
   * Writes any {@link Value}.
   *
   * @param maxChars length limit of strings in UTF-16 units and of byte arrays in bytes
   * @param maxBytes maximum size of the value in bytes, plus some tens of bytes for the mark
   * @return false if the value was cut because of {@code maxBytes}
   */
  public static boolean writeValue(ProtoWriter out, Value<?> value, int maxChars, int maxBytes) {
    return writeValue(out, value, maxChars, endOf(out, maxBytes), 0);
  }

  private static int endOf(ProtoWriter out, int maxBytes) {
    return (int) Math.min(Integer.MAX_VALUE - 64L, (long) out.pos + maxBytes);
  }

  private static boolean writeScalar(
      ProtoWriter out, @Nullable Object value, int maxChars, int end) {
    if (value instanceof String text) {
      return writeText(out, text, Math.min(text.length(), maxChars), end);
    }
    if (value instanceof Long || value instanceof Integer) {
      out.writeTag(CommonTags.AnyValue.INT_VALUE);
      out.writeVarint(((Number) value).longValue());
    } else if (value instanceof Double number) {
      out.writeByte(CommonTags.AnyValue.DOUBLE_VALUE);
      out.ensure(8);
      ProtoWriter.putFixed64(out.data, out.pos, Double.doubleToRawLongBits(number));
      out.pos += 8;
    } else if (value instanceof Boolean truth) {
      out.writeTag(CommonTags.AnyValue.BOOL_VALUE);
      out.writeByte(truth ? 1 : 0);
    }
    return true;
  }

  private static boolean writeText(ProtoWriter out, String text, int chars, int end) {
    int fitting = Utf8.charsWithin(text, chars, Math.max(0, end - out.pos));
    if (fitting == chars) {
      out.writeString(CommonTags.AnyValue.STRING_VALUE, text, chars);
      return true;
    }
    out.writeString(CommonTags.AnyValue.STRING_VALUE, text.substring(0, fitting) + MARK);
    return false;
  }

  private static boolean writeValue(
      ProtoWriter out, Value<?> value, int maxChars, int end, int depth) {
    if (value == null || depth > MAX_DEPTH) {
      return true;
    }
    Object content = value.getValue();
    return switch (value.getType()) {
      case STRING, BOOLEAN, LONG, DOUBLE -> writeScalar(out, content, maxChars, end);
      case ARRAY -> writeArray(out, (List<?>) content, maxChars, end, depth);
      case KEY_VALUE_LIST -> writeMap(out, (List<?>) content, maxChars, end, depth);
      case BYTES -> writeBytes(out, (ByteBuffer) content, maxChars, end);
      default -> true;
    };
  }

  private static boolean writeArray(
      ProtoWriter out, List<?> list, int maxChars, int end, int depth) {
    boolean whole = true;
    int array = out.beginMessage(CommonTags.AnyValue.ARRAY_VALUE);
    for (Object element : list) {
      if (out.pos >= end) {
        whole = markInArray(out);
        break;
      }
      int nested = out.beginMessage(ArrayValue.VALUES);
      whole = writeValue(out, (Value<?>) element, maxChars, end, depth + 1);
      out.endMessage(nested);
      if (!whole) {
        break;
      }
    }
    out.endMessage(array);
    return whole;
  }

  private static boolean markInArray(ProtoWriter out) {
    int mark = out.beginMessage(ArrayValue.VALUES);
    out.writeString(CommonTags.AnyValue.STRING_VALUE, MARK);
    out.endMessage(mark);
    return false;
  }

  private static boolean writeMap(
      ProtoWriter out, List<?> entries, int maxChars, int end, int depth) {
    boolean whole = true;
    int map = out.beginMessage(CommonTags.AnyValue.KVLIST_VALUE);
    for (Object element : entries) {
      KeyValue entry = (KeyValue) element;
      String key = entry.getKey();
      whole = Utf8.charsWithin(key, key.length(), Math.max(0, end - out.pos)) == key.length();
      int pair = out.beginMessage(KeyValueList.VALUES);
      out.writeString(CommonTags.KeyValue.KEY, whole ? key : MARK);
      int nested = out.beginMessage(CommonTags.KeyValue.VALUE);
      whole = whole && writeValue(out, entry.getValue(), maxChars, end, depth + 1);
      out.endMessage(nested);
      out.endMessage(pair);
      if (!whole) {
        break;
      }
    }
    out.endMessage(map);
    return whole;
  }

  private static boolean writeBytes(ProtoWriter out, ByteBuffer content, int maxBytes, int end) {
    ByteBuffer bytes = content.duplicate();
    int wanted = Math.min(bytes.remaining(), maxBytes);
    int length = Math.min(wanted, Math.max(0, end - out.pos));
    out.writeTag(CommonTags.AnyValue.BYTES_VALUE);
    out.writeVarint(length);
    out.ensure(length);
    bytes.get(out.data, out.pos, length);
    out.pos += length;
    return length == wanted;
  }
}
