// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.spanId;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Five minutes of a catalog on two hosts: its route becomes slow on one of them, then it fails. And
 * a service that says what it should not.
 */
final class SampleTraffic {
  private static final int SECONDS = 300;
  private static final int PER_SECOND = 10;
  private static final int SLOW_FROM = 240;
  private static final int FAILS_FROM = 280;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final long nowNanos;
  private final Random random = new Random(5);

  SampleTraffic(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  private static ByteString traceId(long number) {
    return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(8).putLong(number).array());
  }

  private static Span.Builder span(
      long trace, int id, int parent, String name, Span.SpanKind kind, long from, long to) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId(trace))
            .setSpanId(spanId(trace * 10 + id))
            .setName(name)
            .setKind(kind)
            .setStartTimeUnixNano(from)
            .setEndTimeUnixNano(to);
    return parent == 0 ? span : span.setParentSpanId(spanId(trace * 10 + parent));
  }

  private static ExportTraceServiceRequest request(
      String service, String host, String scope, Span.Builder... spans) {
    ScopeSpans.Builder ofScope =
        ScopeSpans.newBuilder().setScope(InstrumentationScope.newBuilder().setName(scope));
    for (Span.Builder each : spans) {
      ofScope.addSpans(each);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(attribute("service.name", service))
                        .addAttributes(attribute("host.name", host)))
                .addScopeSpans(ofScope))
        .build();
  }

  void send(Viewer viewer) {
    for (int i = 0; i < SECONDS * PER_SECOND; i++) {
      viewer.accept(LiveLoad.payload(item(i)));
    }
    viewer.accept(LiveLoad.payload(legacy()));
  }

  private ExportTraceServiceRequest item(int number) {
    int second = number / PER_SECOND;
    long start = nowNanos - SECONDS * SECOND_NANOS + number * (SECOND_NANOS / PER_SECOND);
    String host = random.nextBoolean() ? "alpha" : "beta";
    boolean slow = second >= SLOW_FROM && host.equals("beta");
    double millis = 24 * Math.exp(0.3 * random.nextGaussian()) * (slow ? 6 : 1);
    long end = start + (long) (millis * Telemetry.MILLI);
    Span.Builder root =
        span(number, 1, 0, "GET /items/{id}", Span.SpanKind.SPAN_KIND_SERVER, start, end)
            .addAttributes(attribute("http.request.method", "GET"))
            .addAttributes(attribute("url.scheme", "http"))
            .addAttributes(attribute("url.path", "/items/" + number))
            .addAttributes(attribute("http.route", "/items/{id}"));
    if (second >= FAILS_FROM && number % 3 == 0) {
      root.setStatus(Telemetry.failed("no connection"))
          .addEvents(
              Span.Event.newBuilder()
                  .setName("exception")
                  .setTimeUnixNano(end - Telemetry.MILLI)
                  .addAttributes(attribute("exception.type", "java.net.ConnectException")));
    }
    return request(
        "catalog",
        host,
        "shop.catalog",
        root,
        span(
                number,
                2,
                1,
                "SELECT items",
                Span.SpanKind.SPAN_KIND_CLIENT,
                start + Telemetry.MILLI,
                end - 2 * Telemetry.MILLI)
            .addAttributes(attribute("db.system.name", "postgresql")));
  }

  private ExportTraceServiceRequest legacy() {
    long trace = 100_000;
    long start = nowNanos - SECOND_NANOS;
    return request(
        "legacy",
        "alpha",
        "shop.legacy",
        span(trace, 1, 0, "GET /users/4711", Span.SpanKind.SPAN_KIND_SERVER, start, start + 900)
            .addAttributes(attribute("http.method", "GET"))
            .addAttributes(attribute("http.response.status_code", "200"))
            .addAttributes(
                attribute(
                    "app.session",
                    "token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NyJ9.c2lnbmF0dXJlc2lnbmF0dXJl")),
        span(trace, 2, 1, "load", Span.SpanKind.SPAN_KIND_INTERNAL, start + 400, start + 300),
        span(
            trace,
            3,
            1,
            "audit",
            Span.SpanKind.SPAN_KIND_INTERNAL,
            start + 20 * Telemetry.MILLI,
            start + 30 * Telemetry.MILLI));
  }
}
