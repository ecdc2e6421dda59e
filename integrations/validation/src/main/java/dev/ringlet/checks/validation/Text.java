// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Values of others as text of ours: bounded, on one line. */
final class Text {
  private static final int MAX_CHARS = 120;
  private static final int MAX_NAME_CHARS = 256;

  private Text() {}

  static String quoted(String value) {
    return '"' + shortened(value) + '"';
  }

  static String shortened(String value) {
    StringBuilder text = new StringBuilder(Math.min(value.length(), MAX_CHARS) + 1);
    for (int i = 0; i < value.length() && i < MAX_CHARS; i++) {
      char c = value.charAt(i);
      text.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return value.length() > MAX_CHARS ? text.append('…').toString() : text.toString();
  }

  /** A name for a list that is kept: not of one line, but bounded. */
  static String cut(String name) {
    if (name.length() <= MAX_NAME_CHARS) {
      return name;
    }
    int end = MAX_NAME_CHARS - 1;
    return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + '…';
  }

  static String hex(ByteString id) {
    return id.size() > 32
        ? HexFormat.of().formatHex(id.substring(0, 32).toByteArray())
        : HexFormat.of().formatHex(id.toByteArray());
  }

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
