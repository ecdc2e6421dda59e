// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Telemetry that a test puts together, of two services, and what the validator says about it. */
final class Telemetry {
  static final long TRACE = 0x1234_5678_9abc_def0L;
  static final long SECOND = 1_000_000_000L;
  static final long NOW = 1_800_000_000 * SECOND;

  final TelemetryValidator validator;

  Telemetry() {
    this(TelemetryValidator.create());
  }

  Telemetry(TelemetryValidator validator) {
    this.validator = validator;
  }

  /** A span without a fault: id and parent are numbers, times are milliseconds. */
  static Span.Builder span(String name, long id, long parent, long start, long end) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId(TRACE))
            .setSpanId(spanId(id))
            .setName(name)
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(NOW + start * 1_000_000)
            .setEndTimeUnixNano(NOW + end * 1_000_000);
    return parent == 0 ? span : span.setParentSpanId(spanId(parent));
  }

  static ByteString traceId(long low) {
    return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(low ^ 1).putLong(low).flip());
  }

  static ByteString spanId(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
  }

  static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static KeyValue attribute(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  static Metric.Builder counter(String name, String unit, long... values) {
    Sum.Builder sum =
        Sum.newBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    for (int i = 0; i < values.length; i++) {
      sum.addDataPoints(
          NumberDataPoint.newBuilder()
              .setStartTimeUnixNano(NOW)
              .setTimeUnixNano(NOW + i + 1)
              .setAsInt(values[i]));
    }
    return Metric.newBuilder().setName(name).setUnit(unit).setSum(sum);
  }

  static Metric.Builder histogram(Consumer<HistogramDataPoint.Builder> change) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(NOW)
            .setTimeUnixNano(NOW + SECOND)
            .setCount(3)
            .setMin(0.5)
            .setMax(20)
            .addAllExplicitBounds(List.of(1.0, 10.0))
            .addAllBucketCounts(List.of(1L, 1L, 1L));
    change.accept(point);
    return Metric.newBuilder()
        .setName("shop.basket")
        .setUnit("{item}")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point));
  }

  private static Resource.Builder resource(String service) {
    Resource.Builder resource = Resource.newBuilder();
    return service.isEmpty()
        ? resource
        : resource.addAttributes(attribute("service.name", service));
  }

  Telemetry spans(Span.Builder... spans) {
    return spansOf("shop", spans);
  }

  Telemetry spansOf(String service, Span.Builder... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var ofScope =
        request
            .addResourceSpansBuilder()
            .setResource(resource(service))
            .addScopeSpansBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("shop.orders"));
    for (Span.Builder span : spans) {
      ofScope.addSpans(span);
    }
    validator.add(request.build());
    return this;
  }

  Telemetry metrics(Metric.Builder... metrics) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    var ofScope =
        request.addResourceMetricsBuilder().setResource(resource("shop")).addScopeMetricsBuilder();
    for (Metric.Builder metric : metrics) {
      ofScope.addMetrics(metric);
    }
    validator.add(request.build());
    return this;
  }

  Telemetry log(LogRecord.Builder log) {
    return logOf("shop", log);
  }

  Telemetry logOf(String service, LogRecord.Builder log) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .setResource(resource(service))
        .addScopeLogsBuilder()
        .addLogRecords(log);
    validator.add(request.build());
    return this;
  }

  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    validator.findings().forEach(finding -> rules.add(finding.rule()));
    return rules;
  }
}
