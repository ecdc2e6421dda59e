// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.wire;

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

  private ExceptionAttributes() {}

  /** The text of {@link #STACKTRACE}. The exception's class may throw from here. */
  public static String stackTrace(Throwable exception) {
    StringWriter text = new StringWriter(1024);
    exception.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
