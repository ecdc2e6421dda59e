// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.io.Console;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Determines whether standard output is a terminal with colors. */
public final class Terminal {
  private Terminal() {}

  /** Whether the JVM's standard output is a terminal, and the environment allows colors. */
  public static boolean hasColors() {
    return allowsColors(System::getenv) && isTerminal(System.console());
  }

  /** By {@code NO_COLOR}, {@code TERM} and, for Windows Terminal, {@code WT_SESSION}. */
  static boolean allowsColors(UnaryOperator<@Nullable String> environment) {
    String refused = environment.apply("NO_COLOR");
    if (refused != null && !refused.isEmpty()) {
      return false;
    }
    String terminal = environment.apply("TERM");
    return terminal == null || terminal.isEmpty()
        ? environment.apply("WT_SESSION") != null
        : !terminal.equals("dumb");
  }

  /** From JDK 22 on, a console may be no terminal, and has a method that returns it. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
