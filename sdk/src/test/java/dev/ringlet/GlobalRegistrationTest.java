// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.testing.LogListener;
import dev.ringlet.trace.RingletTracerProvider;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // SDKs that are only to be closed
class GlobalRegistrationTest {
  private static final Logger LOGGER = Logger.getLogger(RingletSdk.class.getName());

  private final List<String> warnings = new ArrayList<>();
  private final LogListener listener =
      new LogListener(
          line -> {
            if (line.getMessage().contains("GlobalOpenTelemetry")) {
              warnings.add(line.getMessage());
            }
          });

  @BeforeEach
  void listen() {
    GlobalOpenTelemetry.resetForTest();
    LOGGER.addHandler(listener);
    for (String signal : List.of("traces", "metrics", "logs")) {
      System.setProperty("otel." + signal + ".exporter", "none");
    }
  }

  @AfterEach
  void reset() {
    LOGGER.removeHandler(listener);
    GlobalOpenTelemetry.resetForTest();
    for (String signal : List.of("traces", "metrics", "logs")) {
      System.clearProperty("otel." + signal + ".exporter");
    }
  }

  @Test
  void installRegisters() {
    try (RingletSdk sdk = RingletSdk.install()) {
      assertThat(GlobalOpenTelemetry.getTracerProvider()).isInstanceOf(RingletTracerProvider.class);
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void anEarlierSdkStaysAndIsNamed() {
    try (RingletSdk first = RingletSdk.install();
        RingletSdk second = RingletSdk.install()) {
      assertThat(GlobalOpenTelemetry.getTracerProvider()).isSameAs(first.getTracerProvider());
      assertThat(warnings).singleElement().asString().contains("keeps an earlier RingletSdk");
    }
  }

  @Test
  void theCallerWhoWasFirstIsNamed() {
    GlobalOpenTelemetry.set(OpenTelemetrySdk.builder().build());
    try (RingletSdk sdk = RingletSdk.install()) {
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains("io.opentelemetry.sdk.OpenTelemetrySdk", "GlobalRegistrationTest");
    }
  }

  @Test
  void aNoopThatAnEarlyGetLeftBehindIsLogged() {
    assertThat(GlobalOpenTelemetry.get()).isNotNull();
    try (RingletSdk sdk = RingletSdk.install()) {
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains("no-op instance", "before RingletSdk.install()");
    }
  }

  @Test
  void aClosedSdkThatIsStillRegisteredIsLogged() {
    RingletSdk.install().close();
    try (RingletSdk sdk = RingletSdk.install()) {
      assertThat(warnings).singleElement().asString().contains("closed", "resetForTest");
    }
  }

  @Test
  void buildAndRegisterGlobalThrowsWhenThePlaceIsTaken() {
    try (RingletSdk first = RingletSdk.builder().buildAndRegisterGlobal()) {
      assertThat(GlobalOpenTelemetry.getTracerProvider()).isSameAs(first.getTracerProvider());
      assertThatThrownBy(() -> RingletSdk.builder().buildAndRegisterGlobal())
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
