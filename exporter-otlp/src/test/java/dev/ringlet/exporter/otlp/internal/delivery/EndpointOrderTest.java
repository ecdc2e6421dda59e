// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which endpoint is tried next, without requests and in a time that the test sets. */
class EndpointOrderTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ExportResult DOWN = ExportResult.retry(FailureCause.UNREACHABLE, -1, "down");

  private long now = Long.MAX_VALUE - 45 * SECOND; // wraps in the middle of the tests
  private double random;
  private final List<CircuitBreaker> breakers = List.of(breaker(), breaker(), breaker());
  private final EndpointOrder order = new EndpointOrder(breakers, () -> now, () -> random);

  private CircuitBreaker breaker() {
    return new CircuitBreaker(() -> now, () -> 1);
  }

  private void open(int index, FailureCause cause, long seconds) {
    breakers.get(index).record(ExportResult.retry(cause, seconds * SECOND, ""));
  }

  /** The endpoints that a request tries if only {@code working} works. */
  private List<Integer> tried(int working) {
    EndpointOrder.Round round = order.begin();
    List<Integer> tried = new ArrayList<>();
    for (int index; (index = round.next()) >= 0; ) {
      tried.add(index);
      round.record(index, index == working ? ExportResult.delivered() : DOWN);
    }
    return tried;
  }

  @Test
  void eachEndpointIsTriedOnce() {
    assertThat(tried(-1)).containsExactly(0, 1, 2);
    assertThat(tried(2)).containsExactly(0, 1, 2);
    assertThat(tried(-1)).containsExactly(2, 0, 1);
    now += EndpointOrder.RETURN_NANOS;
    assertThat(tried(-1)).containsExactly(0, 1, 2);
  }

  @Test
  void aResultThatIsFinalEndsTheRound() {
    for (ExportResult last :
        List.of(
            ExportResult.delivered(),
            ExportResult.partial(1, ""),
            ExportResult.permanent(FailureCause.UNREACHABLE, ""),
            ExportResult.retry(FailureCause.CLOSED, -1, ""))) {
      EndpointOrder.Round round = order.begin();
      assertThat(round.result()).isNull();
      assertThat(round.next()).isZero();
      round.record(0, last);
      assertThat(round.next()).isEqualTo(-1);
      assertThat(round.result()).isSameAs(last);
    }
  }

  @Test
  void anEndpointWhoseBreakerIsOpenDoesNotChangeTheResult() {
    EndpointOrder.Round round = order.begin();
    round.record(round.next(), DOWN);
    round.record(round.next(), null);
    assertThat(round.result()).isSameAs(DOWN);
    assertThat(round.next()).isEqualTo(2);
  }

  @Test
  void theWayBackIsTriedLaterAndLater() {
    tried(1);
    long wait = EndpointOrder.RETURN_NANOS;
    for (int i = 0; i < 6; i++) {
      now += wait - 1;
      assertThat(tried(1)).containsExactly(1);
      now += 1;
      assertThat(tried(1)).containsExactly(0, 1);
      wait = Math.min(2 * wait, EndpointOrder.MAX_RETURN_NANOS);
    }
  }

  @Test
  void theWayBackVariesByAFifth() {
    random = 1;
    tried(1);
    now += 36 * SECOND - 1;
    assertThat(tried(1)).containsExactly(1);
    now += 1;
    assertThat(tried(1)).containsExactly(0, 1);
  }

  @Test
  void theWayBackIsNotTriedWhileNoEarlierEndpointPasses() {
    tried(2);
    open(0, FailureCause.THROTTLED, 100);
    open(1, FailureCause.THROTTLED, 60);
    now += 59 * SECOND;
    assertThat(tried(2)).containsExactly(2);
    now += SECOND;
    assertThat(tried(2)).containsExactly(0, 1, 2);
  }

  @Test
  void manyRequestsWithTheSameFailureMoveOnce() {
    EndpointOrder.Round first = order.begin();
    EndpointOrder.Round second = order.begin();
    first.record(1, ExportResult.delivered());
    second.record(2, ExportResult.delivered());
    assertThat(tried(1)).containsExactly(1);
  }

  @Test
  void aSuccessAtAnEarlierEndpointMovesBack() {
    tried(2);
    now += EndpointOrder.RETURN_NANOS;
    assertThat(tried(1)).containsExactly(0, 1);
    assertThat(tried(1)).containsExactly(1);
    assertThat(tried(2)).containsExactly(1, 2);
  }

  @Test
  void theTimeIsSharedByTheEndpointsThatMayStillBeTried() {
    EndpointOrder.Round round = order.begin();
    round.next();
    assertThat(round.deadlineNanos(now, now + 12 * SECOND)).isEqualTo(now + 4 * SECOND);
    open(1, FailureCause.THROTTLED, 100);
    assertThat(round.deadlineNanos(now, now + 12 * SECOND)).isEqualTo(now + 6 * SECOND);
    round.record(0, DOWN);
    round.next();
    round.record(1, null);
    round.next();
    assertThat(round.deadlineNanos(now, now + 12 * SECOND)).isEqualTo(now + 12 * SECOND);
  }

  @Test
  void onTheWayBackNoEndpointHasTwoShares() {
    tried(1);
    now += EndpointOrder.RETURN_NANOS;
    EndpointOrder.Round round = order.begin();
    assertThat(round.next()).isZero();
    assertThat(round.deadlineNanos(now, now + 12 * SECOND)).isEqualTo(now + 4 * SECOND);
  }

  @Test
  void aRefusalNamesTheEndpointThatIsTriedFirst() {
    assertThat(order.nanosToWait()).isZero();
    open(0, FailureCause.TIMEOUT, 50);
    open(1, FailureCause.SERVER_ERROR, 40);
    assertThat(order.nanosToWait()).isZero();
    open(2, FailureCause.UNREACHABLE, 45);
    assertThat(order.nanosToWait()).isEqualTo(40 * SECOND);
    ExportResult refusal = order.refusal();
    assertThat(refusal.kind()).isEqualTo(ExportResult.Kind.RETRY);
    assertThat(refusal.cause()).isEqualTo(FailureCause.SERVER_ERROR);
    assertThat(refusal.retryAfterNanos()).isEqualTo(40 * SECOND);
    assertThat(refusal.message()).startsWith("not sent: ");
    breakers.get(1).record(ExportResult.retry(FailureCause.TIMEOUT, 50 * SECOND, ""));
    assertThat(order.refusal().cause()).isEqualTo(FailureCause.UNREACHABLE);
  }

  @Test
  void aRefusalWithoutAFailureIsAboutTheLoad() {
    assertThat(order.refusal().cause()).isEqualTo(FailureCause.THROTTLED);
  }
}
