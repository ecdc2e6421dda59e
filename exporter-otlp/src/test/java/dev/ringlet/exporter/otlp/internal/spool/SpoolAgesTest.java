// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpoolAgesTest {
  private static final long AGE = 800 * SECOND;
  private static final long YEARS = 365L * 86_400_000;

  private final ManualSpoolClock clock = new ManualSpoolClock();
  private final SpoolAges ages = new SpoolAges(AGE, clock);

  /** A segment whose header was written now. */
  private Segment segment(boolean own) {
    Segment segment =
        new Segment(
            1,
            new SegmentFormat.Header(
                Signal.LOGS, 1, 1, clock.bootId, clock.wallMillis, clock.nanos),
            own);
    segment.lastAppendNanos = clock.nanos;
    return segment;
  }

  @Test
  void aSegmentOfThisProcessIsAsOldAsItsLastRecord() {
    Segment segment = segment(true);
    clock.pass(100 * SECOND);
    segment.lastAppendNanos = clock.nanos;
    clock.pass(AGE);
    assertThat(ages.isExpired(segment)).isFalse();
    clock.pass(1);
    assertThat(ages.isExpired(segment)).isTrue();
  }

  /** When its last record was written is not known, but that was within an eighth of the age. */
  @Test
  void aSegmentOfAnEarlierProcessIsKeptAnEighthLonger() {
    for (Segment segment : new Segment[] {segment(false), segment(true).reopened()}) {
      ManualSpoolClock later = new ManualSpoolClock();
      SpoolAges laterAges = new SpoolAges(AGE, later);
      later.nanos = segment.header.nanoTime() + AGE + AGE / 8;
      later.wallMillis = 0; // does not matter within one boot
      assertThat(laterAges.isExpired(segment)).isFalse();
      later.nanos++;
      assertThat(laterAges.isExpired(segment)).isTrue();
    }
  }

  @Test
  void afterABootTheWallClockCounts() {
    for (long boot : new long[] {2, 0}) {
      clock.bootId = boot == 0 ? 0 : 1;
      Segment segment = segment(false);
      clock.bootId = boot;
      clock.nanos = 0;
      long begin = clock.wallMillis;
      clock.wallMillis = begin + 900_000;
      assertThat(ages.isExpired(segment)).isFalse();
      clock.wallMillis = begin + 900_001;
      assertThat(ages.isExpired(segment)).isTrue();
      clock.wallMillis = begin + 5 * YEARS;
      assertThat(ages.isExpired(segment)).isTrue();
      clock.wallMillis = begin + 5 * YEARS + 1; // more is a clock that was set wrong
      assertThat(ages.isExpired(segment)).isFalse();
      clock.wallMillis = begin - 1;
      assertThat(ages.isExpired(segment)).isFalse();
      clock.wallMillis = begin;
    }
  }

  @Test
  void aClockThatWasNeverSetMakesNoSegmentOld() {
    clock.wallMillis = SpoolAges.SANE_MILLIS - 1;
    Segment young = segment(false);
    clock.wallMillis = SpoolAges.SANE_MILLIS;
    Segment old = segment(false);
    clock.bootId = 2;
    clock.wallMillis = SpoolAges.SANE_MILLIS + 1_000_000;
    assertThat(ages.isExpired(young)).isFalse();
    assertThat(ages.isExpired(old)).isTrue();
  }

  @Test
  void aSegmentIsSealedAfterAnEighthOfTheAge() {
    Segment segment = segment(true);
    clock.pass(AGE / 8 - 1);
    assertThat(ages.isOldEnoughToSeal(segment)).isFalse();
    clock.pass(1);
    assertThat(ages.isOldEnoughToSeal(segment)).isTrue();
  }

  @Test
  void withoutALimitNothingIsOld() {
    SpoolAges unlimited = new SpoolAges(0, clock);
    Segment segment = segment(true);
    clock.pass(Long.MAX_VALUE / 4);
    assertThat(unlimited.isExpired(segment)).isFalse();
    assertThat(unlimited.isOldEnoughToSeal(segment)).isFalse();
  }

  @Test
  void theClocksOfTheSystem() {
    SpoolClock system = SpoolClock.system();
    long before = System.nanoTime();
    long now = system.nanoTime();
    assertThat(now - before).isNotNegative();
    assertThat(System.nanoTime() - now).isNotNegative();
    long wall = System.currentTimeMillis();
    assertThat(system.wallMillis()).isBetween(wall - 3_600_000, wall + 3_600_000);
    assertThat(system.bootId()).isEqualTo(SpoolClock.system().bootId());
    if (Files.isReadable(Path.of("/proc/sys/kernel/random/boot_id"))) {
      assertThat(system.bootId()).isNotZero();
    }
  }

  @Test
  void aHashIsTheBeginningOfSha256() {
    assertThat(SpoolClock.hash("")).isEqualTo(0xe3b0c44298fc1c14L);
    assertThat(SpoolClock.hash("abc")).isEqualTo(0xba7816bf8f01cfeaL);
  }
}
