// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.export.FailureCause.CONNECTION_LOST;
import static dev.ringlet.export.FailureCause.SERVER_ERROR;
import static dev.ringlet.export.FailureCause.THROTTLED;
import static dev.ringlet.export.FailureCause.TIMEOUT;
import static dev.ringlet.export.FailureCause.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.FailureCause;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When stored requests are sent, in a time that only passes when the test says so. */
class DrainScheduleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int BYTES = 1 << 10;

  private double random = 0.5;
  private DoubleSupplier draw = () -> random;
  private final DrainSchedule.Entry entry = new DrainSchedule.Entry();
  private final DrainSchedule schedule = new DrainSchedule(4 << 20, () -> draw.getAsDouble(), 0);
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
      schedule.backOff(entry, UNREACHABLE, -1, now);
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

  /**
   * How long a backlog takes, in times in which the process makes as many fresh requests. Every
   * attempt fails with a probability; a fresh request that fails twice is stored.
   *
   * @return the times, or the limit
   */
  private double timesToDrain(
      int backlog, long intervalNanos, double failing, FailureCause cause, int limit) {
    Random attempts = new Random(20261130);
    long begin = now;
    long nextFresh = now + intervalNanos;
    for (int stored = backlog; stored > 0; ) {
      if (now - begin > (long) limit * backlog * intervalNanos) {
        return limit;
      }
      boolean due = schedule.nextDue(now) != null;
      long next = due ? now : now + schedule.nanosToNext(now);
      if (nextFresh - next <= 0) {
        now = nextFresh;
        nextFresh += intervalNanos;
        if (attempts.nextDouble() < failing && attempts.nextDouble() < failing) {
          stored++;
          schedule.onStored(entry, now);
        } else {
          schedule.onDelivered(entry, now);
        }
      } else if (!due) {
        now = next;
      } else {
        schedule.onSent(BYTES, now);
        if (attempts.nextDouble() < failing) {
          schedule.backOff(entry, cause, -1, now);
        } else {
          stored--;
          schedule.succeed(entry, now);
        }
      }
    }
    return (double) (now - begin) / backlog / intervalNanos;
  }

  /** The backlog of 1,000 requests, after an outage in which each attempt failed. */
  @ParameterizedTest
  @CsvSource({
    "CONNECTION_LOST, 0.2, 300, 2",
    "CONNECTION_LOST, 0.2, 5000, 2",
    "CONNECTION_LOST, 0.35, 300, 4",
    "CONNECTION_LOST, 0.35, 5000, 4",
    "CONNECTION_LOST, 0.5, 300, 12",
    "CONNECTION_LOST, 0.5, 5000, 12",
    "THROTTLED, 0.2, 300, 8",
    "THROTTLED, 0.2, 5000, 8",
    "THROTTLED, 0.35, 300, 20",
    "THROTTLED, 0.35, 5000, 20"
  })
  void whereRequestsFailAtRandomMoreIsSentThanStored(
      FailureCause cause, double failing, long intervalMillis, int times) {
    Random drawn = new Random(20261130);
    draw = drawn::nextDouble;
    fail(30);
    assertThat(timesToDrain(1000, intervalMillis * 1_000_000, failing, cause, 100))
        .isLessThan(times);
  }

  private void store(int requests, long intervalNanos) {
    for (int i = 0; i < requests; i++) {
      now += intervalNanos;
      schedule.onStored(entry, now);
    }
  }

  /** The gap after a failure, by the longest wait after the success that follows. */
  private long gapAfter(FailureCause cause) {
    awaitDue();
    schedule.backOff(entry, cause, -1, now);
    awaitDue();
    random = 1;
    schedule.succeed(entry, now);
    return Math.round(waitOf(entry) / 0.9 / 2 / SECOND);
  }

  @Test
  void theGapIsNotLongerThanTheTimeBetweenTwoFreshRequests() {
    fail(30);
    store(100, 2 * SECOND);
    for (int i = 0; i < 30; i++) {
      awaitDue();
      schedule.succeed(entry, now);
    }
    for (FailureCause cause : new FailureCause[] {UNREACHABLE, CONNECTION_LOST}) {
      fail(30);
      assertThat(gapAfter(cause)).as("%s", cause).isEqualTo(2);
    }
  }

  @Test
  void whereTheReceiverMayBeOverloadedTheGapIsFourTimesAsLong() {
    store(100, 2 * SECOND);
    for (FailureCause cause : new FailureCause[] {THROTTLED, TIMEOUT, SERVER_ERROR}) {
      for (int i = 0; i < 10; i++) {
        schedule.backOff(entry, cause, -1, now);
      }
      assertThat(gapAfter(cause)).as("%s", cause).isEqualTo(8);
    }
    assertThat(gapAfter(UNREACHABLE)).isEqualTo(7); // neither longer nor cut
    store(100, 60 * SECOND);
    for (int i = 0; i < 10; i++) {
      schedule.backOff(entry, THROTTLED, -1, now);
    }
    assertThat(gapAfter(THROTTLED)).isEqualTo(30);
  }

  @Test
  void aLongPauseOfTheApplicationIsSoonForgotten() {
    store(100, SECOND);
    now += 36_000 * SECOND;
    store(40, SECOND);
    fail(30);
    assertThat(gapAfter(UNREACHABLE)).isEqualTo(1);
  }

  @Test
  void onlyTheFirstStoredRequestChangesWhenTheNextIsSent() {
    entry.backlog = false;
    assertThat(schedule.onStored(entry, now)).isTrue();
    long wait = schedule.nanosToNext(now);
    assertThat(schedule.onStored(entry, now)).isFalse();
    assertThat(schedule.nanosToNext(now)).isEqualTo(wait);
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
    schedule.backOff(entry, UNREACHABLE, 100 * SECOND, now);
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
    schedule.backOff(second, UNREACHABLE, -1, now);
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
      schedule.backOff(entry, UNREACHABLE, -1, now);
      assertThat(waitOf(entry)).isEqualTo(seconds * SECOND);
    }
    random = 0;
    schedule.backOff(entry, UNREACHABLE, 0, now); // no wait is requested
    assertThat(waitOf(entry)).isEqualTo(SECOND / 2);
    schedule.succeed(entry, now);
    random = 1;
    schedule.backOff(entry, UNREACHABLE, -1, now);
    assertThat(waitOf(entry)).isEqualTo(2 * SECOND);
    schedule.backOff(entry, UNREACHABLE, 5 * SECOND, now); // more than its own four
    assertThat(waitOf(entry)).isEqualTo(6 * SECOND);
  }

  @Test
  void theGapIsFromASixteenthOfASecondToHalfAMinute() {
    random = 1;
    awaitDue();
    schedule.backOff(entry, UNREACHABLE, -1, now);
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
    schedule.backOff(entry, UNREACHABLE, -1, now);
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
