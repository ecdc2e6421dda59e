// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing.differential;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spreads a message into lines of path and value. Attributes are named by key, and their order is a
 * line of its own, so that one attribute too many does not make all that follow it look different.
 */
public final class FlatMessage {
  /** Stands for any time that an SDK read from its clock. No program uses it. */
  public static final Long CLOCK = 4_242_424_242L;

  private final SortedMap<String, String> lines = new TreeMap<>();

  private FlatMessage() {}

  /** The lines of a message, by path. */
  public static SortedMap<String, String> of(Message message) {
    FlatMessage flat = new FlatMessage();
    flat.add("", message);
    return flat.lines;
  }

  private void add(String path, Message message) {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      String name =
          path.isEmpty() ? field.getKey().getName() : path + "." + field.getKey().getName();
      if (field.getKey().isRepeated()) {
        addAll(name, (List<?>) field.getValue());
      } else {
        addValue(name, field.getValue());
      }
    }
    if (!message.getUnknownFields().asMap().isEmpty()) {
      lines.put(path + " unknown fields", message.getUnknownFields().toString());
    }
  }

  private void addAll(String path, List<?> values) {
    StringBuilder order = new StringBuilder();
    Map<String, Integer> occurrences = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof KeyValue attribute) {
        String key = quote(attribute.getKey());
        int nth = occurrences.merge(key, 1, Integer::sum);
        order.append(key).append(' ');
        addValue(path + "[" + key + (nth > 1 ? " again " + nth : "") + "]", attribute.getValue());
      } else {
        addValue(path + "[" + i + "]", values.get(i));
      }
    }
    if (order.length() > 0) {
      lines.put(path + " order", order.toString());
    }
    lines.put(path + " size", String.valueOf(values.size()));
  }

  private void addValue(String path, Object value) {
    if (value instanceof Message message) {
      lines.put(path, "");
      add(path, message);
    } else if (value instanceof String text) {
      lines.put(path, quote(text));
    } else if (value instanceof Double number) {
      lines.put(path, number + " " + Long.toHexString(Double.doubleToRawLongBits(number)));
    } else if (value instanceof ByteString bytes) {
      lines.put(path, bytes.isValidUtf8() ? bytes.toStringUtf8() : hex(bytes));
    } else if (value instanceof EnumValueDescriptor constant) {
      lines.put(path, constant.getName());
    } else {
      lines.put(path, value.equals(CLOCK) ? "(clock)" : value.toString());
    }
  }

  private static String hex(ByteString bytes) {
    return "0x" + HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** Escapes what is not ASCII, in full length: these lines are compared, not only shown. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04X", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
