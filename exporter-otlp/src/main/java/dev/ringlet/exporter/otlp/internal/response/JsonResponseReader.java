// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads from JSON what {@link PartialSuccess} and {@link RpcStatus} read from protobuf. Accepts
 * more than the specification allows: names in camelCase or snake_case, numbers with or without
 * quotes, unknown members of any kind. Recurses one level only.
 */
final class JsonResponseReader {
  private static final int MAX_NUMBER_CHARS = 40;

  private final byte[] bytes;
  private final int limit;
  private int position;

  /** Whether the last text was cut. */
  private boolean cut;

  private long rejected;
  private String message = "";

  private JsonResponseReader(byte[] bytes, int limit) {
    this.bytes = bytes;
    this.limit = limit;
  }

  /** The kinds of objects that are read. */
  private enum Level {
    RESPONSE,
    PARTIAL_SUCCESS,
    STATUS
  }

  /** Reads an {@code Export…ServiceResponse}; null if it is malformed. */
  static PartialSuccess readPartial(byte[] bytes, int length) {
    JsonResponseReader reader = new JsonResponseReader(bytes, length);
    try {
      reader.object(Level.RESPONSE);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
    return new PartialSuccess(reader.rejected, reader.message);
  }

  /** Reads the message of a {@code google.rpc.Status}; the empty string if it has none. */
  static String readStatusMessage(byte[] bytes, int length) {
    JsonResponseReader reader = new JsonResponseReader(bytes, length);
    try {
      reader.object(Level.STATUS);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
    return reader.message;
  }

  private void object(Level level) {
    expect('{');
    if (peek() == '}') {
      position++;
      return;
    }
    while (true) {
      String name = text().replace("_", "").toLowerCase(Locale.ROOT);
      expect(':');
      member(level, name);
      if (peek() != ',') {
        expect('}');
        return;
      }
      position++;
    }
  }

  private void member(Level level, String name) {
    int next = peek();
    if (level == Level.RESPONSE && name.equals("partialsuccess") && next == '{') {
      object(Level.PARTIAL_SUCCESS);
    } else if (level == Level.PARTIAL_SUCCESS && name.startsWith("rejected")) {
      rejected = number();
    } else if (level == Level.PARTIAL_SUCCESS && name.equals("errormessage") && next == '"') {
      message = shown();
    } else if (level == Level.STATUS && name.equals("message") && next == '"') {
      message = shown();
    } else {
      skip();
    }
  }

  /** Reads a count with or without quotes; 0 for any other value. */
  private long number() {
    int start = position;
    String digits;
    if (peek() == '"') {
      digits = text().trim();
    } else {
      skip();
      int length = Math.min(position - start, MAX_NUMBER_CHARS);
      digits = new String(bytes, start, length, StandardCharsets.US_ASCII).trim();
    }
    try {
      return digits.matches("[+-]?[0-9]+") ? Long.parseLong(digits) : (long) fraction(digits);
    } catch (NumberFormatException tooLarge) {
      return digits.startsWith("-") ? 0 : Long.MAX_VALUE;
    }
  }

  private static double fraction(String digits) {
    return digits.matches("[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
        ? Double.parseDouble(digits)
        : 0;
  }

  /** Reads a string and converts it to one line for a log. */
  private String shown() {
    String text = text();
    return ResponseText.clean(text, cut);
  }

  /** Reads a string, cut to {@link ResponseText#MAX_CHARS}. */
  private String text() {
    expect('"');
    cut = false;
    StringBuilder text = new StringBuilder();
    int start = position;
    while (position < limit && bytes[position] != '"') {
      if (bytes[position] == '\\') {
        append(text, start);
        position++;
        escaped(text);
        start = position;
      } else {
        position++;
      }
    }
    append(text, start);
    expect('"');
    return text.toString();
  }

  private void append(StringBuilder text, int start) {
    int room = ResponseText.MAX_CHARS - text.length();
    int length = Math.min(position - start, Math.max(0, room));
    cut |= length < position - start;
    text.append(new String(bytes, start, length, StandardCharsets.UTF_8));
  }

  private void escaped(StringBuilder text) {
    if (position >= limit) {
      throw malformed();
    }
    char c = (char) bytes[position++];
    if (c == 'u') {
      int unit = 0;
      for (int i = 0; i < 4; i++) {
        int digit = position < limit ? Character.digit(bytes[position++], 16) : -1;
        if (digit < 0) {
          throw malformed();
        }
        unit = unit << 4 | digit;
      }
      c = (char) unit;
    } else if ("\"\\/".indexOf(c) < 0) {
      c = ' '; // a control character, which a log line does not show
    }
    if (text.length() < ResponseText.MAX_CHARS) {
      text.append(c);
    } else {
      cut = true;
    }
  }

  /** Skips a value of any depth by counting brackets. */
  private void skip() {
    int depth = 0;
    do {
      int next = peek();
      if (next == '"') {
        text();
      } else if (next == '{' || next == '[') {
        depth++;
        position++;
      } else if (next == '}' || next == ']') {
        depth--;
        position++;
      } else if (depth > 0 && (next == ',' || next == ':')) {
        position++;
      } else {
        word();
      }
    } while (depth > 0);
    if (depth < 0) {
      throw malformed();
    }
  }

  private void word() {
    int start = position;
    while (position < limit && isWord(bytes[position])) {
      position++;
    }
    if (position == start) {
      throw malformed();
    }
  }

  private static boolean isWord(byte b) {
    return (b >= '0' && b <= '9') || Character.isLetter(b) || b == '-' || b == '+' || b == '.';
  }

  /** Skips white space and returns the next byte without consuming it, or -1 at the end. */
  private int peek() {
    while (position < limit && (bytes[position] == ' ' || isLayout(bytes[position]))) {
      position++;
    }
    return position < limit ? bytes[position] : -1;
  }

  private static boolean isLayout(byte b) {
    return b == '\n' || b == '\r' || b == '\t';
  }

  private void expect(char c) {
    if (peek() != c) {
      throw malformed();
    }
    position++;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("no JSON object");
  }
}
