// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import static dev.ringlet.viewer.Telemetry.request;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.span;
import static dev.ringlet.viewer.Telemetry.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import dev.ringlet.viewer.Telemetry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

class TelemetryStoreTest {
  private static final long MIB = 1 << 20;

  @Test
  void theOldestTracesLeaveWholeWhenThereAreTooManySpans() {
    TelemetryStore store = new TelemetryStore(new Limits(100 * MIB, 10));
    for (int trace = 1; trace <= 6; trace++) {
      for (int id = 1; id <= 3; id++) {
        store.add(request("shop", span(id, 0, 0, 1).setTraceId(traceId(trace))));
      }
    }

    TraceStore.Counts counts = store.traces().counts();
    assertThat(counts.spans()).isEqualTo(9);
    assertThat(counts.traces()).isEqualTo(3);
    assertThat(counts.evicted()).isEqualTo(3);
    assertThat(store.traces().newestFirst())
        .extracting(StoredTrace.View::id)
        .containsExactly(TraceId.of(traceId(6)), TraceId.of(traceId(5)), TraceId.of(traceId(4)));
  }

  @Test
  void bytesOfSpansStayWithinTheirShare() {
    TelemetryStore store = new TelemetryStore(new Limits(2 * MIB, 1_000_000));
    for (int trace = 1; trace <= 500; trace++) {
      store.add(
          request(
              "shop",
              span(1, 0, 0, 1)
                  .setTraceId(traceId(trace))
                  .addAttributes(Telemetry.attribute("text", "x".repeat(10_000)))));
    }

    assertThat(store.traces().counts().bytes()).isBetween(MIB * 9 / 10, MIB);
    assertThat(store.traces().counts().traces()).isBetween(80, 110);
  }

  @Test
  void aTraceWithoutEndIsCutAndWhatIsLostIsCounted() {
    TelemetryStore store = new TelemetryStore(new Limits(200 * MIB, 100_000));
    for (int id = 1; id <= Limits.SPANS_PER_TRACE + 7; id++) {
      store.add(request("shop", span(id, 0, 0, 1)));
    }

    assertThat(store.traces().counts().spans()).isEqualTo(Limits.SPANS_PER_TRACE);
    assertThat(store.traces().counts().lostSpans()).isEqualTo(7);

    assertThat(store.traces().takeQuiet(Long.MAX_VALUE)).isNotNull();
    store.add(request("shop", span(1, 0, 0, 1)));
    assertThat(store.traces().takeQuiet(Long.MAX_VALUE)).as("nothing was added").isNull();
  }

  @Test
  void spansWithoutIdsAreRejected() {
    TelemetryStore store = new TelemetryStore(new Limits(MIB, 10));

    int rejected = store.add(request("shop", Span.newBuilder().setName("none"), span(1, 0, 0, 1)));

    assertThat(rejected).isEqualTo(1);
    assertThat(store.traces().counts().spans()).isEqualTo(1);
  }

  @Test
  void theOldestLogRecordsLeave() {
    TelemetryStore store = new TelemetryStore(new Limits(MIB, 10));
    for (int i = 0; i < 1_000; i++) {
      store.add(log("line " + i + " " + "x".repeat(500)));
    }

    LogStore.Counts counts = store.logs().counts();
    assertThat(counts.bytes()).isLessThanOrEqualTo(MIB / 5);
    assertThat(counts.logs() + counts.evicted()).isEqualTo(1_000);
    assertThat(store.logs().newest(1, log -> true).get(0).decode().getBody().getStringValue())
        .startsWith("line 999 ");
  }

