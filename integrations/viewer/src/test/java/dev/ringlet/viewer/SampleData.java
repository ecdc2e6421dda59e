// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.resource;
import static dev.ringlet.viewer.Telemetry.spanId;
import static dev.ringlet.viewer.Telemetry.traceId;

import com.google.protobuf.MessageLite;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Random;

/** A shop of four services, the same every time but for the time of day. */
final class SampleData {
  static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>1</script>";

  private final Viewer viewer;
  private final long nowNanos;
  private final Random random = new Random(42);

  private SampleData(Viewer viewer) {
    this.viewer = viewer;
    nowNanos = System.currentTimeMillis() * Telemetry.MILLI;
  }

  static void send(Viewer viewer) {
    SampleData data = new SampleData(viewer);
    new SampleTraffic(data.nowNanos).send(viewer);
    for (int i = 1; i <= 240; i++) {
      data.order(i, data.nowNanos - (240 - i) * 700L * Telemetry.MILLI);
    }
    new SampleMetrics(data.nowNanos).requests().forEach(data::send);
    data.send(Signal.PROFILES, SampleProfiles.request(data.nowNanos, "shop", 1));
    data.send(Signal.PROFILES, SampleProfiles.request(data.nowNanos, "stock", 2));
  }

  private void send(Signal signal, MessageLite message) {
    byte[] bytes = message.toByteArray();
    viewer.accept(new Payload(signal, bytes, 0, bytes.length, 1, System.nanoTime()));
  }

  private long at(long start, double millis) {
    return start + (long) (millis * Telemetry.MILLI);
  }

  private Span.Builder span(
      int trace, int id, int parent, String name, Span.SpanKind kind, long from, long to) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId(trace))
            .setSpanId(spanId(trace * 100L + id))
            .setName(name)
            .setKind(kind)
            .setStartTimeUnixNano(from)
            .setEndTimeUnixNano(to);
    return parent == 0 ? span : span.setParentSpanId(spanId(trace * 100L + parent));
  }

  private void order(int number, long start) {
    double slow = 1 + Math.abs(random.nextGaussian()) * (number % 17 == 0 ? 4 : 0.6);
    boolean declined = number % 9 == 0;
    Span.SpanKind server = Span.SpanKind.SPAN_KIND_SERVER;
    Span.SpanKind client = Span.SpanKind.SPAN_KIND_CLIENT;
    long end = at(start, 120 * slow);
    Span.Builder root =
        span(number, 1, 0, "POST /checkout", server, start, end)
            .addAttributes(attribute("http.request.method", "POST"))
            .addAttributes(attribute("http.route", "/checkout"))
            .addAttributes(attribute("http.response.status_code", declined ? 402 : 200))
            .addAttributes(attribute("user.note", HOSTILE));
    Span.Builder pay =
        span(number, 7, 1, "POST /charge", client, at(start, 72 * slow), at(start, 112 * slow))
            .addAttributes(attribute("server.address", "payment"));
    if (declined) {
      root.setStatus(Telemetry.failed("card declined"));
      pay.setStatus(Telemetry.failed("402"));
    }
    send(
        Signal.TRACES,
        Telemetry.request(
            "shop",
            root,
            span(
                    number,
                    2,
                    1,
                    "price basket",
                    Span.SpanKind.SPAN_KIND_INTERNAL,
                    at(start, 3),
                    at(start, 14 * slow))
                .addEvents(
                    event("discount applied", at(start, 9))
                        .addAttributes(attribute("shop.percent", 10))),
            span(number, 3, 1, "GET /stock", client, at(start, 15 * slow), at(start, 70 * slow)),
            pay));
    send(
        Signal.TRACES,
        Telemetry.request(
            "stock",
            span(number, 4, 3, "GET /stock", server, at(start, 17 * slow), at(start, 68 * slow)),
            span(number, 5, 4, "SELECT stock", client, at(start, 20 * slow), at(start, 60 * slow))
                .addAttributes(attribute("db.system.name", "postgresql"))
                .addAttributes(
                    attribute("db.query.text", "SELECT units FROM stock WHERE item = ?")),
            span(
                    number,
                    6,
                    4,
                    "stock.reserved publish",
                    Span.SpanKind.SPAN_KIND_PRODUCER,
                    at(start, 61 * slow),
                    at(start, 65 * slow))
                .addAttributes(attribute("messaging.system", "kafka"))
                .addLinks(
                    Span.Link.newBuilder()
                        .setTraceId(traceId(Math.max(1, number - 1)))
                        .setSpanId(spanId(Math.max(1, number - 1) * 100L + 1)))));
    Span.Builder charge =
        span(number, 8, 7, "POST /charge", server, at(start, 75 * slow), at(start, 110 * slow));
    if (declined) {
      charge
          .setStatus(Telemetry.failed("card declined"))
          .addEvents(
              event("exception", at(start, 100 * slow))
                  .addAttributes(attribute("exception.type", "java.lang.IllegalStateException"))
                  .addAttributes(attribute("exception.message", "card declined"))
                  .addAttributes(
                      attribute(
                          "exception.stacktrace",
                          "java.lang.IllegalStateException: card declined\n\tat shop.Payment.charge(Payment.java:61)\n\tat shop.Checkout.run(Checkout.java:88)")));
    }
    send(Signal.TRACES, Telemetry.request("payment", charge));
    log(
        number,
        4,
        "stock",
        SeverityNumber.SEVERITY_NUMBER_DEBUG,
        "shop.stock.Reservation",
        "reserving 1 unit of espresso-machine",
        at(start, 18));
    if (number % 17 == 0) {
      log(
          number,
          5,
          "stock",
          SeverityNumber.SEVERITY_NUMBER_WARN,
          "shop.stock.Query",
          "no index for espresso-machine, scanning all items",
          at(start, 21));
    }
    log(
        number,
        1,
        "shop",
        declined ? SeverityNumber.SEVERITY_NUMBER_ERROR : SeverityNumber.SEVERITY_NUMBER_INFO,
        "shop.checkout.Orders",
        declined ? "order not paid: card declined" : "order accepted",
        end);
  }

  private static Span.Event.Builder event(String name, long time) {
    return Span.Event.newBuilder().setName(name).setTimeUnixNano(time);
  }

  private void log(
      int trace,
      int span,
      String service,
      SeverityNumber severity,
      String scope,
      String body,
      long time) {
    send(
        Signal.LOGS,
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .setResource(resource(service))
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .setScope(InstrumentationScope.newBuilder().setName(scope))
                            .addLogRecords(
                                LogRecord.newBuilder()
                                    .setTimeUnixNano(time)
                                    .setSeverityNumber(severity)
                                    .setTraceId(traceId(trace))
                                    .setSpanId(spanId(trace * 100L + span))
                                    .setBody(AnyValue.newBuilder().setStringValue(body))
                                    .addAttributes(attribute("shop.order.id", 4700 + trace)))))
            .build());
  }
}
