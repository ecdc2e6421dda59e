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

  private double random = 0.5;
  private final DrainSchedule.Entry entry = new DrainSchedule.Entry();
  private final DrainSchedule schedule = new DrainSchedule(4 << 20, () -> random, 0);
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

  /** How long the queue has to wait, which is then over. */
  private long waitOf(DrainSchedule.Entry one) {
    long begin = now;
    while (schedule.nextDue(now) != one) {
      long wait = schedule.nanosToNext(now);
      assertThat(wait).isPositive();
      assertThat(schedule.nextDue(now + wait - 1)).isNull();
      now += wait;
    }
    return now - begin;
  }

  @Test
  void aNewQueueBeginsWithinASecond() {
    assertThat(schedule.nextDue(SECOND / 2 - 1)).isNull();
    assertThat(schedule.nanosToNext(SECOND / 2 - 1)).isEqualTo(1);
    assertThat(schedule.nextDue(SECOND / 2)).isSameAs(entry);
    assertThat(schedule.nanosToNext(SECOND)).isZero();
  }

  @Test
  void theRateLimitsByTheBytesThatWereSent() {
    awaitDue();
    schedule.onSent(1 << 20, now);
    schedule.onSent(2 << 20, now);
    assertThat(schedule.nextDue(now + 3 * SECOND / 4 - 1)).isNull();
    assertThat(schedule.nanosToNext(now)).isEqualTo(3 * SECOND / 4);
    now += 3 * SECOND / 4;
    assertThat(schedule.nextDue(now)).isSameAs(entry);
    now += 100 * SECOND; // time without requests is not saved up
    schedule.onSent(4 << 20, now);
    assertThat(schedule.nanosToNext(now)).isEqualTo(SECOND);
  }

  @Test
  void queuesTakeTurns() {
    DrainSchedule.Entry second = new DrainSchedule.Entry();
    DrainSchedule.Entry third = new DrainSchedule.Entry();
    schedule.add(second, now);
    schedule.add(third, now);
    now += SECOND;
    assertThat(schedule.nextDue(now)).isSameAs(entry);
    assertThat(schedule.nextDue(now)).isSameAs(second);
    assertThat(schedule.nextDue(now)).isSameAs(third);
    assertThat(schedule.nextDue(now)).isSameAs(entry);
    schedule.backOff(second, -1, now);
    assertThat(schedule.nextDue(now)).isSameAs(third);
    assertThat(schedule.nextDue(now)).isSameAs(entry);
    schedule.remove(entry);
    schedule.remove(third);
    assertThat(schedule.nextDue(now)).isNull();
    now += 300 * SECOND;
    assertThat(schedule.nextDue(now)).isSameAs(second);
  }

  @Test
  void anEmptyOrPausedQueueIsNotDue() {
    now += SECOND;
    entry.backlog = false;
    assertThat(schedule.nextDue(now)).isNull();
    assertThat(schedule.nanosToNext(now)).isEqualTo(60 * SECOND);
    entry.backlog = true;
    schedule.setPaused(entry, true);
    assertThat(schedule.nextDue(now)).isNull();
    assertThat(schedule.nanosToNext(now)).isEqualTo(60 * SECOND);
    schedule.setPaused(entry, false);
    assertThat(schedule.nextDue(now)).isSameAs(entry);
  }

  /** The time may have jumped while the machine was frozen. */
  @Test
  void aResumedQueueContinuesWithinASecondInAnyTime() {
    fail(30);
    schedule.onSent(40 << 20, now);
    schedule.setPaused(entry, true);
    now -= 1000 * SECOND;
    schedule.resume(entry, now);
    assertThat(waitOf(entry)).isEqualTo(SECOND / 2);
  }

  @Test
  void aStoredRequestOfAnEmptyQueueWaitsHalfASecondToASecond() {
    for (double drawn : new double[] {0, 0.5, 1}) {
      now += 10 * SECOND;
      random = drawn;
      entry.backlog = false;
      schedule.onStored(entry, now);
      assertThat(entry.backlog).isTrue();
      assertThat(waitOf(entry)).isEqualTo((long) (SECOND / 2 * (1 + drawn)));
    }
  }

  @Test
  void eachFailureDoublesTheLongestWaitUpToFiveMinutes() {
    awaitDue();
    random = 1;
    for (long seconds : new long[] {2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      schedule.backOff(entry, -1, now);
      assertThat(waitOf(entry)).isEqualTo(seconds * SECOND);
    }
    random = 0;
    schedule.backOff(entry, 0, now); // no wait is requested
    assertThat(waitOf(entry)).isEqualTo(SECOND / 2);
    schedule.succeed(entry, now);
    random = 1;
    schedule.backOff(entry, -1, now);
    assertThat(waitOf(entry)).isEqualTo(2 * SECOND);
    schedule.backOff(entry, 5 * SECOND, now); // more than its own four
    assertThat(waitOf(entry)).isEqualTo(6 * SECOND);
  }

  @Test
  void theGapIsFromASixteenthOfASecondToHalfAMinute() {
    random = 1;
    awaitDue();
    schedule.backOff(entry, -1, now);
    awaitDue();
    schedule.succeed(entry, now);
    assertThat(waitOf(entry)).isEqualTo(2 * (long) (SECOND / 16 * 0.9));
    fail(30);
    awaitDue();
    schedule.succeed(entry, now);
    assertThat(waitOf(entry)).isEqualTo(2 * 27 * SECOND);
    schedule.succeed(entry, now);
    assertThat(waitOf(entry)).isEqualTo((long) (2 * 27 * 0.9 * SECOND));
  }

  @Test
  void aDeliveryShortensOnlyALongerWaitAfterAFailure() {
    assertThat(schedule.onDelivered(entry, now)).isFalse(); // nothing has failed
    awaitDue();
    random = 0;
    schedule.backOff(entry, -1, now);
    random = 0.5;
    assertThat(schedule.onDelivered(entry, now)).isFalse(); // not longer than it would be
    random = 0.4;
    assertThat(schedule.onDelivered(entry, now)).isTrue();
    assertThat(waitOf(entry)).isEqualTo(2 * SECOND / 5);
  }

  @Test
  void anEndpointThatLetsNothingThroughIsAwaitedUntilADelivery() {
    awaitDue();
    schedule.await(entry, 80 * SECOND, now);
    assertThat(schedule.nanosToNext(now)).isEqualTo(60 * SECOND); // looks at least so often
    assertThat(waitOf(entry)).isEqualTo(90 * SECOND);
    schedule.await(entry, 80 * SECOND, now);
    assertThat(schedule.onDelivered(entry, now)).isTrue();
    assertThat(waitOf(entry)).isEqualTo(SECOND / 2);
  }

  @Test
  void aDiskThatDoesNotWorkIsAskedAgainInAMinute() {
    awaitDue();
    entry.backlog = false;
    schedule.awaitDisk(entry, now);
    assertThat(entry.backlog).isTrue();
    assertThat(waitOf(entry)).isEqualTo(60 * SECOND);
  }
}
