// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

/**
 * Makes untrusted text safe for a terminal: characters that could begin a line, move the cursor or
 * change the direction of writing become escapes as in Java source. Long text is shortened and its
 * length is shown.
 */
final class SafeText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private SafeText() {}

  /** The text on one line, of about {@code maxChars} characters of the original at most. */
  static String line(String text, int maxChars, Glyphs glyphs) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxChars) + 8);
    int end = appendEscaped(text, maxChars, false, out);
    if (end < text.length()) {
      out.append(glyphs.ellipsis).append(" (").append(text.length()).append(" characters)");
    }
    return out.toString();
  }

  /**
   * The text as a value: quoted unless it is a plain word, so that it cannot be read as a number, a
   * list or the next attribute.
   */
  static String value(String text, int maxChars, Glyphs glyphs) {
    return text.length() <= maxChars && isPlainWord(text) ? text : quoted(text, maxChars, glyphs);
  }

  /** The text as a value, always in quotes. */
  static String quoted(String text, int maxChars, Glyphs glyphs) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxChars) + 16).append('"');
    int end = appendEscaped(text, maxChars, true, out);
    out.append('"');
    if (end < text.length()) {
      out.append(glyphs.ellipsis).append(" (").append(text.length()).append(" characters)");
    }
    return out.toString();
  }

  /** Appends the text and returns the index of the first omitted character. */
  private static int appendEscaped(String text, int maxChars, boolean quoted, StringBuilder out) {
    int i = 0;
    while (i < text.length() && i < maxChars) {
      int c = text.codePointAt(i);
      if (quoted && (c == '"' || c == '\\')) {
        out.append('\\').append((char) c);
      } else if (isDangerous(c)) {
        escape(c, out);
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        for (char unit : Character.toChars(c)) {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(unit >>> shift & 15, 16));
          }
        }
      }
    }
  }

  /** Whether a code point does more than display a character. */
  static boolean isDangerous(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }

  private static boolean isPlainWord(String text) {
    if (text.isEmpty()
        || "[{<".indexOf(text.charAt(0)) >= 0
        || text.equals("true")
        || text.equals("false")
        || looksLikeNumber(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '"' || c == '\\' || c == ',' || c == ']' || c == '}' || isSpace(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || isDangerous(c);
  }

  private static boolean looksLikeNumber(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return digit;
  }
}
