// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.internal.delivery.RetrySchedule.Circumstances;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether and when a request is repeated, in a time that is an argument. */
class RetryScheduleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Circumstances USUAL = new Circumstances(false, false, 0);

  private double random = 0.5;

  private RetrySchedule schedule(int maxAttempts, long deadlineNanos) {
    RetryPolicy policy =
        new RetryPolicy(maxAttempts, Duration.ofSeconds(1), Duration.ofSeconds(5), 3);
    return new RetrySchedule(policy, () -> random, deadlineNanos);
  }

  private static ExportResult retry(long serverNanos) {
    return ExportResult.retry(FailureCause.THROTTLED, serverNanos, "");
  }

  @Test
  void countsTheAttemptsBeyondTheFirst() {
    RetrySchedule schedule = schedule(3, 1000 * SECOND);
    assertThat(schedule.retries()).isZero();
    assertThat(schedule.nanosToWait(retry(-1), USUAL, 0)).isEqualTo(SECOND);
    schedule.repeat();
    assertThat(schedule.retries()).isEqualTo(1);
    assertThat(schedule.nanosToWait(retry(-1), USUAL, 0)).isEqualTo(3 * SECOND);
    schedule.repeat();
    assertThat(schedule.retries()).isEqualTo(2);
    assertThat(schedule.nanosToWait(retry(-1), USUAL, 0)).isEqualTo(-1); // the third was the last
  }

  @Test
  void theBackoffGrowsToItsLimit() {
    RetrySchedule schedule = schedule(100, 1000 * SECOND);
    for (long seconds : new long[] {1, 3, 5, 5}) {
      assertThat(schedule.nanosToWait(retry(-1), USUAL, 0)).isEqualTo(seconds * SECOND);
      schedule.repeat();
    }
  }

  @Test
  void aWaitEndsBeforeTheDeadline() {
    RetrySchedule schedule = schedule(5, 10 * SECOND);
    assertThat(schedule.nanosToWait(retry(-1), USUAL, 9 * SECOND - 1)).isEqualTo(SECOND);
    assertThat(schedule.nanosToWait(retry(-1), USUAL, 9 * SECOND)).isEqualTo(-1);
    assertThat(schedule.nanosToWait(retry(-1), USUAL, 11 * SECOND)).isEqualTo(-1);
  }

  @Test
  void theServersDelayIsTheLeastAndVariesUpwardsOnly() {
    for (double drawn : new double[] {0, 0.5, 1}) {
      random = drawn;
      RetrySchedule schedule = schedule(5, 1000 * SECOND);
      assertThat(schedule.nanosToWait(retry(10 * SECOND), USUAL, 0))
          .isEqualTo((long) ((10 + 2 * drawn) * SECOND));
      assertThat(schedule.nanosToWait(retry(0), USUAL, 0))
          .isEqualTo((long) ((0.8 + 0.4 * drawn) * SECOND));
      assertThat(schedule.nanosToWait(retry(1), USUAL, 0)) // shorter than the own backoff
          .isEqualTo((long) ((0.8 + 0.4 * drawn) * SECOND));
    }
  }

  @ParameterizedTest
  @EnumSource(FailureCause.class)
  void someFailuresAreNotCorrectedByAWait(FailureCause cause) {
    ExportResult result = ExportResult.retry(cause, -1, "");
    boolean stands = cause == FailureCause.CERTIFICATE || cause == FailureCause.CLOSED;
    assertThat(schedule(5, 100 * SECOND).nanosToWait(result, USUAL, 0))
        .isEqualTo(stands ? -1 : SECOND);
    Circumstances closing = new Circumstances(false, true, 0);
    boolean standsWhenClosing = stands || cause == FailureCause.UNREACHABLE;
    assertThat(schedule(5, 100 * SECOND).nanosToWait(result, closing, 0))
        .isEqualTo(standsWhenClosing ? -1 : SECOND);
    assertThat(schedule(5, 100 * SECOND).nanosToWait(ExportResult.permanent(cause, ""), USUAL, 0))
        .isEqualTo(-1);
  }

  /** The spool repeats it later, so that fresh requests need not wait behind it. */
  @Test
  void aRequestThatASpoolKeepsIsRepeatedOnce() {
    RetrySchedule schedule = schedule(5, 100 * SECOND);
    assertThat(schedule.nanosToWait(retry(-1), new Circumstances(true, false, 1), 0)).isEqualTo(-1);
    Circumstances kept = new Circumstances(true, false, 0);
    assertThat(schedule.nanosToWait(retry(-1), kept, 0)).isEqualTo(SECOND);
    schedule.repeat();
    assertThat(schedule.nanosToWait(retry(-1), kept, 0)).isEqualTo(-1);
    assertThat(schedule.nanosToWait(retry(-1), new Circumstances(false, false, 7), 0))
        .isEqualTo(3 * SECOND);
  }
}
