// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import dev.ringlet.testing.CountingRelay;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that is frozen and goes on; and what is left of an SDK after its close. */
class DisconnectTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final OtlpCapture receiver = OtlpCapture.start();
  private final CountingRelay relay = CountingRelay.to(receiver.endpoint());

  @AfterEach
  void close() {
    relay.close();
    receiver.close();
  }

  @Test
  void sendsAllThenHoldsNoConnectionAndConnectsAgain() {
    try (RingletSdk sdk = open()) {
      Tracer tracer = sdk.getTracer("test");
      LongCounter counter = sdk.getMeter("test").counterBuilder("done").build();
      tracer.spanBuilder("before").startSpan().end();
      counter.add(1);
      assertThat(sdk.disconnect(TIMEOUT)).isTrue();
      assertThat(receiver.traces()).hasSize(1);
      assertThat(receiver.metrics()).hasSize(1);
      assertThat(relay.accepted()).isPositive();
      Await.until("no connection is open", () -> relay.open() == 0);

      tracer.spanBuilder("after").startSpan().end();
      assertThat(sdk.flush(TIMEOUT)).isTrue();
      assertThat(receiver.traces()).hasSize(2);
      assertThat(relay.open()).isPositive();
    }
    Await.until("no connection is open", () -> relay.open() == 0);
  }

  /** What applications keep does nothing after the close, and a new SDK takes nothing over. */
  @Test
  void whatAClosedSdkHandedOutRecordsNothing() {
    RingletSdk first = open();
    Tracer tracer = first.getTracer("test");
    LongCounter counter = first.getMeter("test").counterBuilder("done").build();
    first.close();
    receiver.clear();
    try (RingletSdk second = open()) {
      tracer.spanBuilder("lost").startSpan().end();
      counter.add(1, Attributes.empty());
      second.getTracer("test").spanBuilder("kept").startSpan().end();
    }
    assertThat(receiver.traces()).hasSize(1);
    assertThat(receiver.traces().get(0).toString()).contains("kept").doesNotContain("lost");
    assertThat(receiver.metrics()).isEmpty();
  }

  private RingletSdk open() {
    return RingletSdk.builder()
        .property("otel.exporter.otlp.endpoint", relay.endpoint())
        .property("otel.bsp.schedule.delay", "60000")
        .build();
  }
}
