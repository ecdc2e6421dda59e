// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The breaker in a time that only passes when the test says so. */
class CircuitBreakerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ExportResult LOST = ExportResult.retry(FailureCause.CONNECTION_LOST, -1, "");
  private static final ExportResult DENIED =
      ExportResult.permanent(FailureCause.NOT_AUTHORIZED, "");

  private long now = Long.MAX_VALUE - 2 * SECOND; // wraps in the middle of the tests
  private double random = 1;
  private final CircuitBreaker breaker = new CircuitBreaker(() -> now, () -> random);

  private void settle(int times, ExportResult result) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.tryPass()).isTrue();
      breaker.record(result);
    }
  }

  @Test
  void opensAfterFiveFailuresInARow() {
    settle(4, LOST);
    settle(1, ExportResult.delivered());
    settle(4, LOST);
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    settle(1, LOST);
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(breaker.lastFailure()).isEqualTo(FailureCause.CONNECTION_LOST);
    assertThat(breaker.tryPass()).isFalse();
  }

  @Test
  void letsOneTryWhenItsTimeIsOver() {
    settle(5, LOST);
    assertThat(breaker.nanosToWait()).isEqualTo(2 * SECOND);
    now += 2 * SECOND - 1;
    assertThat(breaker.tryPass()).isFalse();
    now += 1;
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isFalse();
    breaker.record(ExportResult.delivered());
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(breaker.lastFailure()).isEqualTo(FailureCause.NONE);
  }

  @Test
  void staysOpenTwiceAsLongEachTimeUpToALimit() {
    settle(5, LOST);
    long[] expected = {2, 4, 8, 16, 30, 30};
    for (long seconds : expected) {
      assertThat(breaker.nanosToWait()).isEqualTo(seconds * SECOND);
      now += seconds * SECOND;
      settle(1, LOST);
    }
    now += 30 * SECOND;
    settle(1, ExportResult.delivered());
    settle(5, LOST);
    assertThat(breaker.nanosToWait()).isEqualTo(2 * SECOND);
  }

  @Test
  void drawsItsTimeFromHalfASecondUpwards() {
    random = 0;
    settle(5, LOST);
    assertThat(breaker.nanosToWait()).isEqualTo(SECOND / 2);
  }

  @Test
  void opensAtOnceForWhatAPersonMustMend() {
    for (FailureCause cause :
        new FailureCause[] {
          FailureCause.NOT_AUTHORIZED,
          FailureCause.WRONG_ENDPOINT,
          FailureCause.CERTIFICATE,
          FailureCause.BAD_RESPONSE
        }) {
      CircuitBreaker fresh = new CircuitBreaker(() -> now, () -> random);
      assertThat(fresh.tryPass()).isTrue();
      fresh.record(ExportResult.permanent(cause, ""));
      assertThat(fresh.state()).isEqualTo(CircuitBreaker.State.OPEN);
    }
    settle(1, DENIED);
    for (int i = 0; i < 12; i++) {
      now += breaker.nanosToWait();
      settle(1, DENIED);
    }
    assertThat(breaker.nanosToWait()).isEqualTo(300 * SECOND);
  }

  @Test
  void staysOpenAsLongAsTheReceiverAsks() {
    settle(1, ExportResult.retry(FailureCause.THROTTLED, 77 * SECOND, ""));
    assertThat(breaker.nanosToWait()).isEqualTo(77 * SECOND);
    now += 76 * SECOND;
    assertThat(breaker.tryPass()).isFalse();
    now += SECOND;
    assertThat(breaker.tryPass()).isTrue();
  }

  @Test
  void aLateAnswerMayAskForMoreAndNeverForLess() {
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isTrue();
    settle(1, ExportResult.retry(FailureCause.THROTTLED, 10 * SECOND, ""));
    breaker.record(ExportResult.retry(FailureCause.THROTTLED, 5 * SECOND, ""));
    assertThat(breaker.nanosToWait()).isEqualTo(10 * SECOND);
    breaker.record(ExportResult.retry(FailureCause.THROTTLED, 20 * SECOND, ""));
    assertThat(breaker.nanosToWait()).isEqualTo(20 * SECOND);
  }

  @Test
  void dataThatIsRefusedSaysNothingAgainstTheEndpoint() {
    settle(4, LOST);
    settle(20, ExportResult.permanent(FailureCause.BAD_DATA, ""));
    settle(20, ExportResult.permanent(FailureCause.TOO_LARGE, ""));
    settle(20, ExportResult.partial(3, ""));
    settle(4, LOST);
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void aServerErrorCountsThoughItsRequestIsNotRepeated() {
    settle(5, ExportResult.permanent(FailureCause.SERVER_ERROR, ""));
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void aTryThatWasCutShortGivesWayToTheNext() {
    settle(5, LOST);
    now += 2 * SECOND;
    settle(1, ExportResult.retry(FailureCause.CLOSED, -1, ""));
    settle(1, ExportResult.permanent(FailureCause.INTERNAL, ""));
    settle(1, ExportResult.delivered());
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void aTryWhoseResultCannotBeRecordedGivesWayToTheNext() {
    boolean[] broken = {false};
    CircuitBreaker fragile =
        new CircuitBreaker(
            () -> now,
            () -> {
              if (broken[0]) {
                throw new OutOfMemoryError("for the test");
              }
              return 1;
            });
    fragile.tryPass();
    fragile.record(DENIED);
    now += fragile.nanosToWait();
    assertThat(fragile.tryPass()).isTrue();
    broken[0] = true;
    assertThatThrownBy(() -> fragile.record(LOST)).isInstanceOf(OutOfMemoryError.class);
    broken[0] = false;
    assertThat(fragile.tryPass()).isTrue();
    fragile.record(ExportResult.delivered());
    assertThat(fragile.state()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void saysHowLongNothingPasses() {
    assertThat(breaker.nanosToWait()).isZero();
    settle(5, LOST);
    now += 5 * SECOND;
    assertThat(breaker.nanosToWait()).isZero(); // one may try
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    assertThat(breaker.nanosToWait()).isEqualTo(SECOND / 2); // until its result is known
  }

  @Test
  void theOpenTimeIsDrawnBetweenTheShortestAndTheLongest() {
    random = 0.5;
    settle(5, LOST);
    assertThat(breaker.nanosToWait()).isEqualTo(SECOND / 2 + 3 * SECOND / 4);
  }

  @Test
  void aLateSuccessClosesAndALateFailureChangesNothing() {
    settle(5, LOST);
    now += SECOND;
    breaker.record(DENIED);
    assertThat(breaker.nanosToWait()).isEqualTo(SECOND);
    assertThat(breaker.lastFailure()).isEqualTo(FailureCause.NOT_AUTHORIZED);
    breaker.record(ExportResult.retry(FailureCause.CLOSED, -1, ""));
    breaker.record(ExportResult.retry(FailureCause.THROTTLED, SECOND, "")); // that is the end
    assertThat(breaker.nanosToWait()).isEqualTo(SECOND);
    breaker.record(ExportResult.delivered());
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(breaker.nanosToWait()).isZero();
  }

  @Test
  void aRequestThatWasCutShortIsIgnored() {
    settle(4, LOST);
    settle(1, ExportResult.retry(FailureCause.CLOSED, -1, ""));
    settle(1, ExportResult.permanent(FailureCause.INTERNAL, ""));
    assertThat(breaker.lastFailure()).isEqualTo(FailureCause.CONNECTION_LOST);
    settle(1, LOST);
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void aSupplierOfCredentialsThatFailsIsNoMisconfiguration() {
    settle(4, ExportResult.retry(FailureCause.NOT_AUTHORIZED, -1, ""));
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    settle(1, ExportResult.retry(FailureCause.NOT_AUTHORIZED, -1, ""));
    assertThat(breaker.nanosToWait()).isEqualTo(2 * SECOND);
  }

  @Test
  void aRequestedTimeIsNoOpeningInARow() {
    settle(1, ExportResult.retry(FailureCause.THROTTLED, 10 * SECOND, ""));
    now += 10 * SECOND;
    settle(1, LOST); // one failure is enough for a breaker that is half open
    assertThat(breaker.nanosToWait()).isEqualTo(2 * SECOND);
    now += 2 * SECOND;
    settle(1, ExportResult.retry(FailureCause.THROTTLED, 0, "")); // no time is requested
    assertThat(breaker.nanosToWait()).isEqualTo(4 * SECOND);
  }

  @Test
  void retriesAfterAnyFailure() {
    Random draw = new Random(42);
    ExportResult[] results = {
      LOST,
      DENIED,
      ExportResult.delivered(),
      ExportResult.permanent(FailureCause.BAD_DATA, ""),
      ExportResult.retry(FailureCause.CLOSED, -1, ""),
      ExportResult.retry(FailureCause.THROTTLED, 3600 * SECOND, "")
    };
    int underWay = 0;
    for (int i = 0; i < 100_000; i++) {
      random = draw.nextDouble();
      if (draw.nextBoolean() && breaker.tryPass()) {
        underWay++;
      } else if (underWay > 0) {
        underWay--;
        breaker.record(results[draw.nextInt(results.length)]);
      }
      if (underWay == 0) {
        assertThat(breaker.nanosToWait()).isBetween(0L, 3600 * SECOND);
        now += breaker.nanosToWait();
        assertThat(breaker.tryPass()).as("step %s", i).isTrue();
        underWay++;
      }
    }
  }
}
