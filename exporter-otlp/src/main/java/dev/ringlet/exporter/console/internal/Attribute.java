// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags.KeyValue;

/**
 * A {@code KeyValue} as text.
 *
 * @param key its unchanged key
 * @param string its value if that is a string, else null
 * @param word key and value as one word of a line
 */
record Attribute(String key, String string, String word) {
  private static final int MAX_KEY_CHARS = 80;

  static Attribute read(ProtoReader in, Glyphs glyphs) {
    String key = "";
    String string = null;
    String value = ValueText.EMPTY;
    while (in.next()) {
      switch (in.tag()) {
        case KeyValue.KEY -> key = in.string();
        case KeyValue.VALUE -> {
          value = ValueText.of(in.message(), glyphs);
          string = ValueText.string(in.message());
        }
        default -> {}
      }
    }
    return new Attribute(key, string, key(key, glyphs) + "=" + value);
  }

  /** A key as a word. */
  static String key(String key, Glyphs glyphs) {
    return key.indexOf('=') < 0
        ? SafeText.value(key, MAX_KEY_CHARS, glyphs)
        : SafeText.quoted(key, MAX_KEY_CHARS, glyphs);
  }
}
