// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.testing.LogListener;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.trace.Samplers;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.incubator.ExtendedOpenTelemetry;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarativeReaderTest {
  private static final String HEAD = "file_format: \"1.0\"\n";
  private static final String CONSOLE =
      "tracer_provider: {processors: [{simple: {exporter: {console: }}}]%s}\n";

  @TempDir Path folder;

  private RingletSdk.Builder builder(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("otel.yaml"), yaml);
    return RingletSdk.builder().property("otel.config.file", file.toString());
  }

  private RingletSdk build(String yaml) throws Exception {
    return builder(yaml).build();
  }

  private static List<String> warnings(Runnable task) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Logger logger = Logger.getLogger("dev.ringlet");
    LogListener listener = new LogListener(line -> lines.add(line.getMessage()));
    logger.addHandler(listener);
    try {
      task.run();
    } finally {
      logger.removeHandler(listener);
    }
    return lines;
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                RingletSdk.builder()
                    .property("otel.config.file", folder.resolve("no.yaml").toString())
                    .build())
        .isInstanceOf(ConfigException.class)
        .hasMessage("otel.config.file: there is no file " + folder.resolve("no.yaml"));
  }

  @Test
  void problemsAreToldWithTheNameOfTheFile() {
    assertThatThrownBy(() -> build("disabled: 5"))
        .hasMessageStartingWith("otel.config.file: " + folder.resolve("otel.yaml") + ": line 1")
        .hasMessageContaining("file_format is required")
        .hasMessageContaining("\n  line 1, column 11, disabled: expected true or false");
  }

  @ParameterizedTest
  @CsvSource({"0.4", "2.0", "one", "1"})
  void anotherFormatIsRefused(String format) {
    assertThatThrownBy(() -> build("file_format: \"" + format + '"'))
        .hasMessageEndingWith(
            "line 1, column 14, file_format: expected 1.0 or 1.1, not \"" + format + '"');
  }

  @Test
  void aNewerMinorFormatIsReadWithAWarning() {
    assertThat(warnings(() -> quietly("file_format: \"1.7\"")))
        .anyMatch(line -> line.contains("what is new in 1.7 is not known"));
    assertThat(warnings(() -> quietly("file_format: \"1.1\""))).isEmpty();
  }

  private void quietly(String yaml) {
    try (RingletSdk sdk = build(yaml)) {
      assertThat(sdk.getTracerProvider()).isSameAs(TracerProvider.noop());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void settingsBesideTheFileAreToldInOneLineAndHaveNoEffect() throws Exception {
    RingletSdk.Builder builder =
        builder(HEAD + "resource: {schema_url: \"${sys:otel.shop.url:-none}\"}")
            .property("otel.traces.exporter", "bogus")
            .property("otel.bsp.schedule.delay", "bogus")
            .property("otel.shop.url", "x")
            .property("otel.instrumentation.jdbc.enabled", "false")
            .property("ringlet.viewer", "true")
            .property("ringlet.customizers", "adaptive")
            .property("ringlet.resource.detectors", "host")
            .property("ringlet.close.timeout", "1s");
    List<String> lines =
        warnings(
            () -> {
              try (RingletSdk sdk = builder.build()) {
                assertThat(sdk.getMeterProvider()).isSameAs(MeterProvider.noop());
              }
            });
    assertThat(lines)
        .containsExactly(
            "otel.config.file is set, so these settings have no effect: otel.bsp.schedule.delay,"
                + " otel.traces.exporter, ringlet.customizers, ringlet.resource.detectors,"
                + " ringlet.viewer");
  }

  @Test
  void settingsThatAFileCannotHaveAreToldInOneLine() throws Exception {
    String own =
        "distribution: {ringlet: {viewer: true, customizers: [adaptive], traces: {processor:"
            + " batch}, resource_detectors: all, close: {timeout: 1s}}}\n";
    RingletSdk.Builder builder = builder(HEAD + own);
    assertThat(warnings(() -> builder.build().close()))
        .containsExactly(
            folder.resolve("otel.yaml")
                + ", distribution.ringlet: these settings have no effect in a file:"
                + " ringlet.customizers, ringlet.resource.detectors, ringlet.traces.processor,"
                + " ringlet.viewer");
  }

  @Test
  void defaultsInCodeBesideTheFileHaveNoEffectAndAreNotTold() throws Exception {
    Map<String, String> defaults =
        Map.of("otel.exporter.otlp.protocol", "grpc", "ringlet.customizers", "official");
    RingletSdk.Builder builder =
        builder(HEAD).addPropertiesSupplier(() -> defaults).property("otel.service.name", "till");
    assertThat(warnings(() -> builder.build().close()))
        .containsExactly(
            "otel.config.file is set, so these settings have no effect: otel.service.name");
  }

  @Test
  void aSignalThatTheFileLeavesOutHasAProviderWithoutEffect() throws Exception {
    try (RingletSdk sdk = build(HEAD + CONSOLE.formatted(""))) {
      assertThat(sdk.getTracerProvider()).isNotSameAs(TracerProvider.noop());
      assertThat(sdk.getMeterProvider()).isSameAs(MeterProvider.noop());
    }
  }

  @Test
  void whatTheApplicationSetsInCodeComesAfterTheFile() throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      String exporter =
          "{simple: {exporter: {otlp_http: {endpoint: \"" + capture.endpoint() + "/v1/traces\"}}}}";
      try (RingletSdk sdk =
          builder(
                  HEAD
                      + "tracer_provider: {processors: ["
                      + exporter
                      + "], sampler: {always_on: }}\n")
              .setSampler(Samplers.alwaysOff())
              .build()) {
        sdk.getTracer("shop").spanBuilder("dropped").startSpan().end();
      }
      assertThat(capture.traces()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ", sampler: {unknown: } | line 2, column 86, tracer_provider.sampler.unknown: there is no"
            + " such component; possible are always_on, always_off, trace_id_ratio_based,"
            + " parent_based, and the name of a component of a ComponentProvider on the class path",
        ", id_generator: {mine: } | tracer_provider.id_generator.mine: there is no such component",
        "}/meter_provider: {readers: [{periodic: {exporter: {console: }, interval: 0}}] |"
            + " meter_provider.readers[0].periodic.interval: expected a whole number of 1 or more",
        "}/meter_provider: {readers: [{pull: {exporter: {mine: }}}]"
            + " | meter_provider.readers[0].pull.exporter.mine: there is no such component",
        "}/meter_provider: {readers: [{periodic: {exporter: {console: }}}], views: [{selector: {},"
            + " stream: {}}] | meter_provider.views[0].selector: at least one of instrument_name",
        "}/logger_provider: {processors: [{simple: {exporter: {otlp_http: {compression: lz4}}}}]"
            + " | otlp_http: compression: expected one of none, gzip, zstd",
        "}/logger_provider: {processors: [{simple: {exporter: {otlp_http: {endpoint: nowhere}}}}]"
            + " | logger_provider.processors[0].simple.exporter.otlp_http: endpoint:",
        "}/logger_provider: {processors: [{simple: {exporter: {otlp_file/development:"
            + " {output_stream: there}}}}] | output_stream must be stdout or begin with file:",
        "}/resource: {attributes: [{name: a, value: b, type: int}]"
            + " | resource.attributes[0].value: expected a whole number, as the type says",
        "}/resource: {attributes: [{name: a, value: b, type: int_array}]"
            + " | expected a list of whole numbers, as the type says",
        "}/resource: {attributes: [{name: a, value: b}, {name: größe, value: x}]"
            + " | resource.attributes[1]: attributes: a name must be 1 to 255",
        "}/resource: {attributes_list: \"a=b,%C3%A4=b\""
            + " | resource.attributes_list: attributes: a name must be 1 to 255",
        "}/resource: {detection/development: {detectors: [{mine: }]}"
            + " | detectors[0].mine: there is no such detector; service is built in"
      })
  void whatAPartRefusesIsToldWithItsPlace(String rest, String message) {
    assertThatThrownBy(() -> build(HEAD + CONSOLE.formatted(rest.replace("}/", "}\n"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("otel.config.file: " + folder.resolve("otel.yaml") + ", line ")
        .hasMessageContaining(message);
  }

  @Test
  void aProcessorOfAFileThatIsRefusedIsClosed() {
    MarkerProviders.seen.clear();
    String yaml =
        HEAD
            + "tracer_provider: {processors: [{marker: {text: refused}}]}\n"
            + "meter_provider: {readers: [{pull: {exporter: {mine: }}}]}\n";
    assertThatThrownBy(() -> build(yaml)).hasMessageContaining("exporter.mine");
    assertThat(MarkerProviders.seen).containsOnlyOnce("refused closed");
  }

  @ParameterizedTest
  @CsvSource({
    "'probability/development: {ratio: 0}', 0",
    "'probability/development:', 1",
    "'composite/development: {always_on: }', 1",
    "'composite/development: {probability: {ratio: 0}}', 0",
    "'composite/development: {parent_threshold: {root: {always_on: }}}', 1",
    "'composite/development: {rule_based: }', 0",
    "'composite/development: {rule_based: {rules: [{attribute_values: {key: door, values: [\"7\"]},"
        + " sampler: {always_on: }}]}}', 1",
    "'composite/development: {rule_based: {rules: [{attribute_patterns: {key: door, included:"
        + " [\"*\"], excluded: [\"7\"]}, sampler: {always_on: }}]}}', 0",
    "'composite/development: {rule_based: {rules: [{span_kinds: [server], parent: [none, local],"
        + " sampler: {always_on: }}]}}', 1",
    "'jaeger_remote/development: {endpoint: \"http://127.0.0.1:9\", interval: 60000,"
        + " initial_sampler: {always_off: }}', 0"
  })
  void aSamplerOfTheSamplersArtifactDecides(String sampler, int spans) throws Exception {
    MarkerProviders.seen.clear();
    String yaml =
        HEAD
            + "tracer_provider: {processors: [{simple: {exporter: {marker: {prefix: s-}}}}],"
            + " sampler: {"
            + sampler
            + "}}\n";
    try (RingletSdk sdk = build(yaml)) {
      sdk.getTracer("shop")
          .spanBuilder("one")
          .setSpanKind(SpanKind.SERVER)
          .setAttribute("door", 7)
          .startSpan()
          .end();
    }
    assertThat(MarkerProviders.seen).hasSize(spans);
  }

  @Test
  void aComponentOfRingletsOwnInterfaceIsFound() throws Exception {
    try (OtlpCapture capture = OtlpCapture.start()) {
      String yaml =
          HEAD
              + "resource: {detection/development: {detectors: [{shop: {floor: 7}}]}}\n"
              + "tracer_provider: {processors: [{batch: {exporter: {otlp_http: {endpoint: \""
              + capture.endpoint()
              + "/v1/traces\"}}}}]}\n";
      try (RingletSdk sdk = build(yaml)) {
        sdk.getTracer("shop").spanBuilder("a").startSpan().end();
      }
      assertThat(capture.traces().toString()).contains("shop.floor").contains("int_value: 7");
    }
  }

  @Test
  void anExporterOfTheOfficialInterfaceGetsSpans() throws Exception {
    String yaml =
        HEAD + "tracer_provider: {processors: [{simple: {exporter: {marker: {prefix: got-}}}}]}\n";
    try (RingletSdk sdk = build(yaml)) {
      sdk.getTracer("shop").spanBuilder("one").startSpan().end();
    }
    assertThat(MarkerProviders.seen).contains("got-one");
  }

  @Test
  void instrumentationFindsItsPartOfTheFile() throws Exception {
    String yaml =
        HEAD
            + "instrumentation/development:\n"
            + "  general: {http: {client: {request_captured_headers: [accept, age]}}}\n"
            + "  java: {shop: {enabled: true, rate: 0.5, size: 7, name: x}}\n";
    try (RingletSdk sdk = build(yaml)) {
      OpenTelemetry api = sdk;
      assertThat(api).isInstanceOf(ExtendedOpenTelemetry.class);
      ExtendedOpenTelemetry extended = (ExtendedOpenTelemetry) api;
      DeclarativeConfigProperties shop = extended.getInstrumentationConfig("shop");
      assertThat(shop.getBoolean("enabled")).isTrue();
      assertThat(shop.getDouble("rate")).isEqualTo(0.5);
      assertThat(shop.getInt("size")).isEqualTo(7);
      assertThat(shop.getLong("size")).isEqualTo(7L);
      assertThat(shop.getString("name")).isEqualTo("x");
      assertThat(shop.getString("size")).isNull();
      assertThat(shop.getString("absent")).isNull();
      assertThat(
              extended
                  .getGeneralInstrumentationConfig()
                  .get("http")
                  .get("client")
                  .getScalarList("request_captured_headers", String.class))
          .containsExactly("accept", "age");
    }
  }

  @Test
  void droppedSpansAreRecordedWhereADistributionSettingSaysSo() throws Exception {
    String yaml =
        HEAD
            + CONSOLE.formatted(", sampler: {always_off: }")
            + "distribution: {ringlet: {sampler: {always_record: %s}}}\n";
    for (boolean records : new boolean[] {true, false}) {
      try (RingletSdk sdk = build(yaml.formatted(records))) {
        Span span = sdk.getTracer("shop").spanBuilder("a").startSpan();
        assertThat(span.isRecording()).isEqualTo(records);
        assertThat(span.getSpanContext().isSampled()).isFalse();
      }
    }
  }

  @Test
  void settingsOfRingletStandUnderDistribution() throws Exception {
    Path spool = folder.resolve("spool");
    String yaml =
        HEAD
            + CONSOLE.formatted("")
            + "logger_provider: {processors: [{simple: {exporter: {otlp_http: }}}]}\n"
            + "distribution: {ringlet: {spool: {directory: \""
            + spool
            + "\", max_bytes: 1m}}, other: {a: 1}}\n";
    try (RingletSdk sdk = build(yaml)) {
      assertThat(sdk.health()).isNotNull();
      assertThat(spool).isDirectory();
    }
  }
}
