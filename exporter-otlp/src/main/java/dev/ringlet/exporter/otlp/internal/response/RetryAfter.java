// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code Retry-After}: whole seconds or an HTTP-date (RFC 9110, sections 10.2.3 and 5.6.7).
 */
public final class RetryAfter {
  /** The longest wait that is honoured. */
  public static final long MAX_NANOS = Duration.ofHours(1).toNanos();

  private static final int MAX_DATE_CHARS = 64;
  private static final int RFC_850_FIRST_YEAR = 1990;

  private RetryAfter() {}

  /**
   * Returns the longest wait that the headers demand.
   *
   * @param values the header's values as received; malformed ones are ignored
   * @param date the {@code Date} header of the response, or the empty string; with it the wait does
   *     not depend on the local clock
   * @param wallMillis the local wall clock, used if {@code date} is empty or malformed
   * @return nanoseconds from 0 to {@link #MAX_NANOS}, or -1 without a valid header
   */
  public static long nanos(List<String> values, String date, long wallMillis) {
    long longest = -1;
    for (int i = 0; i < values.size(); i++) {
      longest = Math.max(longest, nanos(values.get(i).trim(), date, wallMillis));
    }
    return longest;
  }

  private static long nanos(String value, String date, long wallMillis) {
    if (value.isEmpty()) {
      return -1;
    }
    if (isDigits(value)) {
      return secondsToNanos(value);
    }
    long until = epochMillis(value);
    if (until < 0) {
      return -1;
    }
    long now = epochMillis(date);
    long waitMillis = until - (now < 0 ? wallMillis : now);
    if (waitMillis <= 0) {
      return 0;
    }
    return waitMillis >= MAX_NANOS / 1_000_000 ? MAX_NANOS : waitMillis * 1_000_000;
  }

  private static boolean isDigits(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static long secondsToNanos(String digits) {
    long max = MAX_NANOS / 1_000_000_000;
    long seconds = 0;
    for (int i = 0; i < digits.length() && seconds < max; i++) {
      seconds = seconds * 10 + (digits.charAt(i) - '0');
    }
    return Math.min(seconds, max) * 1_000_000_000;
  }

  private static long epochMillis(String date) {
    if (date.isEmpty() || date.length() > MAX_DATE_CHARS) {
      return -1;
    }
    try {
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
      if (date.indexOf('-') >= 0) {
        date = date.substring(date.indexOf(',') + 1).trim();
        format = rfc850();
      } else if (date.indexOf(',') < 0) { // asctime
        format =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
      }
      return Math.max(-1, ZonedDateTime.parse(date, format).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException malformed) {
      return -1;
    }
  }

  /**
   * The format of RFC 850 without the day of the week, which a year of two digits cannot confirm.
   */
  private static DateTimeFormatter rfc850() {
    return new DateTimeFormatterBuilder()
        .appendPattern("dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, RFC_850_FIRST_YEAR)
        .appendPattern(" HH:mm:ss z")
        .toFormatter(Locale.ENGLISH);
  }
}
