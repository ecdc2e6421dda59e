// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import io.opentelemetry.api.common.AttributeKey;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The attributes that tell of an exception, by the semantic conventions. Internal to Ringlet: may
 * change or vanish in any release.
 */
public final class ExceptionAttributes {
  /** The name of the exception's class. */
  public static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");

  /** What the exception says. */
  public static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");

  /** Where it was thrown. */
  public static final AttributeKey<String> STACKTRACE =
      AttributeKey.stringKey("exception.stacktrace");

  private static final int INITIAL_CHARS = 4096;

  private ExceptionAttributes() {}

  /** The text of {@link #STACKTRACE}. The exception's class may throw from here. */
  public static String stackTrace(Throwable exception) {
    Printer printer = new Printer(new StringWriter(INITIAL_CHARS));
    exception.printStackTrace(printer);
    return printer.text.toString();
  }

  /** Takes lines by a shorter way: a stack trace comes as so many objects to be printed. */
  private static final class Printer extends PrintWriter {
    private final StringBuffer text;

    Printer(StringWriter writer) {
      super(writer);
      text = writer.getBuffer();
    }

    @Override
    public void println(Object line) {
      text.append(line).append(System.lineSeparator());
    }
  }
}
