// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets the level of Ringlet's own log lines. Loaded only if the property is set. */
final class LogLevel {
  static final String KEY = "otel.log.level";

  /** A strong reference: the log manager holds loggers weakly and would lose the level. */
  private static final Logger ALL = Logger.getLogger("dev.ringlet");

  private LogLevel() {}

  /** Sets the level that {@code otel.log.level} names. */
  static void set(Config config) {
    String name =
        config.getEnum(KEY, "info", "none", "error", "warn", "info", "debug", "trace", "all");
    ALL.setLevel(
        switch (name) {
          case "none" -> Level.OFF;
          case "error" -> Level.SEVERE;
          case "warn" -> Level.WARNING;
          case "debug" -> Level.FINE;
          case "trace" -> Level.FINEST;
          case "all" -> Level.ALL;
          default -> Level.INFO;
        });
  }
}
