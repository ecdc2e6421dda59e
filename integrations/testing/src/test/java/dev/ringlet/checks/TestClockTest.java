// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {
  private final TestClock clock = TestClock.create();

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.now()).isEqualTo(TestClock.START).isEqualTo(clock.now());

    clock.advance(Duration.ofMillis(1500));

    assertThat(clock.now()).isEqualTo(TestClock.START.plusMillis(1500));
    assertThat(clock.nanoTime()).isEqualTo(1_500_000_000L);
  }

  @Test
  void theTimeOfDayMovesAloneInBothDirections() {
    clock.advance(Duration.ofSeconds(7));
    Instant earlier = Instant.parse("2025-06-30T12:00:00.000000001Z");

    clock.setTime(earlier);

    assertThat(clock.now()).isEqualTo(earlier);
    assertThat(clock.nanoTime()).isEqualTo(7_000_000_000L);
    clock.advance(Duration.ofNanos(9));
    assertThat(clock.now()).isEqualTo(earlier.plusNanos(9));
  }

  @Test
  void timeDoesNotRunBackwards() {
    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duration must not be negative: PT-0.001S");
  }

  @Test
  void aChangeOfTheTimeOfDayDoesNotChangeADuration() {
    try (TestTelemetry telemetry = TestTelemetry.builder().deterministic().build()) {
      Span span = telemetry.getTracer("test").spanBuilder("work").startSpan();
      telemetry.getClock().advance(Duration.ofMillis(5));
      telemetry.getClock().setTime(TestClock.START.minusSeconds(3600));
      span.end();

      telemetry
          .assertTraces()
          .hasTraceSatisfying(
              trace ->
                  trace.hasSpanSatisfying(
                      one -> one.startsAt(TestClock.START).hasDuration(Duration.ofMillis(5))));
    }
  }
}
