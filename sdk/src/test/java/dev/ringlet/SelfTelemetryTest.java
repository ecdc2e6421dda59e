// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTelemetryTest {
  private static final int SPANS = 7;

  private final OnDemandMetricReader reader = OnDemandMetricReader.builder().build();

  private RingletSdk start(Exporter spans, String key, String value) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("otel.bsp.schedule.delay", "1h")
        .property("otel.blrp.schedule.delay", "1h")
        .property(key, value)
        .addExporter(Signal.TRACES, spans)
        .addExporter(Signal.LOGS, new CapturingExporter())
        .addMetricReader(reader)
        .build();
  }

  private static void record(RingletSdk sdk) {
    for (int i = 0; i < SPANS; i++) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
    }
    sdk.getLogsBridge().get("test").logRecordBuilder().setBody("hello").emit();
    sdk.flush(LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ringlet.self.telemetry.enabled", "otel.experimental.sdk.telemetry.version"})
  void whatArrivedIsCountedAsByHealth(String key) throws Exception {
    CapturingExporter exporter = new CapturingExporter();
    try (RingletSdk sdk = start(exporter, key, key.startsWith("otel") ? "latest" : "true")) {
      record(sdk);
      Map<String, Long> collected = collect();

      assertThat(sdk.health().signal(Signal.TRACES).exported()).isEqualTo(SPANS);
      String type = CapturingExporter.class.getName();
      assertThat(collected)
          .containsEntry("otel.sdk.exporter.span.exported " + type, 7L)
          .containsEntry("otel.sdk.processor.span.processed batching_span_processor", 7L)
          .containsEntry("otel.sdk.processor.span.queue.size batching_span_processor", 0L)
          .containsEntry("otel.sdk.log.created", 1L)
          .containsEntry("otel.sdk.exporter.log.exported " + type, 1L);
      assertThat(collected.get("otel.sdk.exporter.operation.duration " + type))
          .as("one export of each signal")
          .isEqualTo(2);
    }
  }

  @Test
  void whatWasLostIsCountedByCause() throws Exception {
    CapturingExporter exporter =
        new CapturingExporter(payload -> ExportResult.permanent(FailureCause.REJECTED, "no"));
    try (RingletSdk sdk = start(exporter, "ringlet.self.telemetry.enabled", "true")) {
      record(sdk);
      Map<String, Long> collected = collect();

      Map<DropCause, Long> dropped = sdk.health().signal(Signal.TRACES).dropped();
      assertThat(dropped).hasSize(1);
      String cause = dropped.keySet().iterator().next().name().toLowerCase(java.util.Locale.ROOT);
      assertThat(dropped).containsValue(7L);
      assertThat(collected)
          .containsEntry(
              "otel.sdk.exporter.span.exported " + CapturingExporter.class.getName() + " " + cause,
              7L)
          .containsEntry("otel.sdk.exporter.span.exported " + CapturingExporter.class.getName(), 0L)
          .containsEntry(
              "otel.sdk.exporter.operation.duration "
                  + CapturingExporter.class.getName()
                  + " rejected",
              1L);
    }
  }

  @Test
  void isOffUnlessAskedFor() throws Exception {
    try (RingletSdk sdk =
        start(new CapturingExporter(), "otel.experimental.sdk.telemetry.version", "legacy")) {
      record(sdk);

      assertThat(collect()).isEmpty();
    }
  }

  /** Values, or counts of histograms, by name, type of component and error. */
  private Map<String, Long> collect() throws InvalidProtocolBufferException {
    Map<String, Long> collected = new TreeMap<>();
    for (byte[] request : reader.collect()) {
      ExportMetricsServiceRequest.parseFrom(request).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .forEach(metric -> add(collected, metric));
    }
    return collected;
  }

  private static void add(Map<String, Long> collected, Metric metric) {
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      collected.put(metric.getName() + by(point.getAttributesList()), point.getAsInt());
    }
    metric
        .getHistogram()
        .getDataPointsList()
        .forEach(
            point ->
                collected.merge(
                    metric.getName() + by(point.getAttributesList()), point.getCount(), Long::sum));
  }

  private static String by(Iterable<KeyValue> attributes) {
    Map<String, String> values = new TreeMap<>();
    attributes.forEach(one -> values.put(one.getKey(), one.getValue().getStringValue()));
    StringBuilder text = new StringBuilder();
    if (values.containsKey("otel.component.type")) {
      text.append(' ').append(values.get("otel.component.type"));
    }
    if (values.containsKey("error.type")) {
      text.append(' ').append(values.get("error.type"));
    }
    return text.toString();
  }
}
