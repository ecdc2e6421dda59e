// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All {@code otel.sdk.*} metrics as a receiver sees them, next to those of the official SDK. */
class SelfObservabilityTest {
  private static final String VERSION = "otel.experimental.sdk.telemetry.version";
  private static final String STATUS = "http.response.status_code";

  private static final Map<String, Seen> OURS = new TreeMap<>();
  private static final Map<String, Seen> THEIRS = new TreeMap<>();

  /** The last state of a metric: what describes it, and its values by attributes. */
  private record Seen(String kind, String unit, Map<Map<String, String>, Long> values) {
    Set<String> attributes() {
      Set<String> names = new TreeSet<>();
      values.keySet().forEach(by -> names.addAll(by.keySet()));
      return names;
    }
  }

  @BeforeAll
  static void runBoth() {
    try (OtlpCapture capture = OtlpCapture.start()) {
      RingletSdk.Builder builder = RingletSdk.builder();
      settings(capture).forEach(builder::property);
      try (RingletSdk sdk = builder.build()) {
        record(sdk, () -> assertThat(sdk.flush(LONG)).isTrue());
        read(capture, OURS);
      }
    }
    try (OtlpCapture capture = OtlpCapture.start();
        OpenTelemetrySdk sdk =
            AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesCustomizer(config -> settings(capture))
                .build()
                .getOpenTelemetrySdk()) {
      record(
          sdk,
          () -> {
            sdk.getSdkTracerProvider().forceFlush().join(60, TimeUnit.SECONDS);
            sdk.getSdkLoggerProvider().forceFlush().join(60, TimeUnit.SECONDS);
            sdk.getSdkMeterProvider().forceFlush().join(60, TimeUnit.SECONDS);
          });
      read(capture, THEIRS);
    }
  }

  @AfterAll
  static void forget() {
    OURS.clear();
    THEIRS.clear();
  }

