// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.Health;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthReportTest {
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong now = new AtomicLong(-5);
  private final HealthReport report = new HealthReport(this::health, now::get);

  @Test
  void statusIsDegradedForFiveMinutesAfterLossIsSeen() {
    assertThat(report.answer().status()).isEqualTo("UP");
    dropped.set(3);
    assertThat(report.answer().status()).isEqualTo("DEGRADED");
    now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
    assertThat(report.answer().status()).isEqualTo("DEGRADED");
    now.incrementAndGet();
    assertThat(report.answer().status()).isEqualTo("UP");
    dropped.incrementAndGet();
    assertThat(report.answer().status()).isEqualTo("DEGRADED");
  }

  @Test
  void detailsCountLossesByCause() {
    dropped.set(3);
    assertThat(report.answer().details()).containsEntry("caughtErrors", 7L);
    assertThat(report.answer().details().get("traces"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("produced", 10L)
        .containsEntry("dropped", Map.of("queue_full", 3L));
  }

  private Health health() {
    Map<DropCause, Long> causes =
        dropped.get() == 0 ? Map.of() : Map.of(DropCause.QUEUE_FULL, dropped.get());
    SignalHealth traces =
        new SignalHealth(10, 10, 10 - dropped.get(), causes, 0, 0, 0, 16_384, 16_384);
    return new Health(Map.of(Signal.TRACES, traces), Map.of(), 7);
  }
}
