// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import static dev.ringlet.exporter.console.internal.Drawn.MILLI;
import static dev.ringlet.exporter.console.internal.Drawn.T0;
import static dev.ringlet.exporter.console.internal.Drawn.attribute;
import static dev.ringlet.exporter.console.internal.Drawn.id;
import static dev.ringlet.exporter.console.internal.Drawn.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracePagesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static Span.Builder span(int number, int parent, String name, long from, long to) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(TRACE))
            .setSpanId(id(String.format("%016x", number)))
            .setName(name)
            .setKind(SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(T0 + from * MILLI)
            .setEndTimeUnixNano(T0 + to * MILLI);
    return parent == 0 ? span : span.setParentSpanId(id(String.format("%016x", parent)));
  }

  private static ExportTraceServiceRequest request(Span.Builder... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder().setScope(Drawn.SCOPE);
    for (Span.Builder span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(Drawn.SHOP).addScopeSpans(scope))
        .build();
  }

  private static String draw(Span.Builder... spans) {
    return Drawn.body(Signal.TRACES, request(spans));
  }

  @Test
  void drawsNestedSpansUnderTheirParents() {
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(ArrayValue.newBuilder().addValues(value("a")).addValues(value("b c")))
            .build();
    // in the order in which spans end, as they come
    String text =
        draw(
            span(3, 2, "SELECT stock", 20, 80).setKind(SpanKind.SPAN_KIND_CLIENT),
            span(2, 1, "GET /inventory", 10, 90)
                .setKind(SpanKind.SPAN_KIND_CLIENT)
                .addAttributes(attribute("items", list)),
            span(4, 1, "price", 90, 95).setStatus(Status.newBuilder().setCodeValue(1)),
            span(1, 0, "POST /checkout", 0, 100)
                .setKind(SpanKind.SPAN_KIND_SERVER)
                .addAttributes(attribute("http.request.method", "POST"))
                .addAttributes(attribute("http.response.status_code", value(200)))
                .addAttributes(attribute("user.name", "Ada L."))
                .addAttributes(attribute("zip", "01234"))
                .setDroppedAttributesCount(1)
                .setDroppedEventsCount(2));
    assertThat(text)
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c · shop · 2026-03-01T10:00:00.000Z · 100.00 ms · 4 spans
            busiest: SELECT stock (shop.checkout), 60.00 ms of its own, 60 %
            POST /checkout      server     100.00 ms  ████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░██  shop.checkout
            │   http.request.method=POST  http.response.status_code=200  user.name="Ada L."  zip="01234"
            │   (1 attribute dropped)  (2 events dropped)
            ├─ GET /inventory   client      80.00 ms      ████░░░░░░░░░░░░░░░░░░░░░░░░████      shop.checkout
            │  │   items=[a, "b c"]
            │  └─ SELECT stock  client      60.00 ms          ████████████████████████          shop.checkout
            └─ ✓ price          internal     5.00 ms                                      ██    shop.checkout

            """);
  }

  @Test
  void marksSpansWhoseParentIsElsewhere() {
    String text =
        draw(
            span(3, 2, "child", 0, 1),
            span(2, 9, "late", 0, 2),
            span(5, 8, "consume", 4, 5).setFlags(0x301));
    assertThat(text)
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c · shop · 2026-03-01T10:00:00.000Z · 5.00 ms · 3 spans
            busiest: child (shop.checkout), 1.00 ms of its own, 20 %
            late      internal     2.00 ms  ░░░░░░░░████████                          shop.checkout
            │   parent 0000000000000009 is not in this batch
            └─ child  internal     1.00 ms  ████████                                  shop.checkout
            consume   internal     1.00 ms                                  ████████  shop.checkout
                parent 0000000000000008 is in another process

            """);
  }

  @Test
  void drawsErrorsExceptionsEventsAndLinks() {
    Span.Event exception =
        Span.Event.newBuilder()
            .setName("exception")
            .setTimeUnixNano(T0 + 3 * MILLI)
            .addAttributes(attribute("exception.type", "shop.Declined"))
            .addAttributes(attribute("exception.message", "no\nmoney"))
            .addAttributes(
                attribute(
                    "exception.stacktrace",
                    "shop.Declined: no\nmoney\n\tat A.a(A.java:1)\n\tat B.b(B.java:2)\n\tat C\n"
                        + "\tat D\nCaused by: shop.Limit: 10\n\tat E\n\t... 2 more\n"))
            .addAttributes(attribute("exception.escaped", "x"))
            .build();
    String text =
        draw(
            span(1, 0, "pay", 0, 4)
                .setStatus(Status.newBuilder().setCodeValue(2).setMessage("card declined"))
                .addEvents(exception)
                .addEvents(
                    Span.Event.newBuilder()
                        .setName("asked")
                        .setTimeUnixNano(T0 + MILLI / 2)
                        .addAttributes(attribute("bank", "B")))
                .addLinks(
                    Span.Link.newBuilder()
                        .setTraceId(id(TRACE))
                        .setSpanId(id("b7ad6b7169203331"))
                        .addAttributes(attribute("why", "retry"))));
    assertThat(text)
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c · shop · 2026-03-01T10:00:00.000Z · 4.00 ms · 1 span · 1 failed
            ✗ pay  internal     4.00 ms  ████████████████████████████████████████  shop.checkout
                ERROR  card declined
                → link  trace=0af7651916cd43dd8448eb211c80319c span=b7ad6b7169203331  why=retry
                • +500.00 µs  asked  bank=B
                ✗ +3.00 ms  shop.Declined: no\\nmoney  exception.escaped=x
                    at A.a(A.java:1)
                    at B.b(B.java:2)
                Caused by: shop.Limit: 10
                    at E
                    ... 2 more
                … 2 more lines

            """);
  }

  @Test
  void errorsAreRedNamesBoldAndDurationsFaint() {
    ExportTraceServiceRequest request =
        request(
            span(2, 1, "ask", 1, 2),
            span(1, 0, "pay", 0, 4)
                .setStatus(Status.newBuilder().setCodeValue(2).setMessage("card declined"))
                .addEvents(
                    Span.Event.newBuilder()
                        .setName("exception")
                        .setTimeUnixNano(T0 + 3 * MILLI)
                        .addAttributes(attribute("exception.type", "shop.Declined")))
                .addEvents(
                    Span.Event.newBuilder().setName("asked").setTimeUnixNano(T0 + MILLI / 2)));
    String text = Drawn.text(Signal.TRACES, request, Glyphs.UNICODE, Ink.ANSI);
    assertThat(text.replace("\u001b[31m", "<e>").replace("\u001b[1m", "<n>"))
        .contains(" · <n>shop\u001b[0m · 2026-", "2 spans · <e>1 failed\u001b[0m\n")
        .contains("busiest: <n>pay\u001b[0m (shop.checkout), \u001b[2m3.00 ms\u001b[0m of its own")
        .contains("\n<e>✗\u001b[0m <n>pay\u001b[0m   internal     \u001b[2m4.00 ms\u001b[0m  █")
        .contains("\n└─ <n>ask\u001b[0m  internal     \u001b[2m1.00 ms\u001b[0m  ")
        .contains("   <e>ERROR  card declined\u001b[0m\n")
        .contains("   • \u001b[2m+500.00 µs\u001b[0m  <n>asked\u001b[0m\n")
        .contains("   <e>✗\u001b[0m \u001b[2m+3.00 ms\u001b[0m  <e>shop.Declined\u001b[0m\n");
    assertThat(Drawn.withoutInk(text)).isEqualTo(Drawn.text(Signal.TRACES, request));
  }

  @Test
  void drawsOddTreesToTheEnd() {
    assertThat(draw(span(1, 2, "a", 0, 1), span(2, 1, "b", 1, 2), span(3, 3, "self", 2, 3)))
        .contains("3 spans", "\na ", "\n└─ b ", "\nself ");
    assertThat(draw(span(1, 0, "first", 0, 1), span(1, 0, "twin", 1, 2), span(2, 1, "kid", 1, 2)))
        .containsSubsequence("\nfirst ", "\n└─ kid ", "\ntwin ");
    assertThat(draw(span(1, 0, "", 0, 1).clearEndTimeUnixNano().clearTraceId()))
        .contains("trace (no id)", "(no name)", "no end");
  }

  @Test
  void drawsATraceDeeperThanAnyStack() {
    List<Span.Builder> spans = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      spans.add(span(i, i - 1, "s" + i, i, 30_000));
    }
    String text = draw(spans.toArray(new Span.Builder[0]));
    assertThat(text.lines()).hasSize(20_003).allMatch(line -> line.length() < 120);
    assertThat(text).contains("└─ (19999) s20000 ");
  }

  @Test
  void separatesTracesAndNamesAResourceOnce() {
    ExportTraceServiceRequest request =
        request(span(1, 0, "one", 5, 6), span(2, 0, "other", 0, 1).setTraceId(id("ff".repeat(16))));
    ConsolePage page = new ConsolePage();
    byte[] bytes = request.toByteArray();
    String first = page.write(Drawn.payload(Signal.TRACES, bytes), Glyphs.ASCII, Ink.PLAIN);
    String second = page.write(Drawn.payload(Signal.TRACES, bytes), Glyphs.ASCII, Ink.PLAIN);
    assertThat(first).isEqualTo("\nresource  service.name=shop\n\n" + second);
    assertThat(second)
        .isEqualTo(
            """
            trace ffffffffffffffffffffffffffffffff - shop - 2026-03-01T10:00:00.000Z - 1.00 ms - 1 span
            other  internal     1.00 ms  ########################################  shop.checkout

            trace 0af7651916cd43dd8448eb211c80319c - shop - 2026-03-01T10:00:00.005Z - 1.00 ms - 1 span
            one  internal     1.00 ms  ########################################  shop.checkout

            """);
  }
}
