// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.spanId;
import static dev.ringlet.viewer.Telemetry.traceId;

import com.google.protobuf.MessageLite;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Three minutes of metrics, a point every five seconds. */
final class SampleMetrics {
  private static final int STEPS = 36;
  private static final long STEP_NANOS = 5_000_000_000L;
  private static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0);
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  /** Requests in the order of their time. */
  interface Requests {
    void forEach(BiConsumer<Signal, MessageLite> consumer);
  }

  private final long startNanos;
  private final Random random = new Random(7);
  private final long[] buckets = new long[BOUNDS.size() + 1];
  private final long[] exponential = new long[60];
  private double sum;
  private double accepted;
  private double declined;

  SampleMetrics(long nowNanos) {
    startNanos = nowNanos - STEPS * STEP_NANOS;
  }

  Requests requests() {
    return consumer -> {
      for (int step = 1; step <= STEPS; step++) {
        consumer.accept(Signal.METRICS, request(step));
      }
    };
  }

  private ExportMetricsServiceRequest request(int step) {
    long time = startNanos + step * STEP_NANOS;
    double last = 0;
    int orders = 30 + (int) (18 * Math.sin(step / 5.0));
    for (int i = 0; i < orders; i++) {
      double slow = i % 15 == 0 ? 5 : 1;
      last =
          0.06 * slow * Math.exp(0.5 * random.nextGaussian()) * (step > 24 && step < 30 ? 2.2 : 1);
      sum += last;
      buckets[bucket(last)]++;
      double size = 200 * Math.exp(0.9 * random.nextGaussian());
      exponential[
          (int) Math.max(0, Math.min(59, Math.ceil(Math.log(size) / Math.log(2) * 4) - 1))]++;
    }
    accepted += orders * 0.9;
    declined += orders * 0.1;
    ScopeMetrics.Builder scope =
        ScopeMetrics.newBuilder()
            .addMetrics(latency(time, step, last))
            .addMetrics(bodySize(time))
            .addMetrics(
                counter("shop.orders", "{order}", time, "shop.outcome", "accepted", accepted))
            .addMetrics(
                counter("shop.orders", "{order}", time, "shop.outcome", "declined", declined))
            .addMetrics(memory(time, step))
            .addMetrics(
                counter(
                    "otel.sdk.exporter.span.exported",
                    "{span}",
                    time,
                    "otel.component.name",
                    "otlp_http_span_exporter/0",
                    20 * step))
            .addMetrics(lost("queue_full", time, step > 20 ? 3 * (step - 20) : 0))
            .addMetrics(lost("timeout", time, step > 30 ? 40 : 0));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource("shop")).addScopeMetrics(scope))
        .build();
  }

  private static int bucket(double value) {
    int i = 0;
    while (i < BOUNDS.size() && value > BOUNDS.get(i)) {
      i++;
    }
    return i;
  }

  private Metric.Builder latency(long time, int step, double value) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(startNanos)
            .setTimeUnixNano(time)
            .setCount(Arrays.stream(buckets).sum())
            .setSum(sum)
            .addAttributes(attribute("http.route", "/checkout"))
            .addAllExplicitBounds(BOUNDS)
            .addAllBucketCounts(Arrays.stream(buckets).boxed().toList());
    if (step % 3 == 0) {
      int trace = 1 + 6 * step;
      point.addExemplars(
          Exemplar.newBuilder()
              .setTimeUnixNano(time - STEP_NANOS / 2)
              .setTraceId(traceId(trace))
              .setSpanId(spanId(trace * 100L + 1))
              .setAsDouble(value));
    }
    return Metric.newBuilder()
        .setName("http.server.request.duration")
        .setUnit("s")
        .setDescription("Duration of HTTP server requests.")
        .setHistogram(
            Histogram.newBuilder().setAggregationTemporality(CUMULATIVE).addDataPoints(point));
  }

  private Metric.Builder bodySize(long time) {
    return Metric.newBuilder()
        .setName("http.server.request.body.size")
        .setUnit("By")
        .setDescription("Size of HTTP server request bodies.")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(CUMULATIVE)
                .addDataPoints(
                    ExponentialHistogramDataPoint.newBuilder()
                        .setStartTimeUnixNano(startNanos)
                        .setTimeUnixNano(time)
                        .setScale(2)
                        .setCount(Arrays.stream(exponential).sum())
                        .setPositive(
                            ExponentialHistogramDataPoint.Buckets.newBuilder()
                                .addAllBucketCounts(Arrays.stream(exponential).boxed().toList()))));
  }

  private Metric.Builder memory(long time, int step) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (String pool : List.of("G1 Eden Space", "G1 Old Gen")) {
      double value = pool.contains("Old") ? 60e6 + step * 4e5 : 20e6 + (step % 7) * 9e6;
      gauge.addDataPoints(
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(time)
              .setAsInt((long) value)
              .addAttributes(attribute("jvm.memory.pool.name", pool)));
    }
    return Metric.newBuilder()
        .setName("jvm.memory.used")
        .setUnit("By")
        .setDescription("Measure of memory used.")
        .setGauge(gauge);
  }

  private Metric.Builder lost(String cause, long time, double value) {
    return counter("otel.sdk.processor.span.processed", "{span}", time, "error.type", cause, value);
  }

  private Metric.Builder counter(
      String name, String unit, long time, String key, String value, double count) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit(unit)
        .setSum(
            Sum.newBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(CUMULATIVE)
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .setStartTimeUnixNano(startNanos)
                        .setTimeUnixNano(time)
                        .addAttributes(attribute(key, value))
                        .setAsInt((long) count)));
  }
}
