// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When stored requests are sent, in a time that only passes when the test says so. */
class DrainScheduleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int BYTES = 1 << 10;

  private final DrainSchedule.Entry entry = new DrainSchedule.Entry();
  private final DrainSchedule schedule = new DrainSchedule(4 << 20, () -> 0.5, 0);
  private long now;

  @BeforeEach
  void setUp() {
    schedule.add(entry, now);
  }

  private void awaitDue() {
    while (schedule.nextDue(now) == null) {
      now += schedule.nanosToNext(now);
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      awaitDue();
      schedule.onSent(BYTES, now);
      schedule.backOff(entry, -1, now);
    }
  }

  /** How long so many requests take when each of them is delivered at once. */
  private long deliver(int requests) {
    awaitDue();
    long begin = now;
    for (int i = 0; i < requests; i++) {
      awaitDue();
      schedule.onSent(BYTES, now);
      schedule.succeed(entry, now);
    }
    return now - begin;
  }

  @Test
  void withoutAFailureOnlyTheRateLimits() {
    assertThat(deliver(1001)).isBetween(SECOND / 5, SECOND / 3); // 1 MiB at 4 MiB/s
  }

  @Test
  void afterAShortOutageTheBacklogFlowsAtOnce() {
    fail(2);
    assertThat(deliver(100)).isLessThan(2 * SECOND);
  }

  @Test
  void afterALongOutageTheBacklogBeginsSlowlyAndGetsFaster() {
    fail(30);
    assertThat(deliver(10)).isGreaterThan(100 * SECOND);
    assertThat(deliver(90)).isLessThan(200 * SECOND);
    assertThat(deliver(1000)).isLessThan(SECOND);
  }

  @Test
  void aDeliveryEndsTheWaitAfterAFailureButNotTheGapAfterASuccess() {
    fail(30);
    now += SECOND / 1000; // the rate does not limit any more
    assertThat(schedule.nanosToNext(now)).isGreaterThan(10 * SECOND);
    assertThat(schedule.onDelivered(entry, now)).isTrue();
    assertThat(schedule.nanosToNext(now)).isLessThanOrEqualTo(SECOND);
    awaitDue();
    schedule.succeed(entry, now);
    assertThat(schedule.onDelivered(entry, now)).isFalse();
    assertThat(schedule.nanosToNext(now)).isGreaterThan(10 * SECOND);
  }

  @Test
  void theReceiversDelayIsTheLeast() {
    awaitDue();
    long begin = now;
    schedule.backOff(entry, 100 * SECOND, now);
    awaitDue();
    assertThat(now - begin).isEqualTo(110 * SECOND);
  }
}
