// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // scopes and SDKs that are only to be closed
class RingletSdkTest {

  @AfterEach
  void resetGlobal() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void propertiesOfTheBuilderBeatSystemProperties() {
    System.setProperty("otel.service.name", "from system");
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", collector.endpoint())
                .property("otel.service.name", "from code")
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("extra"), "1")))
                .build()) {
      sdk.getTracer("lib", "1").spanBuilder("span").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      ResourceSpans sent = collector.traces().get(0).getResourceSpans(0);
      Map<String, String> resource =
          sent.getResource().getAttributesList().stream()
              .collect(Collectors.toMap(a -> a.getKey(), a -> a.getValue().getStringValue()));
      assertThat(resource)
          .containsEntry("service.name", "from code")
          .containsEntry("extra", "1")
          .containsEntry("telemetry.sdk.name", "ringlet");
      assertThat(sent.getScopeSpans(0).getScope().getVersion()).isEqualTo("1");
      assertThat(sdk.health().signal(Signal.TRACES).exported()).isEqualTo(1);
    } finally {
      System.clearProperty("otel.service.name");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "otel.traces.sampler, s3cret-value",
    "otel.traces.sampler.arg, s3cret-value",
    "otel.traces.exporter, s3cret-value",
    "otel.propagators, s3cret-value",
    "otel.bsp.schedule.delay, s3cret-value",
    "otel.bsp.max.queue.size, 0",
    "otel.span.attribute.count.limit, -1",
    "otel.exporter.otlp.endpoint, s3cret-value",
    "otel.exporter.otlp.protocol, s3cret-value",
    "otel.metrics.exporter, s3cret-value",
    "otel.metric.export.interval, s3cret-value",
    "otel.metric.export.interval, 0",
    "otel.metric.export.timeout, s3cret-value",
    "otel.java.metrics.cardinality.limit, 0",
    "otel.exporter.otlp.metrics.temporality.preference, s3cret-value",
    "otel.exporter.otlp.metrics.default.histogram.aggregation, s3cret-value",
    "ringlet.traces.processor, s3cret-value",
    "ringlet.bsp.max.queue.bytes, s3cret-value",
  })
  void settingsThatCannotBeUsedAreNamedAndNotRepeated(String key, String value) {
    RingletSdk.Builder builder =
        RingletSdk.builder().property("otel.traces.sampler", "traceidratio").property(key, value);
    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("s3cret-value");
  }

  @Test
  void disabledMeansPropagatorsOnly() {
    try (RingletSdk sdk = RingletSdk.builder().property("otel.sdk.disabled", "true").build()) {
      assertThat(sdk.getTracer("test").spanBuilder("span").startSpan().isRecording()).isFalse();
      assertThat(sdk.getPropagators().getTextMapPropagator().fields()).contains("traceparent");
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(sdk.health().signals()).isEmpty();
    }
  }

  @Test
  void twoSdksShareNothing() {
    try (OtlpCapture one = OtlpCapture.start();
        OtlpCapture two = OtlpCapture.start();
        RingletSdk first =
            RingletSdk.builder().property("otel.exporter.otlp.endpoint", one.endpoint()).build();
        RingletSdk second =
            RingletSdk.builder().property("otel.exporter.otlp.endpoint", two.endpoint()).build()) {
      Span parent = first.getTracer("a").spanBuilder("parent").startSpan();
      try (var scope = parent.makeCurrent()) {
        second.getTracer("b").spanBuilder("child").startSpan().end();
      }
      parent.end();
      assertThat(first.flush(LONG)).isTrue();
      assertThat(second.flush(LONG)).isTrue();
      var sentByFirst = one.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0);
      var sentBySecond = two.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0);
      assertThat(sentByFirst.getName()).isEqualTo("parent");
      assertThat(sentBySecond.getParentSpanId()).isEqualTo(sentByFirst.getSpanId());
    }
  }

  @Test
  void simpleProcessingSendsAtOnce() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", collector.endpoint())
                .property("ringlet.traces.processor", "simple")
                .build()) {
      sdk.getTracer("test").spanBuilder("one").startSpan().end();
      assertThat(collector.traces()).hasSize(1);
      sdk.getTracer("test").spanBuilder("two").startSpan().end();
      assertThat(collector.traces()).hasSize(2);
    }
  }
}
