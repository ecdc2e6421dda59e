// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls from code; what the API does by reflection is tested with the packaged jars. */
class InitializeTest {
  private final OtlpCapture receiver = OtlpCapture.start();

  @AfterEach
  void reset() {
    receiver.close();
    GlobalOpenTelemetry.resetForTest();
    System.clearProperty("otel.exporter.otlp.endpoint");
    System.clearProperty("otel.exporter.otlp.protocol");
  }

  @Test
  void registersWhatItReturns() {
    System.setProperty("otel.exporter.otlp.endpoint", receiver.endpoint());
    System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
    try (RingletSdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()) {
      assertThat(GlobalOpenTelemetry.get().getTracerProvider()).isSameAs(sdk.getTracerProvider());
      GlobalOpenTelemetry.getTracer("test").spanBuilder("work").startSpan().end();
    }
    assertThat(receiver.traces()).hasSize(1);
  }

  @Test
  void leavesNothingRunningIfSomethingIsRegistered() {
    GlobalOpenTelemetry.set(OpenTelemetry.noop());
    assertThatThrownBy(AutoConfiguredOpenTelemetrySdk::initialize)
        .isInstanceOf(IllegalStateException.class);
    Await.until(
        "all threads have ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ringlet")));
  }
}
