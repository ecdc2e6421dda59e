// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers with a unit: durations and sizes. */
final class Quantities {
  private static final String DURATION_FORM =
      "a whole number and one of the units ns, us, ms, s, m, h, d";
  private static final String SIZE_FORM = "a whole number of bytes, or one with a unit k, m or g";

  private Quantities() {}

  /**
   * Reads a duration; no unit means milliseconds; longer ones are cut to {@link Long#MAX_VALUE}.
   */
  static long durationNanos(String key, String value) {
    int end = numberEnd(value);
    TimeUnit unit =
        switch (value.substring(end).trim()) {
          case "ns" -> TimeUnit.NANOSECONDS;
          case "us" -> TimeUnit.MICROSECONDS;
          case "", "ms" -> TimeUnit.MILLISECONDS;
          case "s" -> TimeUnit.SECONDS;
          case "m" -> TimeUnit.MINUTES;
          case "h" -> TimeUnit.HOURS;
          case "d" -> TimeUnit.DAYS;
          default -> throw ConfigException.of(key, DURATION_FORM, value);
        };
    return unit.toNanos(number(key, value, end, DURATION_FORM));
  }

  /** Reads a size; no unit means bytes. */
  static long bytes(String key, String value) {
    int end = numberEnd(value);
    int shift =
        switch (value.substring(end).trim().toLowerCase(Locale.ROOT)) {
          case "" -> 0;
          case "k", "kib" -> 10;
          case "m", "mib" -> 20;
          case "g", "gib" -> 30;
          default -> throw ConfigException.of(key, SIZE_FORM, value);
        };
    long number = number(key, value, end, SIZE_FORM);
    if (number < 0) {
      throw ConfigException.of(key, SIZE_FORM, value);
    }
    return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
  }

  /** Writes the limits of a duration. */
  static String formatRange(long minNanos, long maxNanos) {
    return maxNanos == Long.MAX_VALUE
        ? "of " + formatNanos(minNanos) + " or more"
        : "from " + formatNanos(minNanos) + " to " + formatNanos(maxNanos);
  }

  /** Writes a duration in the largest unit that needs no fraction. */
  private static String formatNanos(long nanos) {
    if (nanos % 1_000_000_000 == 0) {
      return nanos / 1_000_000_000 + "s";
    }
    if (nanos % 1_000_000 == 0) {
      return nanos / 1_000_000 + "ms";
    }
    return nanos + "ns";
  }

  private static int numberEnd(String value) {
    int end = value.length();
    while (end > 0 && !Character.isDigit(value.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static long number(String key, String value, int end, String form) {
    try {
      return Long.parseLong(value.substring(0, end).trim());
    } catch (NumberFormatException e) {
      throw ConfigException.of(key, form, value);
    }
  }
}
