// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.metrics.series.InstrumentKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The properties of the reader, and of the filter of exemplars. */
@Timeout(300)
class MetricPropertiesTest {
  private final CapturingMetricExporter exporter = new CapturingMetricExporter();

  private static Config config(Map<String, String> properties) {
    return Config.of(properties, Map.of(), Map.of());
  }

  private PeriodicMetricReader fromConfig(String key, String value) {
    return PeriodicMetricReader.fromConfig(config(Map.of(key, value)), exporter);
  }

  @Test
  void propertiesSetWhatTheySay() throws InterruptedException {
    PeriodicMetricReader reader =
        PeriodicMetricReader.fromConfig(
            config(
                Map.of(
                    "otel.metric.export.interval", "3",
                    "otel.metric.export.timeout", "500",
                    "otel.java.metrics.cardinality.limit", "7",
                    "otel.exporter.otlp.metrics.temporality.preference", "Delta",
                    "otel.exporter.otlp.metrics.default.histogram.aggregation",
                        "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM")),
            exporter);
    CountDownLatch exported = new CountDownLatch(1);
    exporter.answers(
        payload -> {
          exported.countDown();
          return ExportResult.delivered();
        });
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      provider.get("test").counterBuilder("requests").build().add(1);
      exported.await(); // by the interval, since nothing flushes
      assertThat(reader.cardinalityLimit(InstrumentType.COUNTER)).isEqualTo(7);
      assertThat(reader.isDelta(InstrumentKind.OBSERVABLE_COUNTER)).isTrue();
      assertThat(reader.callbackTimeoutNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
      assertThat(reader.defaultAggregation(InstrumentType.HISTOGRAM).kind)
          .isEqualTo(Aggregation.Kind.EXPONENTIAL);
      assertThat(reader.defaultAggregation(InstrumentType.COUNTER).kind)
          .isEqualTo(Aggregation.Kind.DEFAULT);
    }
  }

  @Test
  void badPropertiesAreNamed() {
    for (String key :
        List.of(
            "otel.metric.export.interval",
            "otel.metric.export.timeout",
            "otel.java.metrics.cardinality.limit",
            "otel.exporter.otlp.metrics.temporality.preference",
            "otel.exporter.otlp.metrics.default.histogram.aggregation")) {
      assertThatThrownBy(() -> fromConfig(key, "nonsense"))
          .as(key)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(key);
    }
    for (String key :
        List.of("otel.metric.export.interval", "otel.java.metrics.cardinality.limit")) {
      assertThatThrownBy(() -> fromConfig(key, "0"))
          .as(key)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  void theExemplarFilterIsAProperty() {
    String key = "otel.metrics.exemplar.filter";
    assertThat(ExemplarFilter.fromConfig(config(Map.of()))).isEqualTo(ExemplarFilter.TRACE_BASED);
    for (ExemplarFilter one : ExemplarFilter.values()) {
      String value = one.name().toLowerCase(java.util.Locale.ROOT);
      assertThat(ExemplarFilter.fromConfig(config(Map.of(key, value)))).isEqualTo(one);
    }
    assertThat(ExemplarFilter.fromConfig(config(Map.of(key, "ALWAYS_ON "))))
        .isEqualTo(ExemplarFilter.ALWAYS_ON);
    assertThatThrownBy(() -> ExemplarFilter.fromConfig(config(Map.of(key, "sometimes"))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            key + ": expected one of always_on, always_off, trace_based, not \"sometimes\"");
  }
}
