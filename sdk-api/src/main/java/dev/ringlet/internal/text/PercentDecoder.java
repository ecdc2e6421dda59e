// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.text;

import java.nio.charset.StandardCharsets;

/** Decodes percent-encoding in settings of resource attributes and headers (W3C Baggage). */
public final class PercentDecoder {
  private PercentDecoder() {}

  /** Decodes %XX as UTF-8; {@code +} and a percent sign without two hex digits are unchanged. */
  public static String decode(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length()).append(text, 0, percent);
    byte[] bytes = new byte[text.length() / 3];
    int i = percent;
    while (i < text.length()) {
      int count = 0;
      for (int b; (b = escapeAt(text, i)) >= 0; i += 3) {
        bytes[count++] = (byte) b;
      }
      if (count > 0) {
        result.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
      } else {
        result.append(text.charAt(i++));
      }
    }
    return result.toString();
  }

  /** The byte that the escape at {@code i} stands for, or a negative number if there is none. */
  private static int escapeAt(String text, int i) {
    if (i + 2 >= text.length() || text.charAt(i) != '%') {
      return -1;
    }
    int high = Character.digit(text.charAt(i + 1), 16);
    int low = Character.digit(text.charAt(i + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
