// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.util.List;

/** The text that one request becomes: whole lines, wrapped between words. Not thread-safe. */
final class Page {
  static final int COLUMNS = 100;
  private static final int MAX_LINE_CHARS = 300;

  final Glyphs glyphs;
  final Ink ink;
  private final StringBuilder out = new StringBuilder();
  private String lastResource;

  /**
   * Creates an empty page.
   *
   * @param lastResource the last resource of the previous page, or the empty string
   */
  Page(Glyphs glyphs, Ink ink, String lastResource) {
    this.glyphs = glyphs;
    this.ink = ink;
    this.lastResource = lastResource;
  }

  /** Adds a line, which must be safe. */
  void line(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    out.append(text, 0, end).append('\n');
  }

  /** Adds words, which must be safe, on as many lines as they need, each behind the margin. */
  void words(String margin, List<String> words) {
    if (!words.isEmpty()) {
      wrapped(margin, margin, words);
    }
  }

  /** Adds a line that begins with {@code first}, and words on it and on more lines below. */
  void hanging(String first, List<String> words) {
    wrapped(first, " ".repeat(width(first)), words);
  }

  private void wrapped(String first, String margin, List<String> words) {
    StringBuilder line = new StringBuilder(first);
    int columns = width(first);
    boolean empty = true;
    for (String word : words) {
      int more = width(word) + (empty ? 0 : 2);
      if (!empty && columns + more > COLUMNS) {
        line(line.toString());
        line.setLength(0);
        line.append(margin);
        columns = width(margin);
        empty = true;
        more -= 2;
      }
      line.append(empty ? "" : "  ").append(word);
      columns += more;
      empty = false;
    }
    line(line.toString());
  }

  /** Adds the first lines of a text from outside, each behind the margin. */
  void block(String margin, String text, int maxLines) {
    List<String> lines = text.stripTrailing().lines().toList();
    int shown = Math.min(lines.size(), maxLines);
    block(margin, lines.subList(0, shown), lines.size() - shown);
  }

  /** Adds lines from outside, each behind the margin, and the number of those left out. */
  void block(String margin, List<String> lines, int left) {
    for (String line : lines) {
      String spaced = line.replace("\t", "    ").stripTrailing();
      line(margin + SafeText.line(spaced, MAX_LINE_CHARS, glyphs));
    }
    if (left > 0) {
      line(margin + glyphs.ellipsis + " " + QuantityText.count(left, "more line"));
    }
  }

  /** Adds the resource if it differs from the previous one. */
  void resource(RecordOrigin origin) {
    String resource = String.join("  ", origin.resource());
    if (!resource.equals(lastResource)) {
      lastResource = resource;
      line("");
      hanging("resource  ", origin.resource());
      line("");
    }
  }

  String lastResource() {
    return lastResource;
  }

  /** Width of a text in columns, without the escape sequences of {@link Ink}. */
  static int width(String text) {
    int columns = 0;
    int from = 0;
    for (int escape; (escape = text.indexOf(Ink.ESCAPE, from)) >= 0; ) {
      columns += text.codePointCount(from, escape);
      from = text.indexOf(Ink.END, escape) + 1;
    }
    return columns + text.codePointCount(from, text.length());
  }

  /** The text padded on the right to {@code columns}. */
  static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** The text padded on the left to {@code columns}. */
  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
