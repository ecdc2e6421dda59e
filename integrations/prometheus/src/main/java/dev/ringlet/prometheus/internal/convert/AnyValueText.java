// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import dev.ringlet.internal.otlp.CommonTags.ArrayValue;
import dev.ringlet.internal.otlp.CommonTags.KeyValue;
import dev.ringlet.internal.otlp.CommonTags.KeyValueList;
import java.util.Base64;

/**
 * Writes values of attributes as text. Follows the OpenTelemetry specification, "Common concepts",
 * section "AnyValue representation for non-OTLP protocols": a scalar as it is, a list or a map as
 * JSON.
 */
final class AnyValueText {
  private final StringBuilder out = new StringBuilder();

  private AnyValueText() {}

  static String of(ProtoReader value) {
    if (!value.next()) {
      return "";
    }
    return switch (value.tag()) {
      case AnyValue.STRING_VALUE -> value.string();
      case AnyValue.DOUBLE_VALUE -> Double.toString(value.doubleNumber());
      case AnyValue.BYTES_VALUE -> Base64.getEncoder().encodeToString(value.bytes());
      default -> {
        AnyValueText text = new AnyValueText();
        text.appendCurrent(value);
        yield text.out.toString();
      }
    };
  }

  private void append(ProtoReader value) {
    if (value.next()) {
      appendCurrent(value);
    } else {
      out.append("null");
    }
  }

  private void appendCurrent(ProtoReader value) {
    switch (value.tag()) {
      case AnyValue.STRING_VALUE -> appendString(value.string());
      case AnyValue.BOOL_VALUE -> out.append(value.number() != 0);
      case AnyValue.INT_VALUE -> out.append(value.number());
      case AnyValue.DOUBLE_VALUE -> appendDouble(value.doubleNumber());
      case AnyValue.ARRAY_VALUE -> appendArray(value.message());
      case AnyValue.KVLIST_VALUE -> appendMap(value.message());
      case AnyValue.BYTES_VALUE -> appendString(Base64.getEncoder().encodeToString(value.bytes()));
      default -> out.append("null");
    }
  }

  private void appendDouble(double number) {
    if (Double.isFinite(number)) {
      out.append(number);
    } else {
      appendString(Double.toString(number)); // JSON has no such number
    }
  }

  private void appendArray(ProtoReader array) {
    out.append('[');
    boolean first = true;
    while (array.next()) {
      if (array.tag() == ArrayValue.VALUES) {
        out.append(first ? "" : ",");
        append(array.message());
        first = false;
      }
    }
    out.append(']');
  }

  private void appendMap(ProtoReader map) {
    out.append('{');
    boolean first = true;
    while (map.next()) {
      if (map.tag() == KeyValueList.VALUES) {
        out.append(first ? "" : ",");
        appendEntry(map.message());
        first = false;
      }
    }
    out.append('}');
  }

  private void appendEntry(ProtoReader entry) {
    String key = "";
    ProtoReader value = new ProtoReader(new byte[0], 0, 0);
    while (entry.next()) {
      switch (entry.tag()) {
        case KeyValue.KEY -> key = entry.string();
        case KeyValue.VALUE -> value = entry.message();
        default -> {}
      }
    }
    appendString(key);
    out.append(':');
    append(value);
  }

  private void appendString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
