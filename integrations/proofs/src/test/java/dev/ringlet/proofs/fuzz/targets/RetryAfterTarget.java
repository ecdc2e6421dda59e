// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.internal.response.RetryAfter;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code Retry-After} and {@code Date}: any text, and dates that are known. */
public final class RetryAfterTarget implements FuzzTarget {
  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST = Instant.parse("1991-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS_OF_89_YEARS = 89 * 365 * 86_400L;
  private static final String[] FORMS = {
    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy"
  };

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    if (in.nextBoolean()) {
      dates(in);
      return;
    }
    long wallMillis = in.nextInt() * 1000L;
    String date = in.line();
    List<String> values = new ArrayList<>();
    while (!in.isEmpty()) {
      values.add(in.line());
    }
    long nanos = RetryAfter.nanos(values, date, wallMillis);
    assertThat(nanos).isBetween(-1L, RetryAfter.MAX_NANOS);
    if (values.size() == 1 && values.get(0).trim().matches("[0-9]+")) {
      BigInteger seconds =
          new BigInteger(values.get(0).trim())
              .min(BigInteger.valueOf(RetryAfter.MAX_NANOS / SECOND));
      assertThat(nanos).isEqualTo(seconds.longValueExact() * SECOND);
    }
  }

  private static void dates(FuzzBytes in) {
    ZonedDateTime until = time(in);
    ZonedDateTime now = in.nextBoolean() ? until.minusSeconds(in.below(10_000)) : time(in);
    String value = write(until, in.below(FORMS.length));
    String date = write(now, in.below(FORMS.length));
    boolean hasDate = in.nextBoolean();
    long expected = Math.max(0, until.toEpochSecond() - now.toEpochSecond()) * SECOND;
    long nanos =
        RetryAfter.nanos(
            List.of(value), hasDate ? date : "", (hasDate ? until : now).toEpochSecond() * 1000);
    assertThat(nanos)
        .as("%s at %s", value, date)
        .isEqualTo(Math.min(expected, RetryAfter.MAX_NANOS));
  }

  /** From 1991 to 2080, so that years of two digits are known. */
  private static ZonedDateTime time(FuzzBytes in) {
    long seconds = FIRST + Math.floorMod(in.nextInt() * 2L, SECONDS_OF_89_YEARS);
    return Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);
  }

  private static String write(ZonedDateTime time, int form) {
    return DateTimeFormatter.ofPattern(FORMS[form], Locale.ENGLISH).format(time);
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "0aaaa\n120",
        "0aaaaSun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:38 GMT\n3",
        "0aaaaSunday, 06-Nov-94 08:49:37 GMT\nSun Nov  6 08:49:37 1994",
        "1aaaabcdefghijk");
  }

  @Override
  public List<String> covered() {
    return List.of(RetryAfter.class.getName());
  }

  @Override
  public int maxBytes() {
    return 256;
  }
}
