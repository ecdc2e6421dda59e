// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;

/** When {@link ConsoleExporter} writes escape sequences for colors, bold and faint text. */
public enum ConsoleColor {
  /**
   * If the JVM's standard output is a terminal that knows escape sequences. Off if {@code NO_COLOR}
   * is set and not empty, if {@code TERM} is {@code dumb}, or if neither {@code TERM} nor {@code
   * WT_SESSION} is set. Before JDK 22 the JVM recognises a terminal only if standard input is one,
   * too.
   */
  AUTO,
  /** In any stream. */
  ALWAYS,
  /** In no stream. */
  NEVER;

  private static final String KEY = "ringlet.exporter.console.color";

  /**
   * Reads {@code ringlet.exporter.console.color}: {@code auto}, {@code always} or {@code never};
   * {@code auto} if it is not set.
   *
   * @throws ConfigException if the value is none of them
   */
  public static ConsoleColor fromConfig(Config config) {
    return switch (config.getEnum(KEY, "auto", "auto", "always", "never")) {
      case "always" -> ALWAYS;
      case "never" -> NEVER;
      default -> AUTO;
    };
  }
}
