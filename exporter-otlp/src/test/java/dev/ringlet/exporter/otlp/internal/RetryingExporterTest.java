// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries in a time that only passes when somebody waits. */
class RetryingExporterTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakePause pause = new FakePause();
  private final FakeExporter delegate = new FakeExporter();
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

  private final class FakeExporter implements Exporter {
    final Deque<ExportResult> results = new ArrayDeque<>();
    final List<Long> deadlines = new ArrayList<>();
    long durationNanos;

    @Override
    public ExportResult export(Payload payload) {
      deadlines.add(payload.deadlineNanos());
      assertThat(payload.offset()).isEqualTo(1);
      assertThat(payload.length()).isEqualTo(2);
      assertThat(payload.items()).isEqualTo(3);
      pause.now += durationNanos;
      return results.removeFirst();
    }

    @Override
    public void close() {}
  }

  private static ExportResult retry(long seconds) {
    return ExportResult.retry(
        FailureCause.THROTTLED, seconds < 0 ? -1 : seconds * SECOND, "after " + seconds);
  }

  private ExportResult export(long timeoutSeconds, ExportResult... results) {
    delegate.results.addAll(Arrays.asList(results));
    RetryingExporter retrying =
        new RetryingExporter(
            delegate, RetryPolicy.defaults(), timeoutSeconds * SECOND, pause, () -> random);
    Payload payload = new Payload(Signal.LOGS).set(new byte[4], 1, 2, 3, pause.now + 1000 * SECOND);
    ExportResult result = retrying.export(payload);
    assertThat(retrying.retries()).isEqualTo(delegate.deadlines.size() - 1);
    return result;
  }

  @Test
  void waitsLongerEachTimeAndReturnsTheLastAnswer() {
    ExportResult last = retry(-1);
    assertThat(export(100, retry(-1), retry(-1), retry(-1), retry(-1), last)).isSameAs(last);
    assertThat(pause.waits).containsExactly(SECOND, 1_500_000_000L, 2_250_000_000L, 3_375_000_000L);
  }

  @Test
  void neverWaitsLongerThanThePolicySays() {
    RetryPolicy policy = new RetryPolicy(6, Duration.ofSeconds(2), Duration.ofSeconds(3), 10);
    for (int i = 0; i < 6; i++) {
      delegate.results.add(retry(-1));
    }
    new RetryingExporter(delegate, policy, 100 * SECOND, pause, () -> 0.5)
        .export(new Payload(Signal.LOGS).set(new byte[4], 1, 2, 3, pause.now + 100 * SECOND));
    assertThat(pause.waits)
        .containsExactly(2 * SECOND, 3 * SECOND, 3 * SECOND, 3 * SECOND, 3 * SECOND);
  }

  @Test
  void variesItsOwnWaitsByAFifth() {
    random = 0;
    export(100, retry(-1), ExportResult.delivered());
    random = 1;
    delegate.deadlines.clear();
    export(100, retry(-1), ExportResult.delivered());
    assertThat(pause.waits).containsExactly(800_000_000L, 1_200_000_000L);
  }

  @Test
  void neverWaitsLessThanTheServerAsks() {
    random = 0;
    export(100, retry(7), retry(0), ExportResult.delivered());
    random = 1;
    delegate.deadlines.clear();
    export(100, retry(10), ExportResult.delivered());
    assertThat(pause.waits).containsExactly(7 * SECOND, 1_200_000_000L, 12 * SECOND);
  }

  @Test
  void doesNotBeginAWaitThatOutlastsTheBudget() {
    ExportResult longWait = retry(10);
    assertThat(export(10, longWait)).isSameAs(longWait);
    assertThat(pause.waits).isEmpty();
  }

  @Test
  void countsTheAttemptsTowardsTheBudget() {
    delegate.durationNanos = 4 * SECOND;
    ExportResult last = retry(-1);
    assertThat(export(10, retry(-1), last)).isSameAs(last); // 4 + 1 + 4, and 1.5 do not fit
    assertThat(pause.waits).hasSize(1);
  }

  @Test
  void passesTheEarlierDeadlineOn() {
    long start = pause.now;
    export(10, retry(-1), ExportResult.delivered());
    assertThat(delegate.deadlines).containsExactly(start + 10 * SECOND, start + 10 * SECOND);

    delegate.deadlines.clear();
    start = pause.now;
    export(5000, ExportResult.delivered());
    assertThat(delegate.deadlines).containsExactly(start + 1000 * SECOND);
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
      delegate.deadlines.clear();
      assertThat(export(100, result)).isSameAs(result);
    }
    assertThat(pause.waits).isEmpty();
  }

  @Test
  void doesNotWaitForAMissingReceiverWhenTheEndIsNear() {
    ExportResult missing = ExportResult.retry(FailureCause.UNREACHABLE, -1, "");
    RetryingExporter retrying =
        new RetryingExporter(delegate, RetryPolicy.defaults(), 100 * SECOND, pause, () -> random);
    retrying.hurry();
    Payload payload = new Payload(Signal.LOGS).set(new byte[4], 1, 2, 3, pause.now + SECOND);
    delegate.results.add(missing);
    assertThat(retrying.export(payload)).isSameAs(missing);
    payload = new Payload(Signal.LOGS).set(new byte[4], 1, 2, 3, pause.now + 100 * SECOND);
    delegate.results.addAll(List.of(retry(-1), missing));
    assertThat(retrying.export(payload)).isSameAs(missing);
    assertThat(pause.waits).hasSize(1);
  }

  @Test
  void stopsWhenClosedDuringAWait() {
    pause.ended = true;
    ExportResult first = retry(-1);
    assertThat(export(100, first)).isSameAs(first);
    assertThat(pause.waits).hasSize(1);
  }
}