  private static ExportLogsServiceRequest log(String body) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource("shop"))
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setBody(AnyValue.newBuilder().setStringValue(body)))))
        .build();
  }

  @Test
  void theOldestPointsLeaveAndSeriesWithoutPointsGo() {
    TelemetryStore store = new TelemetryStore(new Limits(MIB, 10));
    for (int i = 0; i < 10_000; i++) {
      store.add(gauge(i % 2_000, i));
    }

    MetricStore.Counts counts = store.metrics().counts();
    assertThat(counts.bytes()).isLessThanOrEqualTo(MIB / 5);
    assertThat(counts.points() + counts.evicted()).isEqualTo(10_000);
    assertThat(counts.series()).isLessThan(1_000);
    assertThat(store.metrics().find(id -> true))
        .allSatisfy(series -> assertThat(series.points()).isNotEmpty());
  }

  @Test
  void longNamesOfSpansCount() {
    TelemetryStore store = new TelemetryStore(new Limits(2 * MIB, 1_000_000));
    for (int trace = 1; trace <= 500; trace++) {
      String name = "x".repeat(10_000) + trace;
      store.add(request("shop", span(1, 0, 0, 1).setTraceId(traceId(trace)).setName(name)));
    }

    assertThat(store.traces().counts().bytes()).isLessThanOrEqualTo(MIB);
    assertThat(store.traces().counts().traces()).isBetween(40, 110);
  }

  @Test
  void longAttributesOfSeriesAndExemplarsCount() {
    TelemetryStore store = new TelemetryStore(new Limits(2 * MIB, 10));
    String text = "x".repeat(10_000);
    for (int i = 0; i < 200; i++) {
      store.add(gauge(NumberDataPoint.newBuilder().addAttributes(Telemetry.attribute(text, i))));
    }
    assertThat(store.metrics().counts().series()).isBetween(10, 30);

    for (int i = 0; i < 200; i++) {
      store.add(
          gauge(
              NumberDataPoint.newBuilder()
                  .addExemplars(
                      Exemplar.newBuilder()
                          .addFilteredAttributes(Telemetry.attribute("text", text + i)))));
    }
    assertThat(store.metrics().counts().points()).isBetween(10, 30);
    assertThat(store.metrics().counts().bytes()).isLessThanOrEqualTo(2 * MIB * 3 / 20);
  }

  @Test
  void sharedResourcesAndNamesAreBoundedByTheirBytes() {
    TelemetryStore store = new TelemetryStore(new Limits(2 * MIB, 1_000_000));
    String text = "x".repeat(1_000);
    for (int i = 0; i < 1_000; i++) {
      store.add(request(text + i, span(1, 0, 0, 1).setTraceId(traceId(i)).setName(text + i)));
    }

    assertThat(store.sharedBytes()).isBetween(2 * MIB / 40, 2 * MIB / 20);
    assertThat(store.resources()).hasSizeBetween(10, 17);

    store.add(request("y".repeat(1_000_000), span(1, 0, 0, 1)));
    assertThat(store.resources()).as("a huge one drives out no others").hasSizeBetween(10, 17);
  }

  private static ExportMetricsServiceRequest gauge(int series, double value) {
    return gauge(
        NumberDataPoint.newBuilder()
            .addAttributes(Telemetry.attribute("n", series))
            .setAsDouble(value));
  }

  private static ExportMetricsServiceRequest gauge(NumberDataPoint.Builder point) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource("shop"))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(
                            Metric.newBuilder()
                                .setName("depth")
                                .setGauge(Gauge.newBuilder().addDataPoints(point)))))
        .build();
  }

  @Test
  void nothingIsLeftAfterClear() {
    TelemetryStore store = new TelemetryStore(new Limits(MIB, 10));
    store.add(request("shop", span(1, 0, 0, 1)));
    store.add(log("line"));
    store.add(gauge(1, 1));
    long shared = store.sharedBytes();
    store.clear();

    assertThat(store.sharedBytes()).as("only counts of resources").isLessThan(shared / 2);
    assertThat(store.traces().counts().bytes()).isZero();
    assertThat(store.logs().counts().bytes()).isZero();
    assertThat(store.metrics().counts().bytes()).isZero();
    assertThat(store.resources().get(0).count(Signal.TRACES)).isEqualTo(1);
  }
}
