// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

/** Spans at a rate. */
final class LiveLoad {
  private static final int SPANS_PER_REQUEST = 100;
  private static final int SPANS_PER_TRACE = 10;

  private long traces;

  static Payload payload(ExportTraceServiceRequest request) {
    byte[] bytes = request.toByteArray();
    return new Payload(Signal.TRACES, bytes, 0, bytes.length, 1, System.nanoTime());
  }

  /** The number of the last trace. */
  long traces() {
    return traces;
  }

  /** The next {@value #SPANS_PER_REQUEST} spans. */
  Payload next() {
    long now = System.currentTimeMillis() - Telemetry.EPOCH_NANOS / Telemetry.MILLI;
    Span.Builder[] spans = new Span.Builder[SPANS_PER_REQUEST];
    for (int i = 0; i < spans.length; i++) {
      int id = i % SPANS_PER_TRACE;
      if (id == 0) {
        traces++;
      }
      spans[i] =
          Telemetry.span(id + 1L, id == 0 ? 0 : 1, now + id - 60, now - (id == 0 ? 0 : id))
              .setTraceId(Telemetry.traceId(traces))
              .setName("GET /items/{id}")
              .addAttributes(Telemetry.attribute("http.route", "/items/{id}"))
              .addAttributes(Telemetry.attribute("item", traces))
              .addAttributes(Telemetry.attribute("url.full", "http://shop/items/" + traces));
    }
    return payload(Telemetry.request("load", spans));
  }
}
