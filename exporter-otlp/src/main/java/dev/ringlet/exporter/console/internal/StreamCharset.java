// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;

/**
 * Finds out in which charset a stream writes. Internal to Ringlet: may change or vanish in any
 * release.
 */
public final class StreamCharset {
  private static final String TERMINAL_ENCODING = "sun.stdout.encoding";

  private StreamCharset() {}

  /** What the stream says, from Java 18 on; before that what the JVM gives its standard output. */
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
