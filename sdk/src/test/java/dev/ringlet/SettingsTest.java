// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.testing.LogListener;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set is used, refused or remarked on, and never ignored in silence. */
class SettingsTest {
  private final List<String> lines = new ArrayList<>();
  private final Logger logger = Logger.getLogger(Config.class.getName());
  private final LogListener listener = new LogListener(record -> lines.add(record.getMessage()));

  @BeforeEach
  void listen() {
    logger.addHandler(listener);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(listener);
  }

  private static RingletSdk build(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    for (String signal : List.of("traces", "metrics", "logs")) {
      all.put("otel." + signal + ".exporter", "none");
    }
    all.put("ringlet.shutdown.hook", "false");
    all.putAll(settings);
    RingletSdk.Builder builder = RingletSdk.builder();
    all.forEach(builder::property);
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({
    "otel.traces.exporter, NONE",
    "otel.logs.exporter, Console",
    "otel.metrics.exporter, 'none '",
    "otel.propagators, 'TraceContext, BAGGAGE'",
    "otel.propagators, None",
    "otel.traces.sampler, ALWAYS_ON",
    "otel.traces.sampler.arg, ' 0.5'",
    "otel.metrics.exemplar.filter, ALWAYS_OFF",
    "otel.exporter.otlp.metrics.temporality.preference, 'delta '",
    "otel.exporter.otlp.metrics.default.histogram.aggregation, 'Explicit_Bucket_Histogram '",
    "otel.exporter.otlp.protocol, HTTP/JSON",
    "otel.exporter.otlp.compression, 'GZIP '",
    "otel.sdk.disabled, 'TRUE '",
    "ringlet.traces.processor, Simple",
    "ringlet.spool.policy, DROP-NEWEST",
    "otel.experimental.sdk.telemetry.version, Legacy",
    "otel.bsp.max.queue.size, ' 4096 '",
    "otel.metric.export.interval, '60 s '"
  })
  void caseAndWhiteSpaceDoNotMatter(String key, String value) {
    for (String end : new String[] {"", "\n"}) {
      Map<String, String> settings = new HashMap<>();
      if (!key.endsWith(".exporter")) { // so that all is read
        settings.put("otel.traces.exporter", "otlp");
        settings.put("otel.metrics.exporter", "otlp");
        settings.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:1");
        settings.put("ringlet.close.timeout", "1ms");
        settings.put("otel.traces.sampler", "traceidratio");
      }
      settings.put(key, value + end);
      build(settings).close();
    }
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "otel.traces.exporter, 'otlp, otlp_file, otlp_file/development, experimental-otlp/stdout,"
        + " logging-otlp, console, logging, none'",
    "otel.propagators, 'tracecontext, baggage, b3, b3multi, jaeger, ottrace, none'",
    "otel.traces.sampler, 'always_on, always_off, traceidratio, parentbased_always_on,"
        + " parentbased_always_off, parentbased_traceidratio'",
    "otel.metrics.exemplar.filter, 'always_on, always_off, trace_based'",
    "otel.exporter.otlp.metrics.temporality.preference, 'cumulative, delta, lowmemory'",
    "otel.exporter.otlp.protocol, 'grpc, http/protobuf, http/json'",
    "otel.exporter.otlp.traces.protocol, 'grpc, http/protobuf, http/json'",
    "otel.exporter.otlp.compression, 'none, gzip, zstd'",
    "ringlet.logs.processor, 'batch, simple'",
    "ringlet.spool.policy, 'drop-oldest, drop-newest'"
  })
  void anUnknownNameFailsAndListsWhatIsPossible(String key, String names) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.traces.exporter", "otlp");
    settings.put("otel.metrics.exporter", "otlp");
    settings.put("otel.logs.exporter", "otlp");
    settings.put("ringlet.spool.directory", "target/unused-spool");
    settings.put(key, "Bogus");
    assertThatThrownBy(() -> build(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + ": expected one of " + names + ", ")
        .hasMessageEndingWith(", not \"Bogus\"");
  }

  @Test
  void aConfigurationFileIsRefused() {
    assertThatThrownBy(() -> build(Map.of("otel.config.file", "otel.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("otel.config.file: declarative configuration is not supported");
  }

  @Test
  void noTimeoutOfMetricsMeansNoLimit() {
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSdk sdk =
            build(
                Map.of(
                    "otel.metrics.exporter",
                    "otlp",
                    "otel.exporter.otlp.endpoint",
                    capture.endpoint(),
                    "otel.metric.export.timeout",
                    "0"))) {
      sdk.getMeterProvider().get("test").counterBuilder("c").build().add(1);
      assertThat(sdk.flush(Duration.ofSeconds(60))).isTrue();
      assertThat(capture.metrics()).hasSize(1);
    }
  }

  @Test
  void namesOfResourceAttributesAreDecoded() {
    Config config =
        Config.of(
            Map.of("otel.resource.attributes", "a%20b=c%20d,%3D=eq,service%2Ename=svc,z%zz=1"),
            Map.of(),
            Map.of());
    Map<AttributeKey<?>, Object> attributes = Resource.fromConfig(config).getAttributes().asMap();
    assertThat(attributes)
        .containsEntry(AttributeKey.stringKey("a b"), "c d")
        .containsEntry(AttributeKey.stringKey("="), "eq")
        .containsEntry(AttributeKey.stringKey("service.name"), "svc")
        .containsEntry(AttributeKey.stringKey("z%zz"), "1");
  }

  @Test
  void whatNothingReadsIsReported() {
    build(
            Map.of(
                "otel.service.nme", "shop",
                "otel.java.exporter.memory_mode", "immutable_data",
                "otel.instrumentation.jdbc.enabled", "false",
                "otel.javaagent.debug", "true",
                "ringlet.spool.max.bytes", "1m",
                "otel.exporter.otlp.logs.endpoint", "http://127.0.0.1:1",
                "misspelt", "x"))
        .close();
    assertThat(lines)
        .containsExactly(
            "misspelt is not known",
            "otel.java.exporter.memory_mode is a setting of the official SDK that Ringlet does not"
                + " have; it does nothing",
            "otel.service.nme is not known; did you mean otel.service.name?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE"})
  void anSdkThatIsDisabledReportsNothing(String disabled) {
    build(Map.of("otel.sdk.disabled", disabled, "otel.service.nme", "shop")).close();
    assertThat(lines).isEmpty();
  }
}
