// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.testing.LogListener;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
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
      if (key.startsWith("ringlet.spool.")) {
        settings.put("ringlet.spool.directory", "target/unused-spool");
      }
      settings.put(key, value + end);
      build(settings).close();
    }
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "otel.traces.exporter, 'otlp, otlp_file, otlp_file/development, otlp/stdout,"
        + " experimental-otlp/stdout, logging-otlp, console, logging, none'",
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
  void aConfigurationFileNeedsItsArtifact() {
    assertThatThrownBy(() -> build(Map.of("otel.config.file", "otel.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "otel.config.file (OTEL_CONFIG_FILE) needs dev.ringlet:ringlet-declarative-config");
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
      assertThat(sdk.flush(LONG)).isTrue();
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
            "otel.java.exporter.memory.mode is a setting of the official SDK that Ringlet does not"
                + " have; it has no effect",
            "otel.service.nme is not known; did you mean otel.service.name?",
            "ringlet.spool.max.bytes has no effect without ringlet.spool.directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE"})
  void anSdkThatIsDisabledReportsNothing(String disabled) {
    build(Map.of("otel.sdk.disabled", disabled, "otel.service.nme", "shop")).close();
    assertThat(lines).isEmpty();
  }

  private static Object serviceName(RingletSdk.Builder builder) {
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSdk sdk =
            builder
                .property("otel.exporter.otlp.endpoint", capture.endpoint())
                .property("otel.metrics.exporter", "none")
                .property("ringlet.shutdown.hook", "false")
                .build()) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      return capture.traces().get(0).getResourceSpans(0).getResource().getAttributesList().stream()
          .filter(attribute -> attribute.getKey().equals("service.name"))
          .map(attribute -> attribute.getValue().getStringValue())
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void defaultsInCodeAreWeakerThanAllAndCustomizersStrongerThanAll() {
    Map<String, String> first = Map.of("otel.service.name", "first", "otel.custom", "1");
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .addPropertiesSupplier(() -> first)
            .addPropertiesSupplier(() -> Map.of("otel.service.name", "second"));
    assertThat(serviceName(builder)).isEqualTo("second");
    assertThat(serviceName(builder.property("otel.service.name", "property")))
        .isEqualTo("property");
    builder
        .addPropertiesCustomizer(
            config -> Map.of("otel.service.name", config.getString("otel.service.name") + "+1"))
        .addPropertiesCustomizer(
            config ->
                Map.of(
                    "otel.service.name",
                    config.getString("otel.service.name") + "+" + config.getInt("otel.custom", 0)));
    assertThat(serviceName(builder)).isEqualTo("property+1+1");
    lines.clear();
  }

  @Test
  void aCustomizerOrSupplierThatFailsFailsTheStart() {
    assertThatThrownBy(() -> RingletSdk.builder().addPropertiesSupplier(() -> null).build())
        .isInstanceOf(ConfigException.class)
        .hasMessage("a supplier of properties returned null");
    assertThatThrownBy(() -> RingletSdk.builder().addPropertiesCustomizer(config -> null).build())
        .isInstanceOf(ConfigException.class)
        .hasMessage("a customizer of properties returned null");
  }

  @ParameterizedTest
  @CsvSource({
    "none, OFF",
    "ERROR, SEVERE",
    "' warn', WARNING",
    "info, INFO",
    "Debug, FINE",
    "trace, FINEST",
    "all, ALL",
    "off, OFF",
    "FATAL, SEVERE",
    "critical, SEVERE",
    "WARNING, WARNING",
    "verbose, FINEST"
  })
  void theLevelOfOwnLogLines(String name, String level) {
    Logger own = Logger.getLogger("dev.ringlet");
    try {
      build(Map.of("otel.log.level", name)).close();
      assertThat(own.getLevel().getName()).isEqualTo(level);
    } finally {
      own.setLevel(null);
    }
    build(Map.of()).close();
    assertThat(own.getLevel()).as("untouched without the setting").isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "true, '', http://collector:4317/",
    "true, grpc, http://collector:4317/",
    "'', grpc, https://collector:4317/",
    "FALSE, grpc, https://collector:4317/",
  })
  void anAddressForGrpcMayLackTheScheme(String insecure, String protocol, String expected) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.exporter.otlp.endpoint", "collector:4317");
    settings.put("otel.exporter.otlp.insecure", insecure);
    settings.put("otel.exporter.otlp.protocol", protocol);
    Config config = Config.of(settings, Map.of(), Map.of());
    assertThat(OtlpExporters.fromConfig(Signal.TRACES, config).toString()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"always_off, true", "parentbased_always_off, true", "always_off, false"})
  void droppedSpansAreRecordedForProcessorsWhereTheSettingSaysSo(String sampler, boolean records) {
    List<String> ended = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onEnd(ReadableSpan span) {
            ended.add(span.getName());
          }
        };
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", capture.endpoint())
                .property("otel.metrics.exporter", "none")
                .property("ringlet.shutdown.hook", "false")
                .property("otel.traces.sampler", sampler)
                .property("ringlet.sampler.always.record", "" + records)
                .addSpanProcessor(processor)
                .build()) {
      Span span = sdk.getTracer("test").spanBuilder("span").startSpan();
      assertThat(span.isRecording()).isEqualTo(records);
      assertThat(span.getSpanContext().isSampled()).isFalse();
      span.end();
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(ended).hasSize(records ? 1 : 0);
      assertThat(capture.traces()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "traces, bsp, 100, 200, true",
    "logs, blrp, 100, 101, true",
    "traces, bsp, 100, 100, false",
    "traces, bsp, 100, '', false",
    "traces, bsp, '', 1000000, false",
    "logs, blrp, 2147483647, 2147483647, false"
  })
  void aBatchAboveTheQueueIsReducedWithAWarning(
      String signal, String prefix, String queue, String batch, boolean warns) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel." + signal + ".exporter", "console");
    settings.put("otel." + prefix + ".max.queue.size", queue);
    settings.put("otel." + prefix + ".max.export.batch.size", batch);
    try (LogCapture log = new LogCapture("dev.ringlet.internal.batch")) {
      build(settings).close();
      String warning =
          "otel.%s.max.export.batch.size is reduced from %s to %s, the value of otel.%1$s"
              + ".max.queue.size";
      assertThat(log.messages(Level.WARNING))
          .isEqualTo(warns ? List.of(warning.formatted(prefix, batch, queue)) : List.of());
    }
  }

  /** Those that the official SDK does not read. */
  @Test
  void eventsLinksAndLogRecordsHaveLimitsOfTheirOwn() {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.traces.exporter", "otlp");
    settings.put("otel.logs.exporter", "otlp");
    settings.put("otel.event.attribute.count.limit", "1");
    settings.put("otel.link.attribute.count.limit", "2");
    settings.put("otel.logrecord.attribute.count.limit", "3");
    settings.put("otel.logrecord.attribute.value.length.limit", "4");
    Attributes five =
        Attributes.builder()
            .put("a", "12345")
            .put("b", "12345")
            .put("c", "12345")
            .put("d", "12345")
            .put("e", "12345")
            .build();
    try (OtlpCapture capture = OtlpCapture.start()) {
      settings.put("otel.exporter.otlp.endpoint", capture.endpoint());
      try (RingletSdk sdk = build(settings)) {
        Span span = sdk.getTracer("test").spanBuilder("span").setAllAttributes(five).startSpan();
        span.addEvent("event", five).addLink(span.getSpanContext(), five).end();
        sdk.getLogsBridge().get("test").logRecordBuilder().setAllAttributes(five).emit();
        assertThat(sdk.flush(LONG)).isTrue();
      }
      var sent = capture.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0);
      var record = capture.logs().get(0).getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
      assertThat(sent.getAttributesCount()).isEqualTo(5);
      assertThat(sent.getAttributes(0).getValue().getStringValue()).isEqualTo("12345");
      assertThat(sent.getEvents(0).getAttributesCount()).isEqualTo(1);
      assertThat(sent.getEvents(0).getDroppedAttributesCount()).isEqualTo(4);
      assertThat(sent.getLinks(0).getAttributesCount()).isEqualTo(2);
      assertThat(sent.getLinks(0).getDroppedAttributesCount()).isEqualTo(3);
      assertThat(record.getAttributesCount()).isEqualTo(3);
      assertThat(record.getDroppedAttributesCount()).isEqualTo(2);
      assertThat(record.getAttributes(0).getValue().getStringValue()).isEqualTo("1234");
    }
  }

  @Test
  void requestsOfMetricsHaveAsManyPointsAsTheSettingAllows() {
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSdk sdk =
            build(
                Map.of(
                    "otel.metrics.exporter",
                    "otlp",
                    "otel.exporter.otlp.endpoint",
                    capture.endpoint(),
                    "otel.metric.export.max.batch.size",
                    "3"))) {
      for (int i = 0; i < 8; i++) {
        sdk.getMeterProvider().get("test").counterBuilder("c" + i).build().add(1);
      }
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(capture.metrics())
          .extracting(m -> m.getResourceMetrics(0).getScopeMetrics(0).getMetricsCount())
          .containsExactly(3, 3, 2);
    }
  }
}
