// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** OTLP values as text for people. */
final class OtlpText {
  private OtlpText() {}

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** One {@code key=value} for each attribute, in the order in which they were set. */
  static List<String> attributes(Collection<KeyValue> attributes) {
    return attributes.stream()
        .map(attribute -> attribute.getKey() + "=" + value(attribute.getValue()))
        .collect(Collectors.toList());
  }

  /** The value of an attribute as plain text, empty if there is no such attribute. */
  static String find(Collection<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> plain(attribute.getValue()))
        .findFirst()
        .orElse("");
  }

  /** A value on one line; text that holds blanks is quoted. */
  static String value(AnyValue value) {
    String text = plain(value).replace("\n", "\\n");
    return value.hasStringValue() && (text.isEmpty() || text.contains(" "))
        ? '"' + text + '"'
        : text;
  }

  /** A value as it is. */
  static String plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> number(value.getDoubleValue());
      case BYTES_VALUE -> hex(value.getBytesValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(OtlpText::value)
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE ->
          attributes(value.getKvlistValue().getValuesList()).stream()
              .collect(Collectors.joining(", ", "{", "}"));
      default -> "";
    };
  }

  /** A number without needless digits. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.4f", value).replaceFirst("0+$", "")
        : Double.toString(value);
  }

  /** A duration in milliseconds or, where these would show but zeros, in microseconds. */
  static String duration(long nanos) {
    return Math.abs(nanos) < 100_000
        ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
        : String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }
}
