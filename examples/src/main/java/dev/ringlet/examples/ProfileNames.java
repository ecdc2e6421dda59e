// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.util.Locale;
import java.util.Map;

/** What a person calls a kind of profile, and its values in a unit that can be read. */
final class ProfileNames {
  private static final Map<String, String> NAMES =
      Map.of(
          "cpu nanoseconds", "CPU",
          "alloc_space bytes", "Allocation",
          "delay nanoseconds", "Lock delay",
          "contentions count", "Lock contentions",
          "off_cpu nanoseconds", "Off CPU",
          "exceptions count", "Exceptions");
  private static final String[] TIME = {"ns", "µs", "ms", "s"};
  private static final String[] SIZE = {"B", "KiB", "MiB", "GiB"};

  private ProfileNames() {}

  static String of(String type, String unit) {
    return NAMES.getOrDefault(type + " " + unit, type);
  }

  static String amount(long value, String unit) {
    return switch (unit) {
      case "nanoseconds" -> scaled(value, 1000, TIME);
      case "bytes" -> scaled(value, 1024, SIZE);
      default -> Long.toString(value);
    };
  }

  private static String scaled(long value, int step, String[] units) {
    double scaled = value;
    int unit = 0;
    while (scaled >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", scaled, units[unit]);
  }
}
