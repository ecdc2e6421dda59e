// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing.differential;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes values as in source code, so that a step can be pasted. */
public final class Quote {
  private static final int SHOWN_CHARS = 60;

  private Quote() {}

  /** A string as a literal; a long one by its length and beginning. */
  public static String of(String text) {
    if (text == null) {
      return "null";
    }
    if (text.length() > SHOWN_CHARS) {
      return "<" + text.length() + " chars: " + of(text.substring(0, 12)) + " …>";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04X", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** A value of any type. */
  public static String any(Object value) {
    if (value instanceof String text) {
      return of(text);
    }
    if (value instanceof Long number) {
      return number + "L";
    }
    if (value instanceof Collection<?> list) {
      return list.size() > 8 ? "<list of " + list.size() + ">" : list(list);
    }
    return String.valueOf(value);
  }

  private static String list(Collection<?> values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(any(value));
    }
    return "asList(" + String.join(", ", texts) + ")";
  }
}
