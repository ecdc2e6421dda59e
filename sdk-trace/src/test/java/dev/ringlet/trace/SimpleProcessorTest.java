// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.SimplePipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Test;

/** An exporter that runs inside the end of a span, and code of the application beside it. */
class SimpleProcessorTest {
  private final CapturingExporter exporter = new CapturingExporter();

  private RingletTracerProvider.Builder provider() {
    return RingletTracerProvider.builder().addExporter(SimplePipeline.to(Signal.TRACES, exporter));
  }

  /** Runs {@code during} inside the export, on its thread and on another one. */
  private void exportCalls(Runnable during) {
    exporter.answers(
        payload -> {
          during.run();
          returns(during);
          return ExportResult.delivered();
        });
  }

  private static void returns(Runnable call) {
    Thread thread = new Thread(call, "application");
    thread.setDaemon(true);
    thread.start();
    Await.until("the call returns", () -> !thread.isAlive());
  }

  private void oneSpanWithoutAttributes() {
    assertThat(exporter.requests(ExportTraceServiceRequest::parseFrom))
        .singleElement()
        .extracting(request -> request.getResourceSpans(0).getScopeSpans(0).getSpans(0))
        .satisfies(span -> assertThat(span.getAttributesList()).isEmpty());
  }

  private void callsTheSpanThatEnds(Tracer tracer) {
    Span span = tracer.spanBuilder("span").startSpan();
    exportCalls(
        () -> {
          span.setAttribute("late", 1);
          span.addEvent("late");
          span.end();
        });
    returns(span::end);
    assertThat(span.isRecording()).isFalse();
    oneSpanWithoutAttributes();
  }

  @Test
  void anExporterMayCallTheSpanThatEnds() {
    callsTheSpanThatEnds(provider().build().get("test"));
  }

  @Test
  void anExporterMayCallTheSpanThatProcessorsSee() {
    SpanProcessor nothing = new SpanProcessor() {};
    callsTheSpanThatEnds(provider().addSpanProcessor(nothing).build().get("test"));
  }

  @Test
  void anExporterMayCallTheSpanOfARecorder() {
    SpanRecorder recorder = provider().build().tracerBuilder("test").buildRecorder();
    long handle = recorder.start("span", SpanKind.INTERNAL);
    exportCalls(
        () -> {
          recorder.put(handle, "late", 1);
          recorder.end(handle);
        });
    returns(() -> recorder.end(handle));
    assertThat(recorder.isRecording(handle)).isFalse();
    oneSpanWithoutAttributes();
  }
}