  private static Map<String, String> settings(OtlpCapture capture) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.exporter.otlp.endpoint", capture.endpoint());
    settings.put("otel.exporter.otlp.protocol", "http/protobuf");
    settings.put("otel.bsp.max.queue.size", "3000");
    settings.put("otel.blrp.max.queue.size", "2500");
    settings.put("otel.bsp.schedule.delay", "1h");
    settings.put("otel.blrp.schedule.delay", "1h");
    settings.put("ringlet.shutdown.hook", "false");
    settings.put(VERSION, "latest");
    return settings;
  }

  /** Six spans of every origin, two of which stay open and one of which is dropped; three logs. */
  private static void record(OpenTelemetry sdk, Runnable flush) {
    Tracer tracer = sdk.getTracer("test");
    Span open = tracer.spanBuilder("open root").startSpan();
    Context inside = Context.root().with(open);
    tracer.spanBuilder("local").setParent(inside).startSpan().end();
    tracer.spanBuilder("local open").setParent(inside).startSpan();
    tracer.spanBuilder("remote").setParent(remote(true)).startSpan().end();
    tracer.spanBuilder("remote dropped").setParent(remote(false)).startSpan().end();
    tracer.spanBuilder("root").startSpan().end();
    for (int i = 0; i < 3; i++) {
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("hello").emit();
    }
    flush.run();
    flush.run(); // the first collection says how long it took
    flush.run();
  }

  private static Context remote(boolean sampled) {
    SpanContext context =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(context));
  }

  private static void read(OtlpCapture capture, Map<String, Seen> into) {
    capture.metrics().stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().startsWith("otel.sdk."))
        .forEach(metric -> add(into, metric));
  }

  private static void add(Map<String, Seen> into, Metric metric) {
    String kind =
        metric.hasSum() ? "sum, monotonic " + metric.getSum().getIsMonotonic() : "histogram";
    Seen seen =
        into.computeIfAbsent(
            metric.getName(), name -> new Seen(kind, metric.getUnit(), new HashMap<>()));
    metric
        .getSum()
        .getDataPointsList()
        .forEach(p -> seen.values.put(map(p.getAttributesList()), p.getAsInt()));
    metric
        .getHistogram()
        .getDataPointsList()
        .forEach(p -> seen.values.put(map(p.getAttributesList()), p.getCount()));
  }

  private static Map<String, String> map(List<KeyValue> attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach(
        a ->
            map.put(
                a.getKey(),
                a.getValue().hasIntValue()
                    ? "" + a.getValue().getIntValue()
                    : a.getValue().getStringValue()));
    return map;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otel.sdk.span.live",
        "otel.sdk.span.started",
        "otel.sdk.processor.span.queue.size",
        "otel.sdk.processor.span.queue.capacity",
        "otel.sdk.processor.span.processed",
        "otel.sdk.exporter.span.inflight",
        "otel.sdk.exporter.span.exported",
        "otel.sdk.log.created",
        "otel.sdk.processor.log.queue.size",
        "otel.sdk.processor.log.queue.capacity",
        "otel.sdk.processor.log.processed",
        "otel.sdk.exporter.log.inflight",
        "otel.sdk.exporter.log.exported",
        "otel.sdk.exporter.metric_data_point.inflight",
        "otel.sdk.exporter.metric_data_point.exported",
        "otel.sdk.metric_reader.collection.duration",
        "otel.sdk.exporter.operation.duration"
      })
  void likeTheOfficialSdk(String name) {
    Seen ours = OURS.get(name);
    Seen theirs = THEIRS.get(name);
    assertThat(ours).as("ours").isNotNull();
    assertThat(theirs).as("theirs").isNotNull();
    assertThat(ours.kind).isEqualTo(theirs.kind);
    assertThat(ours.unit).isEqualTo(theirs.unit);
    Set<String> expected = theirs.attributes();
    expected.remove(STATUS); // an export may take several requests with several answers
    assertThat(ours.attributes()).isEqualTo(expected);
    assertThat(types(ours)).isEqualTo(types(theirs));
    if (!name.endsWith("duration") && !name.contains("metric_data_point")) {
      assertThat(comparable(ours)).isEqualTo(comparable(theirs));
    }
  }

  private static Set<String> types(Seen seen) {
    Set<String> types = new TreeSet<>();
    seen.values.keySet().forEach(by -> types.add("" + by.get("otel.component.type")));
    return types;
  }

  /** Values without what is counted through all SDKs of a process, and where each listens. */
  private static Map<Map<String, String>, Long> comparable(Seen seen) {
    Map<Map<String, String>, Long> values = new HashMap<>();
    seen.values.forEach(
        (by, value) -> {
          Map<String, String> rest = new TreeMap<>(by);
          rest.remove("otel.component.name");
          rest.remove("server.port");
          values.put(rest, value);
        });
    return values;
  }

  @Test
  void componentsAreNumberedByType() {
    assertThat(OURS.get("otel.sdk.exporter.span.exported").values.keySet())
        .extracting(by -> by.get("otel.component.name"))
        .containsExactly("otlp_http_span_exporter/0");
    assertThat(OURS.get("otel.sdk.metric_reader.collection.duration").values.keySet())
        .extracting(by -> by.get("otel.component.name"))
        .containsExactly("periodic_metric_reader/0");
  }

  /** Those that collect when they are asked, as the endpoint for Prometheus does. */
  @Test
  void eachReaderThatIsAskedIsAComponentOfItsOwn() throws Exception {
    OnDemandMetricReader first = asked("prometheus_http_text_metric_exporter");
    OnDemandMetricReader second = asked("prometheus_http_text_metric_exporter");
    OnDemandMetricReader own = OnDemandMetricReader.builder().build();
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property(VERSION, "latest")
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.shutdown.hook", "false");
    try (RingletSdk sdk =
        builder.addMetricReader(first).addMetricReader(second).addMetricReader(own).build()) {
      assertThat(sdk.health().exporters()).isEmpty();
      second.collect();
      second.collect();
      own.collect();
      Map<String, Seen> into = new HashMap<>();
      for (byte[] request : first.collect()) {
        ExportMetricsServiceRequest.parseFrom(request).getResourceMetricsList().stream()
            .flatMap(resource -> resource.getScopeMetricsList().stream())
            .flatMap(scope -> scope.getMetricsList().stream())
            .forEach(metric -> add(into, metric));
      }
      Seen seen = into.get("otel.sdk.metric_reader.collection.duration");
      assertThat(seen).isNotNull();
      assertThat(seen.unit).isEqualTo("s");
      String type = "prometheus_http_text_metric_exporter";
      String name = OnDemandMetricReader.class.getName();
      assertThat(seen.values)
          .isEqualTo(
              Map.of(
                  Map.of("otel.component.type", type, "otel.component.name", type + "/1"),
                  2L,
                  Map.of("otel.component.type", name, "otel.component.name", name + "/0"),
                  1L));
    }
  }

  private static OnDemandMetricReader asked(String type) {
    return OnDemandMetricReader.builder().setComponentType(type).build();
  }

  @ParameterizedTest
  @CsvSource({
    VERSION + ", latest, true",
    VERSION + ", LATEST, true",
    VERSION + ", ' Latest ', true",
    VERSION + ", legacy, false",
    VERSION + ", '', false",
    "ringlet.self.telemetry.enabled, TRUE, true",
    "ringlet.self.telemetry.enabled, false, false"
  })
  void onAndOff(String key, String value, boolean on) {
    try (OtlpCapture capture = OtlpCapture.start()) {
      Map<String, String> settings = settings(capture);
      settings.remove(VERSION);
      settings.put(key, value);
      RingletSdk.Builder builder = RingletSdk.builder();
      settings.forEach(builder::property);
      Map<String, Seen> seen = new TreeMap<>();
      try (RingletSdk sdk = builder.build()) {
        record(sdk, () -> sdk.flush(LONG));
        read(capture, seen);
      }
      assertThat(seen.size()).isEqualTo(on ? 17 : 0);
    }
  }
}
