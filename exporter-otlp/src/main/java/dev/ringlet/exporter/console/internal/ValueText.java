// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;

/** Writes an {@code AnyValue} of any kind as one short word. */
final class ValueText {
  /** Shown for a value that is not set. */
  static final String EMPTY = "<empty>";

  private static final int MAX_STRING_CHARS = 120;
  private static final int MAX_CHARS = 400;
  private static final int MAX_BYTES = 16;
  private static final int MAX_DEPTH = 8;

  private static final int STRING = 1;
  private static final int BOOL = 2;
  private static final int INT = 3;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int KEY_VALUES = 6;
  private static final int BYTES = 7;

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
      string = value.field() == STRING ? value.string() : null;
    }
    return string;
  }

  private void append(ProtoReader in, int depth) {
    if (!in.next()) {
      out.append(EMPTY);
      return;
    }
    switch (in.field()) {
      case STRING -> out.append(SafeText.value(in.string(), MAX_STRING_CHARS, glyphs));
      case BOOL -> out.append(in.number() != 0);
      case INT -> out.append(in.number());
      case DOUBLE -> out.append(in.number64());
      case ARRAY -> list(in.message(), '[', ']', depth);
      case KEY_VALUES -> list(in.message(), '{', '}', depth);
      case BYTES -> bytes(in.bytes());
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
      if (in.field() == 1) {
        key = in.string();
      } else if (in.field() == 2) {
        value = in.message();
      }
    }
    out.append(Attribute.key(key, glyphs)).append('=');
    append(value, depth + 1);
  }

  private void bytes(byte[] bytes) {
    out.append('<').append(Quantities.count(bytes.length, "byte"));
    if (bytes.length > 0) {
      out.append(' ').append(Hex.of(bytes, MAX_BYTES));
    }
    out.append(bytes.length > MAX_BYTES ? glyphs.ellipsis : "").append('>');
  }
}
