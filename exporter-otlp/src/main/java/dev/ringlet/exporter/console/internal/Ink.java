// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

/** How errors, names and durations are set off from the other text. */
public enum Ink {
  /** Not at all. */
  PLAIN,
  /** By the escape sequences of ECMA-48 for a color, bold and faint. */
  ANSI;

  /** Begins an escape sequence; the text of telemetry has none, see {@link SafeText}. */
  static final char ESCAPE = '\u001b';

  /** Ends an escape sequence. */
  static final char END = 'm';

  /** An error, in red. */
  String error(String text) {
    return paint("31", text);
  }

  /** The name of a service, span, event or metric, in bold. */
  String name(String text) {
    return paint("1", text);
  }

  /** A duration, faint. */
  String duration(String text) {
    return paint("2", text);
  }

  /** Leaves spaces at the end unpainted, where a line drops them. */
  private String paint(String code, String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return this == PLAIN || end == 0
        ? text
        : ESCAPE
            + "["
            + code
            + END
            + text.substring(0, end)
            + ESCAPE
            + "[0"
            + END
            + text.substring(end);
  }
}
