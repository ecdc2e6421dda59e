// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.util.ArrayList;
import java.util.List;

/** The {@code exception.*} attributes of an event or a log record. */
final class ExceptionNote {
  private static final int MAX_CHARS = 300;

  private String type;
  private String message;
  private String stack;

  /** Takes an attribute and returns true if it belongs to the exception. */
  boolean take(Attribute attribute) {
    if (attribute.string() == null) {
      return false;
    }
    return switch (attribute.key()) {
      case "exception.type" -> {
        type = attribute.string();
        yield true;
      }
      case "exception.message" -> {
        message = attribute.string();
        yield true;
      }
      case "exception.stacktrace" -> {
        stack = attribute.string();
        yield true;
      }
      default -> false;
    };
  }

  boolean isEmpty() {
    return type == null && message == null && stack == null;
  }

  /** Type and message on one line, safe. */
  String title(Glyphs glyphs) {
    String text = type == null ? "exception" : type;
    return SafeText.line(message == null ? text : text + ": " + message, MAX_CHARS, glyphs);
  }

  /**
   * Adds the frames without the first line, which repeats the title, and the causes with theirs.
   *
   * @param frames how many frames of the exception and of each cause at most
   * @param maxLines how many lines at most
   */
  void stack(Page page, String margin, int frames, int maxLines) {
    if (stack == null) {
      return;
    }
    int start = stack.indexOf("\n\tat ");
    if (start < 0 && stack.indexOf('\n') < 0) {
      return;
    }
    List<String> lines = stack.substring(start + 1).stripTrailing().lines().toList();
    List<String> shown = new ArrayList<>();
    int ofThis = 0;
    for (String line : lines) {
      ofThis = line.startsWith("\t") ? ofThis + 1 : 0;
      if (ofThis <= frames && shown.size() < maxLines) {
        shown.add(line);
      }
    }
    page.block(margin, shown, lines.size() - shown.size());
  }
}
