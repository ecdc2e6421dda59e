// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import java.util.Locale;

/** Times between two points as text. */
final class Durations {
  private Durations() {}

  static String of(long nanos) {
    if (nanos < 0) {
      return "more than a year"; // more than fits
    }
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    if (nanos < 1_000_000) {
      return text(nanos / 1e3, "µs");
    }
    return nanos < 1_000_000_000 ? text(nanos / 1e6, "ms") : text(nanos / 1e9, "s");
  }

  private static String text(double value, String unit) {
    String digits = String.format(Locale.ROOT, "%.3f", value);
    return digits.replaceFirst("\\.?0++$", "") + " " + unit;
  }
}
