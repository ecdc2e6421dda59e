// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.metrics.differential.MetricText;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.OtlpRequest;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same program on both SDKs, set up by the same properties, exporting to a receiver: what is
 * received differs in nothing but times, ids and what the SDKs say of themselves.
 */
class MetricExportDifferentialTest {
  private static final int ROUNDS = 3;
  private static final String OTLP = "otel.exporter.otlp.";

  @ParameterizedTest
  @CsvSource({
    "cumulative,  explicit_bucket_histogram,            trace_based, gzip, 2000",
    "delta,       explicit_bucket_histogram,            always_on,   none, 4",
    "lowmemory,   base2_exponential_bucket_histogram,   always_off,  gzip, 4",
    "CUMULATIVE,  base2_exponential_bucket_histogram,   trace_based, none, 7",
    "DELTA,       BASE2_EXPONENTIAL_BUCKET_HISTOGRAM,   trace_based, none, 2000",
    "LowMemory,   Explicit_Bucket_Histogram,            always_on,   none, 2",
  })
  void sameRequests(
      String temporality, String histogram, String filter, String compression, String limit) {
    Map<String, String> properties = new HashMap<>();
    properties.put(OTLP + "metrics.temporality.preference", temporality);
    properties.put(OTLP + "metrics.default.histogram.aggregation", histogram);
    properties.put("otel.metrics.exemplar.filter", filter);
    properties.put(OTLP + "compression", compression);
    properties.put("otel.java.metrics.cardinality.limit", limit);
    properties.put(OTLP + "headers", "tenant=a%20b");
    properties.put(OTLP + "protocol", "http/protobuf");
    properties.put("otel.service.name", "checkout");
    properties.put("otel.resource.attributes", "deployment.environment=test,team=caf%C3%A9");
    properties.put("otel.traces.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    properties.put("otel.metric.export.interval", "3600000");
    try (OtlpCapture official = OtlpCapture.start();
        OtlpCapture ringlet = OtlpCapture.start()) {
      runOfficial(properties, official);
      runRinglet(properties, ringlet);

      assertThat(headers(ringlet)).isEqualTo(headers(official));
      assertThat(resources(ringlet)).isEqualTo(resources(official)).hasSize(1);
      assertThat(ringlet.metrics()).hasSameSizeAs(official.metrics()).hasSize(ROUNDS + 1);
      for (int i = 0; i <= ROUNDS; i++) {
        List<String> ours = lines(ringlet.metrics().get(i));
        List<String> theirs = lines(official.metrics().get(i));
        assertThat(String.join("\n", ours))
            .as("request %d", i)
            .isEqualTo(String.join("\n", theirs));
        assertThat(ours).hasSizeGreaterThan(10);
      }
      assertThat(metricsByScope(ringlet)).isEqualTo(metricsByScope(official));
      assertTimesFollowEachOther(ringlet);
      assertTimesFollowEachOther(official);
    }
  }

  private static void runRinglet(Map<String, String> properties, OtlpCapture collector) {
    RingletSdk.Builder builder = RingletSdk.builder();
    properties.forEach(builder::property);
    try (RingletSdk sdk = builder.property(OTLP + "endpoint", collector.endpoint()).build()) {
      ExportedProgram program = new ExportedProgram(sdk);
      for (int round = 0; round < ROUNDS; round++) {
        program.record(round);
        assertThat(sdk.flush(LONG)).isTrue();
      }
      program.record(ROUNDS);
    }
  }

  private static void runOfficial(Map<String, String> properties, OtlpCapture collector) {
    Map<String, String> all = new HashMap<>(properties);
    all.put(OTLP + "endpoint", collector.endpoint());
    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> all)
            .build()
            .getOpenTelemetrySdk()) {
      ExportedProgram program = new ExportedProgram(sdk);
      for (int round = 0; round < ROUNDS; round++) {
        program.record(round);
        OfficialReaders.flush(sdk.getSdkMeterProvider());
      }
      program.record(ROUNDS);
    }
  }

  private static List<String> headers(OtlpCapture collector) {
    return collector.requests(OtlpSignal.METRICS).stream()
        .map(MetricExportDifferentialTest::headers)
        .toList();
  }

  private static String headers(OtlpRequest request) {
    return request.header("content-type")
        + " "
        + request.header("content-encoding")
        + " "
        + request.header("tenant");
  }

  /** All resources that were sent, without what every process says of itself. */
  private static List<Map<String, String>> resources(OtlpCapture collector) {
    return collector.metrics().stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .map(MetricExportDifferentialTest::resource)
        .distinct()
        .toList();
  }

  private static Map<String, String> resource(ResourceMetrics metrics) {
    Map<String, String> attributes = new TreeMap<>();
    for (KeyValue attribute : metrics.getResource().getAttributesList()) {
      boolean own =
          attribute.getKey().equals("telemetry.sdk.name")
              || attribute.getKey().equals("telemetry.sdk.version")
              || attribute.getKey().equals("service.instance.id");
      attributes.put(attribute.getKey(), own ? "present" : attribute.getValue().getStringValue());
    }
    attributes.put("schema url", metrics.getSchemaUrl());
    return attributes;
  }

  private static List<ScopeMetrics> scopes(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .filter(scope -> !scope.getScope().getName().startsWith("io.opentelemetry."))
        .toList();
  }

  private static List<String> lines(ExportMetricsServiceRequest request) {
    return new MetricText(MetricText.Exemplars.OF_BUCKETS)
            .lines(
                ExportMetricsServiceRequest.newBuilder()
                    .addResourceMetrics(
                        ResourceMetrics.newBuilder().addAllScopeMetrics(scopes(request)))
                    .build())
            .stream()
            .map(line -> line.replaceAll(" \\d+\\.\\.\\d+ ", " "))
            .sorted()
            .toList();
  }

  /** How many metrics each scope has; -1 for a scope that is in a request twice. */
  private static List<Map<String, Integer>> metricsByScope(OtlpCapture collector) {
    return collector.metrics().stream()
        .map(
            request -> {
              Map<String, Integer> counts = new TreeMap<>();
              scopes(request)
                  .forEach(
                      scope ->
                          counts.merge(
                              scope.getScope().getName(), scope.getMetricsCount(), (a, b) -> -1));
              return counts;
            })
        .toList();
  }

  /** A sum begins no later than it ends; a delta begins where the one before it ended. */
  private static void assertTimesFollowEachOther(OtlpCapture collector) {
    Map<String, Long> ends = new HashMap<>();
    for (ExportMetricsServiceRequest request : collector.metrics()) {
      for (ScopeMetrics scope : scopes(request)) {
        for (Metric metric : scope.getMetricsList()) {
          if (metric.hasSum()) {
            String name = scope.getScope().getName() + "/" + metric.getName();
            ends.put(name, assertTimes(metric.getSum(), name, ends.get(name)));
          }
        }
      }
    }
    assertThat(ends).hasSizeGreaterThan(8);
  }

  /** Returns when the points end, which is the same for all. */
  private static long assertTimes(Sum sum, String name, Long lastEnd) {
    boolean delta = sum.getAggregationTemporality().name().endsWith("_DELTA");
    long end = sum.getDataPoints(0).getTimeUnixNano();
    for (NumberDataPoint point : sum.getDataPointsList()) {
      assertThat(point.getTimeUnixNano()).as(name).isEqualTo(end);
      assertThat(point.getStartTimeUnixNano()).as(name).isLessThanOrEqualTo(end);
      if (delta && lastEnd != null) {
        assertThat(point.getStartTimeUnixNano()).as(name).isEqualTo(lastEnd);
      }
    }
    return end;
  }
}
