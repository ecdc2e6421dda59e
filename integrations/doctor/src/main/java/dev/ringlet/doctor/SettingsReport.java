// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.Config;
import dev.ringlet.config.KnownKeys;
import dev.ringlet.config.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Prints the effective settings. */
final class SettingsReport {
  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs", "profiles");

  private SettingsReport() {}

  static void print(Config config, boolean all, Report report) {
    report.title("Settings");
    for (String key : config.keys()) {
      String value = Objects.requireNonNull(config.getString(key), key);
      report.line(key + " = " + Shown.value(key, value) + "  (" + from(config, key) + ")");
    }
    if (config.keys().isEmpty()) {
      report.line("none is set; all have their defaults");
    }
    if (all) {
      for (KnownKeys.Key key : KnownKeys.all()) {
        if (!isSet(config, key.name())) {
          String value = key.defaultValue().isEmpty() ? "unset" : key.defaultValue();
          report.line(key.name() + " = " + value + "  (default)");
        }
      }
    }
  }

  private static boolean isSet(Config config, String name) {
    return config.isSet(name)
        || SIGNALS.stream().anyMatch(signal -> config.isSet(name.replace("<signal>", signal)));
  }

  private static String from(Config config, String key) {
    Origin origin = Objects.requireNonNull(config.origin(key), key);
    return switch (origin) {
      case ENVIRONMENT -> "environment " + key.toUpperCase(Locale.ROOT).replace('.', '_');
      case FILE -> "file " + config.getString("ringlet.properties.file");
      case BUILDER -> "argument";
      default -> origin.text();
    };
  }
}
