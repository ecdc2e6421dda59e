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

  /** Those of the page of settings, then those of SDKs of other languages. */
  private static final String[] NAMES = {
    "none",
    "error",
    "warn",
    "info",
    "debug",
    "trace",
    "all",
    "off",
    "fatal",
    "critical",
    "warning",
    "verbose"
  };

  private LogLevel() {}

  /** Sets the level that {@code otel.log.level} names. */
  static void set(Config config) {
    ALL.setLevel(
        switch (config.getEnum(KEY, "info", NAMES)) {
          case "none", "off" -> Level.OFF;
          case "error", "fatal", "critical" -> Level.SEVERE;
          case "warn", "warning" -> Level.WARNING;
          case "debug" -> Level.FINE;
          case "trace", "verbose" -> Level.FINEST;
          case "all" -> Level.ALL;
          default -> Level.INFO;
        });
  }
}
