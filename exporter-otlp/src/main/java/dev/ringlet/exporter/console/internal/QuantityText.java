// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times, durations and numbers. */
final class QuantityText {
  private static final int SIGNIFICANT_DIGITS = 6;
  private static final double SMALL = 1e-6;
  private static final double LARGE = 1e15;
  private static final long SECOND = 1_000_000_000L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private QuantityText() {}

  /** An OTLP time in UTC, with milliseconds. */
  static String time(long unixNanos) {
    if (unixNanos == 0) {
      return "(no time)";
    }
    return TIME.format(
        Instant.ofEpochSecond(
            Long.divideUnsigned(unixNanos, SECOND), Long.remainderUnsigned(unixNanos, SECOND)));
  }

  /** A duration in the unit that suits it. */
  static String duration(long nanos, Glyphs glyphs) {
    long size = Math.abs(nanos);
    if (size < 1_000) {
      return nanos + " ns";
    } else if (size < 1_000_000) {
      return fixed(nanos / 1e3) + " " + glyphs.micros;
    } else if (size < SECOND) {
      return fixed(nanos / 1e6) + " ms";
    }
    return fixed(nanos / 1e9) + " s";
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /**
   * A measured value: whole numbers as they are, others with six digits, and with two behind the
   * point if that is more.
   */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGE) {
      return Long.toString((long) value);
    }
    if (!(size >= SMALL && size < LARGE)) {
      return Double.toString(value); // infinite and NaN as well
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    int before = exact.precision() - exact.scale();
    return exact
        .setScale(Math.max(2, SIGNIFICANT_DIGITS - before), RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A number of things, in the singular or the plural. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
