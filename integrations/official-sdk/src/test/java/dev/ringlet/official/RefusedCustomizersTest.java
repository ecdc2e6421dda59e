// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.official.sdk.AutoConfiguredOpenTelemetrySdk;
import dev.ringlet.official.sdk.AutoConfiguredOpenTelemetrySdkBuilder;
import dev.ringlet.official.sdk.OpenTelemetrySdk;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What customizers ask for and Ringlet cannot do stops the start. */
class RefusedCustomizersTest {
  private static final Clock STILL =
      new Clock() {
        @Override
        public long now() {
          return 1;
        }

        @Override
        public long nanoTime() {
          return 1;
        }
      };

  @AfterEach
  void reset() {
    GlobalOpenTelemetry.resetForTest();
  }

  private static AutoConfiguredOpenTelemetrySdkBuilder builder() {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(
            () ->
                Map.of(
                    "otel.traces.exporter", "none",
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "none"));
  }

  static Stream<UnaryOperator<AutoConfiguredOpenTelemetrySdkBuilder>> clocks() {
    return Stream.of(
        builder -> builder.addTracerProviderCustomizer((made, config) -> made.setClock(STILL)),
        builder -> builder.addMeterProviderCustomizer((made, config) -> made.setClock(STILL)),
        builder -> builder.addLoggerProviderCustomizer((made, config) -> made.setClock(STILL)));
  }

  @ParameterizedTest
  @MethodSource("clocks")
  void aClockOfOneProvider(UnaryOperator<AutoConfiguredOpenTelemetrySdkBuilder> customized) {
    assertThatThrownBy(() -> customized.apply(builder()).build())
        .isInstanceOf(ConfigException.class)
        .hasMessage("Ringlet takes no customizer for a clock of one provider");
  }

  @Test
  void theExemplarFilter() {
    assertThatThrownBy(
            () ->
                builder()
                    .addMeterProviderCustomizer(
                        (made, config) -> made.setExemplarFilter(ExemplarFilter.alwaysOn()))
                    .build())
        .isInstanceOf(ConfigException.class)
        .hasMessage("Ringlet takes no customizer for the exemplar filter of metrics");
  }

  @Test
  void aReader() {
    assertThatThrownBy(() -> builder().addMetricReaderCustomizer((reader, config) -> reader))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("addMeterProviderCustomizer");
  }

  @Test
  void whatACustomizerItselfRefusesIsAnErrorOfTheSettings() {
    assertThatThrownBy(
            () ->
                builder()
                    .addPropertiesCustomizer(
                        config -> {
                          throw new ConfigurationException("not like this");
                        })
                    .build())
        .isInstanceOf(ConfigException.class)
        .hasMessage("not like this");
  }

  @Test
  void theSecondGlobalSdkIsClosed() {
    OpenTelemetrySdk first = builder().setResultAsGlobal().build().getOpenTelemetrySdk();
    assertThat(GlobalOpenTelemetry.get().getTracerProvider()).isSameAs(first.getTracerProvider());

    assertThatThrownBy(
            () ->
                builder()
                    .addPropertiesSupplier(() -> Map.of("otel.traces.exporter", "otlp"))
                    .setResultAsGlobal()
                    .build())
        .isInstanceOf(IllegalStateException.class);
    first.close();
    Await.until(
        "all threads have ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ringlet")));
  }
}
