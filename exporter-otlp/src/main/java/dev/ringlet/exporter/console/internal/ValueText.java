// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import dev.ringlet.internal.otlp.CommonTags.KeyValue;

/** Writes an {@code AnyValue} of any kind as one short word. */
final class ValueText {
  /** Shown for a value that is not set. */
  static final String EMPTY = "<empty>";

  private static final int MAX_STRING_CHARS = 120;
  private static final int MAX_CHARS = 400;
  private static final int MAX_BYTES = 16;
  private static final int MAX_DEPTH = 8;

  private final Glyphs glyphs;
  private final StringBuilder out = new StringBuilder();

  private ValueText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  static String of(ProtoReader value, Glyphs glyphs) {
    ValueText text = new ValueText(glyphs);
    text.append(value, 0);
    return text.out.toString();
  }

  /** The unchanged value if it is a string, else null. */
  static String string(ProtoReader value) {
    String string = null;
    while (value.next()) {
      string = value.tag() == AnyValue.STRING_VALUE ? value.string() : null;
    }
    return string;
  }

  private void append(ProtoReader in, int depth) {
    if (!in.next()) {
      out.append(EMPTY);
      return;
    }
    switch (in.tag()) {
      case AnyValue.STRING_VALUE ->
          out.append(SafeText.value(in.string(), MAX_STRING_CHARS, glyphs));
      case AnyValue.BOOL_VALUE -> out.append(in.number() != 0);
      case AnyValue.INT_VALUE -> out.append(in.number());
      case AnyValue.DOUBLE_VALUE -> out.append(in.doubleNumber());
      case AnyValue.ARRAY_VALUE -> list(in.message(), '[', ']', depth);
      case AnyValue.KVLIST_VALUE -> list(in.message(), '{', '}', depth);
      case AnyValue.BYTES_VALUE -> bytes(in.bytes());
      default -> out.append("<of an unknown kind>");
    }
  }

  private void list(ProtoReader in, char open, char close, int depth) {
    out.append(open);
    if (depth >= MAX_DEPTH) {
      out.append(glyphs.ellipsis).append(close);
      return;
    }
    int left = 0;
    for (int i = 0; in.next(); i++) {
      if (out.length() >= MAX_CHARS) {
        left++;
        continue;
      }
      out.append(i == 0 ? "" : ", ");
      if (open == '{') {
        pair(in.message(), depth);
      } else {
        append(in.message(), depth + 1);
      }
    }
    if (left > 0) {
      out.append(", ").append(glyphs.ellipsis).append(left).append(" more");
    }
    out.append(close);
  }

  private void pair(ProtoReader in, int depth) {
    String key = "";
    ProtoReader value = new ProtoReader(new byte[0], 0, 0);
    while (in.next()) {
      switch (in.tag()) {
        case KeyValue.KEY -> key = in.string();
        case KeyValue.VALUE -> value = in.message();
        default -> {}
      }
    }
    out.append(Attribute.key(key, glyphs)).append('=');
    append(value, depth + 1);
  }

  private void bytes(byte[] bytes) {
    out.append('<').append(QuantityText.count(bytes.length, "byte"));
    if (bytes.length > 0) {
      out.append(' ').append(Hex.of(bytes, MAX_BYTES));
    }
    out.append(bytes.length > MAX_BYTES ? glyphs.ellipsis : "").append('>');
  }
}
