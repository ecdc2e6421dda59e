// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

/** The attributes {@code exception.*} of an event or a log record, taken out of the others. */
final class ExceptionNote {
  private static final int MAX_CHARS = 300;

  private String type;
  private String message;
  private String stack;

  /** Takes an attribute if it is one of the exception's. */
  boolean take(Attribute attribute) {
    if (attribute.string() == null) {
      return false;
    }
    switch (attribute.key()) {
      case "exception.type":
        type = attribute.string();
        return true;
      case "exception.message":
        message = attribute.string();
        return true;
      case "exception.stacktrace":
        stack = attribute.string();
        return true;
      default:
        return false;
    }
  }

  boolean isEmpty() {
    return type == null && message == null && stack == null;
  }

  /** Type and message on one line, safe. */
  String title(Glyphs glyphs) {
    String text = type == null ? "exception" : type;
    return SafeText.line(message == null ? text : text + ": " + message, MAX_CHARS, glyphs);
  }

  /** Adds the frames, which begin behind the first line, for it repeats the title. */
  void stack(Page page, String margin, int maxLines) {
    if (stack == null) {
      return;
    }
    int frames = stack.indexOf("\n\tat ");
    if (frames >= 0) {
      page.block(margin, stack.substring(frames + 1), maxLines);
    } else if (stack.indexOf('\n') >= 0) {
      page.block(margin, stack, maxLines);
    }
  }
}
