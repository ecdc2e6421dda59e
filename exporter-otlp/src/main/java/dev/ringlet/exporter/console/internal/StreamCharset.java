// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;

/** Determines the charset of a stream. */
public final class StreamCharset {
  private static final String TERMINAL_ENCODING = "sun.stdout.encoding";

  private StreamCharset() {}

  /**
   * The charset that the stream reports (Java 18 and later), else that of the JVM's standard
   * output.
   */
  public static Charset of(PrintStream out) {
    try {
      return (Charset) PrintStream.class.getMethod("charset").invoke(out);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return ofStandardOutput();
    }
  }

  private static Charset ofStandardOutput() {
    try {
      String name = System.getProperty(TERMINAL_ENCODING);
      return name == null ? Charset.defaultCharset() : Charset.forName(name);
    } catch (IllegalArgumentException | SecurityException e) {
      return Charset.defaultCharset();
    }
  }
}
