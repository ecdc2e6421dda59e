// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Components of the official SDK on the class path are found by their names, and the reverse. */
class OfficialComponentsTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @BeforeEach
  void forget() {
    TestProviders.SPANS.clear();
    TestProviders.LOGS.clear();
    TestProviders.METRICS.clear();
  }

  private static RingletSdk ringlet(Map<String, String> settings) {
    return builder(settings).build();
  }

  private static RingletSdk.Builder builder(Map<String, String> settings) {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.shutdown.hook", "false");
    settings.forEach(builder::property);
    return builder;
  }

  private static void useAll(OpenTelemetry sdk) {
    sdk.getTracer("t").spanBuilder("span").setAttribute("k", "0123456789").startSpan().end();
    sdk.getMeter("m").counterBuilder("count").build().add(1);
    sdk.getLogsBridge().get("l").logRecordBuilder().setBody("log").emit();
  }

  @Test
  void exportersOfAllSignals() {
    try (RingletSdk sdk =
        ringlet(
            Map.of(
                "otel.traces.exporter", "Memory",
                "otel.metrics.exporter", "Memory",
                "otel.logs.exporter", "Memory"))) {
      useAll(sdk);
      assertThat(sdk.flush(LONG)).isTrue();
    }
    assertThat(TestProviders.SPANS).singleElement().matches(span -> span.getName().equals("span"));
    assertThat(TestProviders.LOGS)
        .singleElement()
        .matches(log -> log.getBodyValue().asString().equals("log"));
    assertThat(TestProviders.METRICS)
        .singleElement()
        .matches(
            metric ->
                metric.getLongSumData().getAggregationTemporality()
                    == AggregationTemporality.DELTA);
  }

  @Test
  void aReaderASamplerAndAPropagator() {
    try (RingletSdk sdk =
        ringlet(
            Map.of(
                "otel.traces.exporter", "Memory",
                "otel.traces.sampler", "no-spans",
                "otel.metrics.exporter", "pulled",
                "otel.propagators", "header",
                "test.header", "x-set"))) {
      useAll(sdk);
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(TestProviders.READER.collect())
          .singleElement()
          .matches(metric -> metric.getName().equals("count"));
      assertThat(sdk.getPropagators().getTextMapPropagator().fields()).containsExactly("x-set");
    }
    assertThat(TestProviders.SPANS).isEmpty();
  }

  @Test
  void resourceProvidersAndCustomizersWhenASettingAsksForThem() {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.traces.exporter", "Memory");
    settings.put("otel.resource.attributes", "unwanted=1,kept=2");
    settings.put("otel.service.name", "named");
    for (boolean asked : new boolean[] {false, true}) {
      TestProviders.SPANS.clear();
      if (asked) {
        settings.put("ringlet.customizers", "official");
      }
      try (RingletSdk sdk = ringlet(settings)) {
        useAll(sdk);
        assertThat(sdk.flush(LONG)).isTrue();
      }
      Resource resource = TestProviders.SPANS.get(0).getResource();
      assertThat(resource.getAttribute(stringKey("service.name"))).isEqualTo("named");
      assertThat(resource.getAttribute(stringKey("kept"))).isEqualTo("2");
      assertThat(resource.getAttribute(stringKey("telemetry.sdk.name"))).isEqualTo("ringlet");
      assertThat(resource.getAttribute(stringKey("detected"))).isEqualTo(asked ? "yes" : null);
      assertThat(resource.getAttribute(stringKey("unwanted"))).isEqualTo(asked ? null : "1");
      assertThat(TestProviders.SPANS.get(0).getAttributes().get(stringKey("k")))
          .isEqualTo(asked ? "0123456" : "0123456789");
    }
  }

  @Test
  void theResourceInCodeOverridesProvidersAndCustomizers() {
    RingletSdk.Builder builder =
        builder(
                Map.of(
                    "otel.traces.exporter", "Memory",
                    "otel.resource.attributes", "unwanted=1",
                    "ringlet.customizers", "official"))
            .setResource(
                dev.ringlet.common.Resource.builder()
                    .put("service.name", "checkout")
                    .put("team", "red")
                    .build());
    for (int copy = 0; copy < 2; copy++) {
      TestProviders.SPANS.clear();
      try (RingletSdk sdk = builder.build()) {
        useAll(sdk);
        assertThat(sdk.flush(LONG)).isTrue();
      }
      Resource resource = TestProviders.SPANS.get(0).getResource();
      assertThat(resource.getAttribute(stringKey("service.name"))).isEqualTo("checkout");
      assertThat(resource.getAttribute(stringKey("team"))).isEqualTo("red");
      assertThat(resource.getAttribute(stringKey("detected"))).isEqualTo("yes");
      assertThat(resource.getAttribute(stringKey("unwanted"))).isNull();
    }
  }

  @Test
  void anErrorOfSettingsStopsTheStart() {
    assertThatThrownBy(
            () -> ringlet(Map.of("otel.traces.exporter", "Memory", "test.refuse", "true")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.refuse is set");
    assertThatThrownBy(() -> ringlet(Map.of("otel.traces.exporter", "ringlet")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.traces.exporter");
  }

  @Test
  void theOfficialSdkFindsRingletsExporters() {
    try (OtlpCapture capture = OtlpCapture.start()) {
      Map<String, String> settings =
          Map.of(
              "otel.traces.exporter", "ringlet",
              "otel.metrics.exporter", "ringlet",
              "otel.logs.exporter", "ringlet",
              "otel.exporter.otlp.endpoint", capture.endpoint(),
              "otel.exporter.otlp.metrics.temporality.preference", "delta");
      var sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> settings)
              .disableShutdownHook()
              .build()
              .getOpenTelemetrySdk();
      useAll(sdk);
      sdk.close();
      assertThat(capture.traces()).hasSize(1);
      assertThat(capture.logs()).hasSize(1);
      assertThat(capture.metrics()).isNotEmpty();
      assertThat(capture.metrics().toString()).contains("AGGREGATION_TEMPORALITY_DELTA");
    }
  }
}
