// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.delivery;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The same 512 spans in the form that each SDK passes to its exporter. */
final class Batch {
  static final int SPANS = 512;

  private Batch() {}

  private static void makeSpans(OpenTelemetry sdk) {
    Tracer tracer = sdk.getTracer("dev.ringlet.jmh");
    for (int i = 0; i < SPANS; i++) {
      tracer
          .spanBuilder("GET /users/{id}")
          .setAttribute("http.request.method", "GET")
          .setAttribute("http.route", "/users/{id}")
          .setAttribute("server.address", "api.example.com")
          .setAttribute("server.port", 8080 + i % 10)
          .setAttribute("http.response.status_code", 200)
          .startSpan()
          .end();
    }
  }

  /** The batch for Ringlet's exporter: an encoded request. */
  static byte[] ofRinglet() {
    AtomicReference<byte[]> request = new AtomicReference<>();
    Exporter keep =
        new Exporter() {
          @Override
          public ExportResult export(Payload payload) {
            if (payload.items() != SPANS) {
              throw new IllegalStateException("a batch of " + payload.items());
            }
            int end = payload.offset() + payload.length();
            request.set(Arrays.copyOfRange(payload.bytes(), payload.offset(), end));
            return ExportResult.delivered();
          }

          @Override
          public void close() {}
        };
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.service.name", "bench")
            .property("otel.bsp.schedule.delay", "60000")
            .addExporter(Signal.TRACES, keep)
            .build();
    makeSpans(sdk);
    sdk.flush(Duration.ofSeconds(10));
    sdk.close();
    return request.get();
  }

  /** The batch for the official exporter: a list of objects. */
  static List<SpanData> ofOfficial() {
    List<SpanData> spans = new ArrayList<>();
    SpanExporter keep =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> one) {
            spans.addAll(one);
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
          }
        };
    try (OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(keep))
                    .build())
            .build()) {
      makeSpans(sdk);
    }
    return spans;
  }
}
