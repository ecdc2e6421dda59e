// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.testing.OtlpCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Official customizers of processors, and the exporters that they get processors of. */
class CustomizedProcessorsTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";

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
