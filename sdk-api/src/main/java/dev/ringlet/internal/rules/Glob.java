// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.rules;

/**
 * A text in which {@code *} stands for any characters and {@code ?} for one. Immutable; matching
 * allocates nothing.
 */
public final class Glob {
  private final String pattern;
  private final boolean ignoresCase;

  private Glob(String pattern, boolean ignoresCase) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
  }

  /** Creates a pattern that the whole text must match, case included. */
  public static Glob of(String pattern) {
    return new Glob(pattern, false);
  }

  /** Creates a pattern that the whole text must match in any case. */
  public static Glob ofAnyCase(String pattern) {
    return new Glob(pattern, true);
  }

  /** Whether the whole text matches. */
  public boolean matches(CharSequence text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < pattern.length() && isOne(pattern.charAt(at), text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1; // the last star takes one character more
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  private boolean isOne(char expected, char actual) {
    return expected == '?'
        || expected == actual
        || (ignoresCase && Character.toLowerCase(expected) == Character.toLowerCase(actual));
  }

  @Override
  public String toString() {
    return pattern;
  }
}
