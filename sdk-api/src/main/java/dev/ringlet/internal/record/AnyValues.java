// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.CommonTags.ArrayValue;
import dev.ringlet.internal.otlp.CommonTags.KeyValueList;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the values that are not one scalar: lists, and {@link Value} in all its shapes. Internal
 * to Ringlet: may change or vanish in any release.
 *
 * <p>What is written is the content of an {@code AnyValue} message, without its tag and length.
 * Lists and values come from the application and may be its own classes, so whatever they throw
 * passes through; callers write into a scratch buffer and throw that away.
 */
public final class AnyValues {
  /**
   * Values nested deeper than this are left empty. A map takes three messages a level, and decoders
   * of protobuf refuse a request as a whole, with all the other records in it, that has more than a
   * hundred inside each other.
   */
  static final int MAX_DEPTH = 30;

  private AnyValues() {}

  /**
   * Writes a list of strings, numbers or truth values.
   *
   * @param insteadOfNull what stands for an element that is null; null for an empty value
   */
  public static void writeList(ProtoWriter out, List<?> list, Object insteadOfNull, int maxChars) {
    int array = out.beginMessage(CommonTags.AnyValue.ARRAY_VALUE);
    for (Object element : list.toArray()) {
      int value = out.beginMessage(ArrayValue.VALUES);
      writeScalar(out, element == null ? insteadOfNull : element, maxChars);
      out.endMessage(value);
    }
    out.endMessage(array);
  }

  private static void writeScalar(ProtoWriter out, Object value, int maxChars) {
    if (value instanceof String) {
      String text = (String) value;
      out.writeString(CommonTags.AnyValue.STRING_VALUE, text, Math.min(text.length(), maxChars));
    } else if (value instanceof Long || value instanceof Integer) {
      out.writeTag(CommonTags.AnyValue.INT_VALUE);
      out.writeVarint(((Number) value).longValue());
    } else if (value instanceof Double) {
      writeDouble(out, (Double) value);
    } else if (value instanceof Boolean) {
      out.writeTag(CommonTags.AnyValue.BOOL_VALUE);
      out.writeByte((Boolean) value ? 1 : 0);
    }
  }

  private static void writeDouble(ProtoWriter out, double value) {
    out.writeByte(CommonTags.AnyValue.DOUBLE_VALUE);
    out.ensure(8);
    ProtoWriter.putFixed64(out.data, out.pos, Double.doubleToRawLongBits(value));
    out.pos += 8;
  }

  /** Writes any {@link Value}; strings and bytes are cut to {@code maxChars}. */
  public static void writeValue(ProtoWriter out, Value<?> value, int maxChars) {
    writeValue(out, value, maxChars, 0);
  }

  private static void writeValue(ProtoWriter out, Value<?> value, int maxChars, int depth) {
    if (value == null || depth > MAX_DEPTH) {
      return;
    }
    Object content = value.getValue();
    switch (value.getType()) {
      case STRING:
      case BOOLEAN:
      case LONG:
      case DOUBLE:
        writeScalar(out, content, maxChars);
        break;
      case ARRAY:
        writeArray(out, (List<?>) content, maxChars, depth);
        break;
      case KEY_VALUE_LIST:
        writeMap(out, (List<?>) content, maxChars, depth);
        break;
      case BYTES:
        writeBytes(out, (ByteBuffer) content, maxChars);
        break;
      default:
        break;
    }
  }

  private static void writeArray(ProtoWriter out, List<?> list, int maxChars, int depth) {
    int array = out.beginMessage(CommonTags.AnyValue.ARRAY_VALUE);
    for (Object element : list) {
      int nested = out.beginMessage(ArrayValue.VALUES);
      writeValue(out, (Value<?>) element, maxChars, depth + 1);
      out.endMessage(nested);
    }
    out.endMessage(array);
  }

  private static void writeMap(ProtoWriter out, List<?> entries, int maxChars, int depth) {
    int map = out.beginMessage(CommonTags.AnyValue.KVLIST_VALUE);
    for (Object element : entries) {
      KeyValue entry = (KeyValue) element;
      int pair = out.beginMessage(KeyValueList.VALUES);
      out.writeString(CommonTags.KeyValue.KEY, entry.getKey());
      int nested = out.beginMessage(CommonTags.KeyValue.VALUE);
      writeValue(out, entry.getValue(), maxChars, depth + 1);
      out.endMessage(nested);
      out.endMessage(pair);
    }
    out.endMessage(map);
  }

  private static void writeBytes(ProtoWriter out, ByteBuffer content, int maxBytes) {
    ByteBuffer bytes = content.duplicate();
    int length = Math.min(bytes.remaining(), maxBytes);
    out.writeTag(CommonTags.AnyValue.BYTES_VALUE);
    out.writeVarint(length);
    out.ensure(length);
    bytes.get(out.data, out.pos, length);
    out.pos += length;
  }
}
