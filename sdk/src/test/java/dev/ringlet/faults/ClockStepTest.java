// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.ManualClock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A device without a battery for its clock: the wall clock starts in 1970 and is set later. Every
 * signal follows within a second, also where no batch worker compares the clocks.
 */
class ClockStepTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final long TODAY = 1_780_000_000L * SECOND;

  private final ManualClock clock = new ManualClock(20 * SECOND);
  private final OnDemandMetricReader reader = OnDemandMetricReader.builder().build();
  private final CapturingExporter traces = new CapturingExporter();
  private final CapturingExporter logs = new CapturingExporter();
  private final RingletSdk sdk =
      RingletSdk.builder()
          .property("otel.traces.exporter", "none")
          .property("otel.logs.exporter", "none")
          .property("otel.metrics.exporter", "none")
          .property("ringlet.traces.processor", "simple")
          .property("ringlet.logs.processor", "simple")
          .property("ringlet.shutdown.hook", "false")
          .setClock(clock)
          .addExporter(Signal.TRACES, traces)
          .addExporter(Signal.LOGS, logs)
          .addMetricReader(reader)
          .build();

  private io.opentelemetry.proto.trace.v1.Span span(int index) {
    return traces
        .requests(ExportTraceServiceRequest::parseFrom)
        .toList()
        .get(index)
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0);
  }

  private LogRecord log() {
    return logs.requests(ExportLogsServiceRequest::parseFrom)
        .findFirst()
        .orElseThrow()
        .getResourceLogs(0)
        .getScopeLogs(0)
        .getLogRecords(0);
  }

  @AfterEach
  void close() {
    sdk.close();
  }

  private Span span(Context parent) {
    return sdk.getTracerProvider().get("test").spanBuilder("s").setParent(parent).startSpan();
  }

  private NumberDataPoint point() throws InvalidProtocolBufferException {
    sdk.getMeterProvider().get("test").counterBuilder("c").build().add(1);
    return ExportMetricsServiceRequest.parseFrom(reader.collect().get(0))
        .getResourceMetrics(0)
        .getScopeMetrics(0)
        .getMetrics(0)
        .getSum()
        .getDataPoints(0);
  }

  @Test
  void everySignalFollowsAStepWithinASecond() throws Exception {
    span(Context.root()).end();
    assertThat(span(0).getStartTimeUnixNano()).isEqualTo(20 * SECOND);
    assertThat(point().getTimeUnixNano()).isEqualTo(20 * SECOND);

    clock.advance(300 * SECOND);
    clock.jump(TODAY);
    long now = clock.epochNanos();
    span(Context.root()).end();
    assertThat(span(1).getStartTimeUnixNano()).isEqualTo(now);
    assertThat(span(1).getEndTimeUnixNano()).isEqualTo(now);

    clock.jump(HOUR);
    clock.advance(SECOND);
    sdk.getLogsBridge().get("test").logRecordBuilder().setBody("b").emit();
    assertThat(log().getObservedTimeUnixNano()).isEqualTo(clock.epochNanos());

    clock.jump(HOUR);
    clock.advance(SECOND);
    assertThat(point().getTimeUnixNano()).isEqualTo(clock.epochNanos());
  }

  @Test
  void aTraceStaysMonotonicWhenTheClockStepsBack() {
    clock.jump(TODAY);
    clock.advance(SECOND);
    Span root = span(Context.root());
    long start = clock.epochNanos();
    clock.jump(-HOUR);
    clock.advance(2 * SECOND);
    span(Context.root()).end();
    assertThat(span(0).getStartTimeUnixNano()).isEqualTo(clock.epochNanos());

    Span child = span(Context.root().with(root));
    clock.advance(SECOND);
    child.end();
    clock.advance(SECOND);
    root.end();
    assertThat(span(1).getStartTimeUnixNano()).isEqualTo(start + 2 * SECOND);
    assertThat(span(1).getEndTimeUnixNano()).isEqualTo(start + 3 * SECOND);
    assertThat(span(2).getStartTimeUnixNano()).isEqualTo(start);
    assertThat(span(2).getEndTimeUnixNano()).isEqualTo(start + 4 * SECOND);
  }
}
