// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where text goes: lines of a known width, with or without colour. */
final class Terminal {
  static final int DEFAULT_WIDTH = 100;

  private static final int MIN_WIDTH = 60;
  private static final String ESCAPE = "\u001b[";

  private final Appendable out;
  private final int width;
  private final boolean colour;

  /** An appearance of text, as the terminal's own code for it. */
  enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    ERROR("31"),
    WARNING("33"),
    GOOD("32");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /**
   * Writes to any text.
   *
   * @param width the columns of a line, at least {@value #MIN_WIDTH}
   */
  Terminal(Appendable out, int width, boolean colour) {
    if (width < MIN_WIDTH) {
      throw new IllegalArgumentException("width must be at least " + MIN_WIDTH + ": " + width);
    }
    this.out = out;
    this.width = width;
    this.colour = colour;
  }

  /**
   * Writes to the standard output in UTF-8: as wide as {@code COLUMNS} says, coloured only when a
   * person looks on and has not set {@code NO_COLOR}.
   */
  static Terminal standard(Map<String, String> environment) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean colour =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"))
            && isTerminal(System.console());
    return new Terminal(out, width(environment.get("COLUMNS")), colour);
  }

  private static int width(String columns) {
    try {
      return columns == null ? DEFAULT_WIDTH : Math.max(MIN_WIDTH, Integer.parseInt(columns));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      return (boolean) isTerminal.invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  int width() {
    return width;
  }

  /** The text in a style; unchanged where there is no colour. */
  String paint(Style style, String text) {
    return paint(style.code, text);
  }

  /** The text in one of a few colours that are easy to tell apart. */
  String paintPalette(int index, String text) {
    String[] palette = {"36", "35", "34", "32", "33", "96"};
    return paint(palette[Math.floorMod(index, palette.length)], text);
  }

  private String paint(String code, String text) {
    return colour && !code.isEmpty() && !text.isBlank()
        ? ESCAPE + code + "m" + text + ESCAPE + "0m"
        : text;
  }

  /** Writes a line without the blanks at its end. */
  void line(String text) {
    try {
      out.append(text.stripTrailing()).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void line() {
    line("");
  }

  /** The text in exactly so many columns: cut with an ellipsis, or padded on the right. */
  static String fit(String text, int columns) {
    if (text.length() > columns) {
      return text.substring(0, columns - 1) + "…";
    }
    return text + " ".repeat(columns - text.length());
  }

  static String alignRight(String text, int columns) {
    return " ".repeat(Math.max(0, columns - text.length())) + text;
  }

  /**
   * Lays out words on as few lines as possible, with two blanks between them. A word that is longer
   * than a line is broken if others stand beside it, and cut if it is alone.
   */
  static List<String> wrap(List<String> words, int columns) {
    if (words.size() == 1) {
      return List.of(words.get(0).length() > columns ? fit(words.get(0), columns) : words.get(0));
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0 && line.length() + 2 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : "  ").append(word);
      while (line.length() > columns) {
        lines.add(line.substring(0, columns));
        line.delete(0, columns);
      }
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }
}
