// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.official.sdk.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customizers read and change settings as in the official SDK. */
class CustomizedSettingsTest {
  /** Some of OpenTelemetry, and some of another vendor, which Ringlet does not keep. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "otel.shop.realm", "property",
          "otel.shop.emptied", "property",
          "otel.shop.nulled", "property",
          "shop.realm", "property",
          "shop.changed", "property");

  private static final List<String> KEYS =
      List.of(
          "otel.shop.realm",
          "otel.shop.emptied",
          "otel.shop.nulled",
          "otel.shop.unset",
          "shop.realm",
          "shop.changed",
          "shop.default",
          "shop.unset");

  @BeforeEach
  void set() {
    PROPERTIES.forEach(System::setProperty);
  }

  @AfterEach
  void clear() {
    PROPERTIES.keySet().forEach(System::clearProperty);
  }

  private static Map<String, String> defaults() {
    return Map.of(
        "otel.traces.exporter", "none",
        "otel.metrics.exporter", "none",
        "otel.logs.exporter", "none",
        "otel.shop.realm", "default",
        "shop.realm", "default",
        "shop.changed", "default",
        "shop.default", "default");
  }

  /** Null unsets a setting, and so does an empty text. */
  private static Map<String, String> changes(ConfigProperties given) {
    Map<String, String> changes = new HashMap<>();
    changes.put("otel.shop.emptied", "");
    changes.put("otel.shop.nulled", null);
    changes.put("shop.changed", given.getString("shop.changed") + ", changed");
    return changes;
  }

  private static void read(AutoConfigurationCustomizer sdk, Map<String, String> seen) {
    sdk.addPropertiesSupplier(CustomizedSettingsTest::defaults)
        .addPropertiesCustomizer(CustomizedSettingsTest::changes)
        .addResourceCustomizer(
            (resource, config) -> {
              KEYS.forEach(key -> seen.put(key, config.getString(key, "").trim()));
              return resource;
            });
  }

  @Test
  void customizersReadTheSameSettings() {
    Map<String, String> official = new TreeMap<>();
    var theirs =
        io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook();
    read(theirs, official);
    theirs.build().getOpenTelemetrySdk().close();
    Map<String, String> ringlet = new TreeMap<>();
    var ours = AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook();
    read(ours, ringlet);
    ours.build().getOpenTelemetrySdk().close();

    assertThat(ringlet).isEqualTo(official);
    assertThat(ringlet)
        .containsEntry("otel.shop.realm", "property")
        .containsEntry("otel.shop.emptied", "")
        .containsEntry("otel.shop.nulled", "")
        .containsEntry("shop.realm", "property")
        .containsEntry("shop.changed", "property, changed")
        .containsEntry("shop.default", "default");
  }

  @Test
  void limitsOfAReaderThatACustomizerAddsApply() {
    Memory.Metrics reader = new Memory.Metrics();
    var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(CustomizedSettingsTest::defaults)
            .addMeterProviderCustomizer(
                (made, config) ->
                    made.registerMetricReader(
                        reader, type -> type == InstrumentType.COUNTER ? 3 : 5))
            .build()
            .getOpenTelemetrySdk();
    Meter meter = sdk.getMeter("m");
    LongCounter counter = meter.counterBuilder("counter").build();
    LongHistogram histogram = meter.histogramBuilder("histogram").ofLongs().build();
    for (long i = 0; i < 10; i++) {
      Attributes attributes = Attributes.of(AttributeKey.longKey("i"), i);
      counter.add(1, attributes);
      histogram.record(1, attributes);
    }
    Map<String, Integer> series = new TreeMap<>();
    for (MetricData metric : reader.collect()) {
      series.put(metric.getName(), metric.getData().getPoints().size());
    }
    sdk.close();
    assertThat(series).isEqualTo(Map.of("counter", 3, "histogram", 5));
  }
}
