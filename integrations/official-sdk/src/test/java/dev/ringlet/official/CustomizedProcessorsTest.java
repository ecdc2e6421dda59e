// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Official customizers of processors, and the exporters that they get processors of. */
class CustomizedProcessorsTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";

  private static RingletSdk.Builder builder(Map<String, String> settings, Customizers customizers) {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.shutdown.hook", "false");
    settings.forEach(builder::property);
    Config before = Config.of(settings, Map.of(), Map.of());
    customizers.apply(Services.ofThisClassPath(), builder, before);
    return builder;
  }

  @ParameterizedTest
  @CsvSource({"otlp/stdout, 1", "OTLP, 1", "None, 0", "Own, 1", "'OTLP, own', 2"})
  void exportersHaveTheNamesThatTheyHaveWithoutACustomizer(String names, int processors) {
    TestProviders.OWN.payloads().clear();
    try (OtlpCapture capture = OtlpCapture.start()) {
      List<SpanProcessor> seen = new ArrayList<>();
      Customizers customizers = new Customizers();
      customizers.addSpanProcessorCustomizer(
          (processor, config) -> {
            seen.add(processor);
            return processor;
          });
      Map<String, String> settings =
          Map.of("otel.traces.exporter", names, "otel.exporter.otlp.endpoint", capture.endpoint());
      try (RingletSdk sdk = builder(settings, customizers).build()) {
        sdk.getTracer("t").spanBuilder("span").startSpan().end();
        assertThat(sdk.flush(LONG)).isTrue();
      }
      assertThat(seen).hasSize(processors);
      assertThat(capture.traces()).hasSize(names.contains("OTLP") ? 1 : 0);
      boolean isOwn = names.toLowerCase(Locale.ROOT).contains("own");
      assertThat(TestProviders.OWN.items()).isEqualTo(isOwn ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"otlp,none", "otlp,OTLP", "unheard-of"})
  void namesAreRefusedThatAreRefusedWithoutACustomizer(String names) {
    Customizers customizers = new Customizers();
    customizers.addSpanProcessorCustomizer((processor, config) -> processor);
    Map<String, String> settings = Map.of("otel.traces.exporter", names);
    assertThatThrownBy(() -> builder(settings, customizers))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.traces.exporter");
    assertThatThrownBy(() -> builder(settings, new Customizers()).build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.traces.exporter");
  }

  @Test
  void ofSeveralSuppliersTheLastOneWins() {
    try (OtlpCapture capture = OtlpCapture.start()) {
      Map<String, String> first = Map.of(PROTOCOL, "grpc", "otel.metrics.exporter", "none");
      Map<String, String> second =
          Map.of(
              PROTOCOL,
              "http/protobuf",
              "otel.exporter.otlp.endpoint",
              capture.endpoint(),
              "otel.logs.exporter",
              "none");
      List<String> seen = new ArrayList<>();
      Customizers customizers = new Customizers();
      customizers
          .addPropertiesSupplier(() -> second)
          .addSpanProcessorCustomizer(
              (processor, config) -> {
                seen.add(config.getString(PROTOCOL));
                return processor;
              });
      RingletSdk.Builder builder =
          RingletSdk.builder()
              .property("ringlet.shutdown.hook", "false")
              .addPropertiesSupplier(() -> first);
      customizers.apply(
          Services.ofThisClassPath(), builder, Config.of(Map.of(), Map.of(), Map.of(), first));
      try (RingletSdk sdk = builder.build()) {
        sdk.getTracer("t").spanBuilder("span").startSpan().end();
        assertThat(sdk.flush(LONG)).isTrue();
      }
      assertThat(seen).containsExactly("http/protobuf");
      assertThat(capture.traces()).hasSize(1);
    }
  }
}
