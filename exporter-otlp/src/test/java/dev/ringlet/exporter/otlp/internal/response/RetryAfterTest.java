// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final String SEVEN = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final long SEVEN_MILLIS = Instant.parse("1994-11-06T08:49:37Z").toEpochMilli();

  private static long seconds(List<String> values, String date, long wallMillis) {
    long nanos = RetryAfter.nanos(values, date, wallMillis);
    return nanos < 0 ? nanos : Duration.ofNanos(nanos).toSeconds();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "00, 0",
    "1, 1",
    "9, 9",
    "10, 10",
    "' 12 ', 12",
    "0012, 12",
    "3599, 3599",
    "3600, 3600",
    "3601, 3600",
    "99999999999, 3600",
    "-1, -1",
    "+1, -1",
    "1.5, -1",
    "1s, -1",
    "1/, -1",
    "1:, -1",
    "'', -1",
    "' ', -1",
    "soon, -1"
  })
  void wholeSeconds(String value, long expected) {
    assertThat(seconds(List.of(value), "", 0)).isEqualTo(expected);
  }

  @Test
  void digitsWithoutAnEnd() {
    assertThat(seconds(List.of("9".repeat(100_000)), "", 0)).isEqualTo(3600);
    assertThat(seconds(List.of("0".repeat(100_000) + "5"), "", 0)).isEqualTo(5);
  }

  @Test
  void theLongestOfSeveralCounts() {
    assertThat(seconds(List.of("5", "9", "x", "7"), "", 0)).isEqualTo(9);
    assertThat(seconds(List.of("x", "0"), "", 0)).isZero();
    assertThat(seconds(List.of(), "", 0)).isEqualTo(-1);
  }

  @Test
  void datesAreWaitedForUpToAnHour() {
    for (long before : new long[] {-5, -1, 0, 1, 2, 3599, 3600, 3601, 1_000_000_000}) {
      long expected = Math.max(0, Math.min(3600, before));
      assertThat(seconds(List.of(SEVEN), "", SEVEN_MILLIS - 1000 * before)).isEqualTo(expected);
    }
    assertThat(RetryAfter.nanos(List.of(SEVEN), "", SEVEN_MILLIS - 1)).isEqualTo(1_000_000);
    assertThat(RetryAfter.nanos(List.of(SEVEN), "", SEVEN_MILLIS - 3_599_999))
        .isEqualTo(3_599_999_000_000L);
  }

  /** Then a wrong clock of this machine does not matter. */
  @Test
  void theServersClockCountsWhereItIsTold() {
    assertThat(seconds(List.of("Sun, 06 Nov 1994 08:49:47 GMT"), SEVEN, 0)).isEqualTo(10);
    assertThat(seconds(List.of(SEVEN), "Thu, 01 Jan 1970 00:00:00 GMT", SEVEN_MILLIS))
        .isEqualTo(3600);
    assertThat(seconds(List.of(SEVEN), "Wed, 31 Dec 1969 23:59:59 GMT", SEVEN_MILLIS)).isZero();
    assertThat(seconds(List.of("Thu, 01 Jan 1970 00:00:00 GMT"), "", 5)).isZero();
    assertThat(seconds(List.of("Wed, 31 Dec 1969 23:59:59 GMT"), "", 5)).isEqualTo(-1);
  }

  @Test
  void datesHaveALargestLength() {
    String spaces = SEVEN.replace("GMT", "").stripTrailing();
    assertThat(
            seconds(List.of("Sunday, 06-Nov-94 08:49:37 GMT" + " ".repeat(40)), "", SEVEN_MILLIS))
        .isZero();
    assertThat(seconds(List.of(spaces), "", SEVEN_MILLIS)).isEqualTo(-1);
    assertThat(seconds(List.of("x".repeat(40) + ", 06-Nov-94 08:49:37 GMT"), "", SEVEN_MILLIS))
        .isZero();
    assertThat(seconds(List.of("x".repeat(41) + ", 06-Nov-94 08:49:37 GMT"), "", SEVEN_MILLIS))
        .isEqualTo(-1);
  }
}
