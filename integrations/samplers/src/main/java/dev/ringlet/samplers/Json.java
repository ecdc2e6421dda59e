// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON text (RFC 8259) into maps, lists, strings, doubles, booleans and null. */
final class Json {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if it is not JSON or nested deeper than 32
   */
  static @Nullable Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    if (json.next() != 0) {
      throw json.error();
    }
    return value;
  }

  private IllegalArgumentException error() {
    return new IllegalArgumentException("not JSON at position " + (at + 1));
  }

  /** The next character that is no blank; 0 at the end. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(char c) {
    boolean there = next() == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw error();
    }
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw error();
    }
    return switch (next()) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw error();
    }
    at += word.length();
    return value;
  }

  private Map<String, Object> object(int depth) {
    expect('{');
    Map<String, Object> all = new HashMap<>();
    if (take('}')) {
      return all;
    }
    do {
      if (next() != '"') {
        throw error();
      }
      String name = string();
      expect(':');
      Object value = value(depth + 1);
      if (value != null) {
        all.put(name, value);
      }
    } while (take(','));
    expect('}');
    return all;
  }

  private List<Object> list(int depth) {
    expect('[');
    List<Object> all = new ArrayList<>();
    if (take(']')) {
      return all;
    }
    do {
      Object value = value(depth + 1);
      if (value != null) {
        all.add(value);
      }
    } while (take(','));
    expect(']');
    return all;
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw error();
    }
  }

  private String string() {
    StringBuilder all = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      all.append(c == '\\' ? escaped() : c);
    }
    if (at == text.length()) {
      throw error();
    }
    at++;
    return all.toString();
  }

  private char escaped() {
    if (at == text.length()) {
      throw error();
    }
    char c = text.charAt(at++);
    switch (c) {
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        if (at + 4 > text.length()) {
          throw error();
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
      default:
        return c;
    }
  }
}
