// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTreePrinterTest {
  private static final long ORIGIN_MILLIS = 1_700_000_000_000L;

  @Test
  void drawsATreeWithAWaterfall() {
    List<ResourceSpans> spans =
        List.of(
            resource(
                "web",
                scope("http", span(1, 0, "GET /cart", Span.SpanKind.SPAN_KIND_SERVER, 0, 100))),
            resource(
                "web",
                scope(
                    "cart",
                    failed(span(4, 1, "save", Span.SpanKind.SPAN_KIND_INTERNAL, 80, 99)),
                    span(2, 1, "load", Span.SpanKind.SPAN_KIND_CLIENT, 10, 60)
                        .addAttributes(attribute("db.system.name", "h2")),
                    span(3, 2, "decode", Span.SpanKind.SPAN_KIND_INTERNAL, 50, 50)
                        .addEvents(
                            Span.Event.newBuilder()
                                .setName("cache miss")
                                .setTimeUnixNano(nanos(50))
                                .addAttributes(attribute("key", "a b")))
                        .setStatus(
                            Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK)))));
    List<ResourceLogs> logs =
        List.of(
            ResourceLogs.newBuilder()
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log(2, 20, "slow disk")))
                .build());

    assertThat(print(spans, logs, false))
        .isEqualTo(
            """
            ━━ GET /cart · web ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ trace 00000000000000000000000000000007 ━━
               100.00 ms · 4 spans · 1 failed · most of it in load (cart): 50.00 ms, 50 %

            GET /cart     server    http  100.00 ms  ██████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░████████████░░░░░░░░░░░█
            ├─ load       client    cart   50.00 ms       ██████████████████████████████
            │  │  db.system.name=h2
            │  │  ▸ +20.00 ms  WARN  slow disk
            │  └─ decode  internal  cart     0.0 µs                               ▏
            │        OK
            │        • +50.00 ms  cache miss  key="a b"
            └─ ✗ save     internal  cart   19.00 ms                                                 ███████████
                  ✗ +99.00 ms  java.io.IOException: disk full
                      at A.a(A.java:1)
                      at B.b(B.java:2)
                      Caused by: D: e
                      at D.d(D.java:4)
                      … 2 more lines

            """);
  }

  @Test
  void namesServicesWhereThereAreSeveralAndSaysWhatIsMissing() {
    List<ResourceSpans> spans =
        List.of(
            resource("web", scope("http", span(1, 9, "a", Span.SpanKind.SPAN_KIND_CLIENT, 0, 2))),
            resource(
                "stock", scope("http", span(2, 1, "b", Span.SpanKind.SPAN_KIND_SERVER, 1, 2))));

    assertThat(print(spans, List.of(), false))
        .isEqualTo(
            """
            ━━ a · web ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ trace 00000000000000000000000000000007 ━━
               2.00 ms · 2 spans · incomplete: a parent has not arrived · most of it in a (web): 1.00 ms, 50 %

            a     client    web    2.00 ms  ██████████████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
            └─ b  server    stock  1.00 ms                                    ██████████████████████████████████

            """);
  }

  @Test
  void addsNothingButCodesForColour() {
    List<ResourceSpans> spans =
        List.of(
            resource(
                "web",
                scope("http", failed(span(1, 0, "a", Span.SpanKind.SPAN_KIND_CLIENT, 0, 2)))));

    String coloured = print(spans, List.of(), true);

    assertThat(coloured).contains("\u001b[31m✗ a\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "").replaceAll(" +\n", "\n"))
        .isEqualTo(print(spans, List.of(), false));
  }

  private static String print(List<ResourceSpans> spans, List<ResourceLogs> logs, boolean colour) {
    StringBuilder text = new StringBuilder();
    TraceTreePrinter.print(TraceTree.of(spans, logs), new Terminal(text, 100, colour));
    return text.toString();
  }

  private static ResourceSpans resource(String service, ScopeSpans scope) {
    return ResourceSpans.newBuilder()
        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", service)))
        .addScopeSpans(scope)
        .build();
  }

  private static ScopeSpans scope(String name, Span.Builder... spans) {
    ScopeSpans.Builder scope =
        ScopeSpans.newBuilder().setScope(InstrumentationScope.newBuilder().setName(name));
    for (Span.Builder span : spans) {
      scope.addSpans(span);
    }
    return scope.build();
  }

  private static Span.Builder span(
      int id, int parent, String name, Span.SpanKind kind, long startMillis, long endMillis) {
    return Span.newBuilder()
        .setTraceId(id(7, 16))
        .setSpanId(id(id, 8))
        .setParentSpanId(parent == 0 ? ByteString.EMPTY : id(parent, 8))
        .setName(name)
        .setKind(kind)
        .setStartTimeUnixNano(nanos(startMillis))
        .setEndTimeUnixNano(nanos(endMillis));
  }

  private static Span.Builder failed(Span.Builder span) {
    return span.setStatus(
            Status.newBuilder()
                .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                .setMessage("disk full"))
        .addEvents(
            Span.Event.newBuilder()
                .setName("exception")
                .setTimeUnixNano(span.getEndTimeUnixNano())
                .addAttributes(attribute("exception.type", "java.io.IOException"))
                .addAttributes(attribute("exception.message", "disk full"))
                .addAttributes(
                    attribute(
                        "exception.stacktrace",
                        "java.io.IOException: disk full\n\tat A.a(A.java:1)\n\tat B.b(B.java:2)\n"
                            + "\tat C.c(C.java:3)\nCaused by: D: e\n\tat D.d(D.java:4)\n"
                            + "\t... 3 more\n")));
  }

  private static LogRecord log(int spanId, long millis, String body) {
    return LogRecord.newBuilder()
        .setTraceId(id(7, 16))
        .setSpanId(id(spanId, 8))
        .setTimeUnixNano(nanos(millis))
        .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
        .setBody(AnyValue.newBuilder().setStringValue(body))
        .build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString id(int last, int length) {
    byte[] id = new byte[length];
    id[length - 1] = (byte) last;
    return ByteString.copyFrom(id);
  }

  private static long nanos(long millis) {
    return (ORIGIN_MILLIS + millis) * 1_000_000;
  }
}
