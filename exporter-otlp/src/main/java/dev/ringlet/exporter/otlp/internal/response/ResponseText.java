// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Converts text of a receiver to one line for a log: spaces in place of control characters, at most
 * {@value #MAX_CHARS} characters, and {@value #CUT} behind them if the text was cut.
 */
public final class ResponseText {
  /** The maximal length of a text. */
  static final int MAX_CHARS = 1024;

  /** The mark behind a text that was cut. */
  static final String CUT = "…";

  private static final char REPLACEMENT = '\uFFFD';

  private ResponseText() {}

  /** Converts a text. */
  public static String clean(String text) {
    return clean(text, false);
  }

  /** Converts a text; {@code cut} if it is only the start of a longer one. */
  static String clean(String text, boolean cut) {
    int length = Math.min(text.length(), MAX_CHARS);
    StringBuilder cleaned = new StringBuilder(length + 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      cleaned.append(breaksLine(c) ? ' ' : c);
    }
    boolean longer = cut || text.length() > MAX_CHARS;
    if (longer) {
      endAtCharacter(cleaned);
    }
    String trimmed = cleaned.toString().trim();
    return longer ? trimmed + CUT : trimmed;
  }

  /** Converts UTF-8. */
  static String clean(byte[] bytes, int from, int length) {
    int taken = Math.min(length, MAX_CHARS);
    return clean(new String(bytes, from, taken, StandardCharsets.UTF_8), taken < length);
  }

  private static boolean breaksLine(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Removes an incomplete character at the end. */
  private static void endAtCharacter(StringBuilder text) {
    int end = text.length();
    while (end > 0
        && (text.charAt(end - 1) == REPLACEMENT
            || Character.isHighSurrogate(text.charAt(end - 1)))) {
      end--;
    }
    text.setLength(end);
  }

  /**
   * Returns the first line of a plain text body, regardless of its content type; the empty string
   * for anything else, such as HTML or protobuf.
   */
  static String firstLine(byte[] bytes, int length) {
    int from = 0;
    while (from < length && isLayout(bytes[from])) {
      from++;
    }
    int end = from;
    int limit = Math.min(length, from + MAX_CHARS);
    while (end < limit && bytes[end] != '\n' && bytes[end] != '\r') {
      if (bytes[end] >= 0 && bytes[end] < ' ' && bytes[end] != '\t') {
        return "";
      }
      end++;
    }
    if (from < end && bytes[from] == '<') {
      return "";
    }
    boolean cut = end == limit && end < length && bytes[end] != '\n' && bytes[end] != '\r';
    String line = clean(new String(bytes, from, end - from, StandardCharsets.UTF_8), cut);
    return line.indexOf(REPLACEMENT) >= 0 ? "" : line;
  }

  private static boolean isLayout(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * Whether the first {@value #MAX_CHARS} bytes of a body contain {@code words}, which are in lower
   * case; ignores the case of the body.
   */
  static boolean contains(byte[] bytes, int length, String words) {
    int taken = Math.min(length, MAX_CHARS);
    String start = new String(bytes, 0, taken, StandardCharsets.ISO_8859_1);
    return start.toLowerCase(Locale.ROOT).contains(words);
  }
}
