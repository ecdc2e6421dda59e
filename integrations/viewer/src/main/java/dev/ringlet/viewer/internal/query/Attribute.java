// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An attribute as text.
 *
 * @param type {@code string}, {@code bool}, {@code int}, {@code double}, {@code array}, {@code map}
 *     or {@code bytes}
 */
public record Attribute(String key, String type, String value) {
  private static final int MAX_DEPTH = 8;

  static List<Attribute> list(List<KeyValue> attributes) {
    List<Attribute> list = new ArrayList<>(attributes.size());
    for (KeyValue each : attributes) {
      list.add(new Attribute(each.getKey(), type(each.getValue()), text(each.getValue())));
    }
    list.sort(Comparator.comparing(Attribute::key));
    return list;
  }

  /** All in one line. */
  static String line(List<KeyValue> attributes) {
    return list(attributes).stream()
        .map(each -> each.key + "=" + each.value)
        .collect(Collectors.joining(", "));
  }

  private static String type(AnyValue value) {
    return switch (value.getValueCase()) {
      case BOOL_VALUE -> "bool";
      case INT_VALUE -> "int";
      case DOUBLE_VALUE -> "double";
      case ARRAY_VALUE -> "array";
      case KVLIST_VALUE -> "map";
      case BYTES_VALUE -> "bytes";
      default -> "string";
    };
  }

  static String text(AnyValue value) {
    return text(value, 0);
  }

  private static String text(AnyValue value, int depth) {
    if (depth > MAX_DEPTH) {
      return "…";
    }
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BYTES_VALUE -> HexFormat.of().formatHex(value.getBytesValue().toByteArray());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(each -> text(each, depth + 1))
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE ->
          value.getKvlistValue().getValuesList().stream()
              .map(each -> each.getKey() + ": " + text(each.getValue(), depth + 1))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> "";
    };
  }
}
