// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.testing.CapturingExporter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries in a time that only passes while the route waits. */
class RouteRetryTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakePause pause = new FakePause();
  private final CapturingExporter delegate = new CapturingExporter(this::answer);
  private final Deque<ExportResult> results = new ArrayDeque<>();
  private long durationNanos;
  private double random = 0.5;

  private final class FakePause extends Pause {
    long now = Long.MAX_VALUE - 3 * SECOND; // wraps in the middle of the tests
    boolean ended;
    final List<Long> waits = new ArrayList<>();

    @Override
    long nanoTime() {
      return now;
    }

    @Override
    public boolean await(long nanos) {
      waits.add(nanos);
      now += nanos;
      return !ended;
    }
  }

  private ExportResult answer(Payload payload) {
    assertThat(payload.offset()).isEqualTo(1);
    assertThat(payload.length()).isEqualTo(2);
    assertThat(payload.items()).isEqualTo(3);
    pause.now += durationNanos;
    return results.removeFirst();
  }

  private List<Long> deadlines() {
    return delegate.payloads().stream().map(Payload::deadlineNanos).toList();
  }

  private static ExportResult retry(long seconds) {
    return ExportResult.retry(
        FailureCause.THROTTLED, seconds < 0 ? -1 : seconds * SECOND, "after " + seconds);
  }

  private Route route(RetryPolicy policy, long timeoutSeconds) {
    Destination destination =
        new Destination(
            Signal.LOGS,
            Endpoint.parse("http://collector:4318/"),
            Protocol.HTTP_PROTOBUF,
            delegate);
    return new Route(
        new Route.Settings(Signal.LOGS, policy, timeoutSeconds * SECOND, 1 << 20),
        List.of(destination),
        null,
        pause,
        () -> random);
  }

  private static Payload payload(long deadlineNanos) {
    return new Payload(Signal.LOGS, new byte[4], 1, 2, 3, deadlineNanos);
  }

  private void export(long timeoutSeconds, ExportResult... results) {
    this.results.addAll(Arrays.asList(results));
    Route route = route(RetryPolicy.getDefault(), timeoutSeconds);
    DeliveryReport report = route.deliver(payload(pause.now + 1000 * SECOND));
    assertThat(report.retries()).isEqualTo(delegate.payloads().size() - 1);
    assertThat(this.results).isEmpty();
    ExportResult last = results[results.length - 1];
    assertThat(report.failure()).isEqualTo(last.isSuccess() ? FailureCause.NONE : last.cause());
  }

  @Test
  void waitsLongerEachTimeAndReturnsTheLastAnswer() {
    export(100, retry(-1), retry(-1), retry(-1), retry(-1), retry(-1));
    assertThat(pause.waits).containsExactly(SECOND, 1_500_000_000L, 2_250_000_000L, 3_375_000_000L);
  }

  @Test
  void neverWaitsLongerThanThePolicySays() {
    RetryPolicy policy = new RetryPolicy(6, Duration.ofSeconds(2), Duration.ofSeconds(3), 10);
    for (int i = 0; i < 6; i++) {
      results.add(retry(-1));
    }
    route(policy, 100).deliver(payload(pause.now + 100 * SECOND));
    assertThat(pause.waits)
        .containsExactly(2 * SECOND, 3 * SECOND, 3 * SECOND, 3 * SECOND, 3 * SECOND);
  }

  @Test
  void variesItsOwnWaitsByAFifth() {
    random = 0;
    export(100, retry(-1), ExportResult.delivered());
    random = 1;
    delegate.payloads().clear();
    export(100, retry(-1), ExportResult.delivered());
    assertThat(pause.waits).containsExactly(800_000_000L, 1_200_000_000L);
  }

  @Test
  void neverWaitsLessThanTheServerAsks() {
    random = 0;
    export(100, retry(7), retry(0), ExportResult.delivered());
    random = 1;
    delegate.payloads().clear();
    export(100, retry(10), ExportResult.delivered());
    assertThat(pause.waits).containsExactly(7 * SECOND, 1_200_000_000L, 12 * SECOND);
  }

  @Test
  void doesNotBeginAWaitThatOutlastsTheBudget() {
    export(10, retry(10));
    assertThat(pause.waits).isEmpty();
  }

  @Test
  void countsTheAttemptsTowardsTheBudget() {
    durationNanos = 4 * SECOND;
    export(10, retry(-1), retry(-1)); // 4 + 1 + 4, and 1.5 do not fit
    assertThat(pause.waits).hasSize(1);
  }

  @Test
  void passesTheEarlierDeadlineOn() {
    long start = pause.now;
    export(10, retry(-1), ExportResult.delivered());
    assertThat(deadlines()).containsExactly(start + 10 * SECOND, start + 10 * SECOND);

    delegate.payloads().clear();
    start = pause.now;
    export(5000, ExportResult.delivered());
    assertThat(deadlines()).containsExactly(start + 1000 * SECOND);
  }

  @Test
  void repeatsNothingElse() {
    for (ExportResult result :
        List.of(
            ExportResult.delivered(),
            ExportResult.partial(1, ""),
            ExportResult.stored(),
            ExportResult.permanent(FailureCause.BAD_DATA, ""),
            ExportResult.retry(FailureCause.CERTIFICATE, -1, ""),
            ExportResult.retry(FailureCause.CLOSED, -1, ""))) {
      delegate.payloads().clear();
      export(100, result);
    }
    assertThat(pause.waits).isEmpty();
  }

  @Test
  void doesNotWaitForAMissingReceiverWhenTheEndIsNear() {
    ExportResult missing = ExportResult.retry(FailureCause.UNREACHABLE, -1, "");
    Route route = route(RetryPolicy.getDefault(), 100);
    route.closeBy(pause.now + 1000 * SECOND);
    results.add(missing);
    assertThat(route.export(payload(pause.now + SECOND))).isSameAs(missing);
    results.addAll(List.of(retry(-1), missing));
    assertThat(route.export(payload(pause.now + 100 * SECOND))).isSameAs(missing);
    assertThat(pause.waits).hasSize(1);
  }

  @Test
  void stopsWhenClosedDuringAWait() {
    pause.ended = true;
    export(100, retry(-1));
    assertThat(pause.waits).hasSize(1);
  }
}
