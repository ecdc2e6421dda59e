// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
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
import org.junit.jupiter.api.Test;

class MetricsPrinterTest {
  @Test
  void printsTheNewestValueOfEachSeries() {
    Metric requests =
        Metric.newBuilder()
            .setName("requests")
            .setUnit("{request}")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .addDataPoints(point("route", "/b").setAsInt(12))
                    .addDataPoints(point("route", "/a").setAsInt(3)))
            .build();
    Metric load =
        Metric.newBuilder()
            .setName("load")
            .setGauge(
                Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsDouble(0.25)))
            .build();
    Metric duration =
        Metric.newBuilder()
            .setName("duration")
            .setUnit("s")
            .setHistogram(
                Histogram.newBuilder()
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setCount(9)
                            .setSum(4.5)
                            .addAllBucketCounts(List.of(0L, 1L, 8L, 0L))
                            .addExemplars(exemplar(0.25, 0x11))
                            .addExemplars(exemplar(0.75, 0x22))
                            .addExemplars(Exemplar.newBuilder().setAsDouble(9))))
            .build();

    StringBuilder text = new StringBuilder();
    Metric older = requests.toBuilder().setSum(Sum.getDefaultInstance()).build();
    MetricsPrinter.print(
        List.of(metrics(older), metrics(requests, load, duration)), new Terminal(text, 80, false));

    assertThat(text)
        .hasToString(
            """
            requests  counter {request}
                3  route=/a
               12  route=/b
            load  gauge
               0.25
            duration  histogram s
               count 9  mean 0.500  ·▁█·
                  ◇ 0.75 in trace 22222222222222222222222222222222
            """);
  }

  private static ResourceMetrics metrics(Metric... metrics) {
    return ResourceMetrics.newBuilder()
        .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics)))
        .build();
  }

  private static Exemplar exemplar(double value, int traceByte) {
    byte[] traceId = new byte[16];
    Arrays.fill(traceId, (byte) traceByte);
    return Exemplar.newBuilder()
        .setAsDouble(value)
        .setTraceId(ByteString.copyFrom(traceId))
        .build();
  }

  private static NumberDataPoint.Builder point(String key, String value) {
    return NumberDataPoint.newBuilder()
        .addAttributes(
            KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value)));
  }
}
