// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import static dev.ringlet.viewer.Telemetry.MILLI;
import static dev.ringlet.viewer.Telemetry.attribute;
import static dev.ringlet.viewer.Telemetry.failed;
import static dev.ringlet.viewer.Telemetry.request;
import static dev.ringlet.viewer.Telemetry.span;
import static dev.ringlet.viewer.Telemetry.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceQueriesTest {
  private static final TraceId TRACE = TraceId.of(traceId(1));

  private final TelemetryStore store = new TelemetryStore(new Limits(64 << 20, 100_000));
  private final TraceQueries queries = new TraceQueries(store);

  private List<String> path() {
    return queries.waterfall(TRACE).critical().stream()
        .map(
            each ->
                Long.parseLong(each.span(), 16)
                    + ": "
                    + each.fromNanos() / MILLI
                    + "-"
                    + each.toNanos() / MILLI)
        .toList();
  }

  private List<String> bars() {
    return queries.waterfall(TRACE).bars().stream()
        .map(bar -> "  ".repeat(bar.depth()) + bar.name() + " " + bar.flag())
        .map(String::stripTrailing)
        .toList();
  }

  @Test
  void theCriticalPathGoesThroughTheChildThatEndsLast() {
    store.add(
        request(
            "shop",
            span(1, 0, 0, 100),
            span(2, 1, 10, 40),
            span(3, 1, 20, 60),
            span(4, 3, 30, 50),
            span(5, 1, 70, 90)));

    assertThat(path())
        .containsExactly(
            "1: 0-20", "3: 20-30", "4: 30-50", "3: 50-60", "1: 60-70", "5: 70-90", "1: 90-100");
  }

  @Test
  void whatAChildDoesAfterItsParentDelaysNothing() {
    store.add(request("shop", span(1, 0, 0, 100), span(2, 1, 80, 300), span(3, 1, 400, 500)));

    assertThat(path()).containsExactly("1: 0-80", "2: 80-100");
    assertThat(bars()).containsExactly("span 1", "  span 2", "  span 3 outside");
  }

  @Test
  void aChildBeforeItsParentIsMarkedAndCutOff() {
    store.add(request("shop", span(1, 0, 0, 100), span(2, 1, -30, 20)));

    assertThat(bars()).containsExactly("span 1", "  span 2 outside");
    assertThat(queries.waterfall(TRACE).critical())
        .extracting(CriticalPath.Segment::fromNanos, CriticalPath.Segment::toNanos)
        .containsExactly(tuple(30 * MILLI, 50 * MILLI), tuple(50 * MILLI, 130 * MILLI));
  }

  @Test
  void anOrphanIsARootOfItsOwn() {
    store.add(request("shop", span(2, 99, 5, 50), span(3, 2, 10, 20), span(1, 0, 0, 10)));

    assertThat(bars()).containsExactly("span 1", "span 2 orphan", "  span 3");
    assertThat(list(all(), 10).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.name()).isEqualTo("span 1"));
    assertThat(path()).as("the longest tree").containsExactly("2: 5-10", "3: 10-20", "2: 20-50");
  }

  @Test
  void aCycleIsCutAtItsEarliestSpan() {
    store.add(
        request(
            "shop", span(1, 3, 20, 30), span(2, 1, 0, 50), span(3, 2, 10, 40), span(4, 4, 60, 70)));

    assertThat(bars()).containsExactly("span 2 cycle", "  span 3", "    span 1", "span 4 cycle");
    assertThat(path()).containsExactly("2: 0-10", "3: 10-20", "1: 20-30", "3: 30-40", "2: 40-50");
  }

  @Test
  void depthCostsNoStack() {
    int depth = 20_000;
    Span.Builder[] spans = new Span.Builder[depth];
    for (int i = 0; i < depth; i++) {
      spans[i] = span(i + 1, i, 0, 10);
    }
    store.add(request("shop", spans));

    TraceQueries.Waterfall waterfall = queries.waterfall(TRACE);
    assertThat(waterfall.bars()).hasSize(depth);
    assertThat(waterfall.bars().get(depth - 1).depth()).isEqualTo(depth - 1);
    assertThat(waterfall.critical()).hasSize(1);
  }

  @Test
  void aSpanThatCameTwiceIsOne() {
    store.add(request("shop", span(1, 0, 0, 10).setStatus(failed("x"))));
    store.add(request("shop", span(1, 0, 0, 10).setStatus(failed("x"))));

    assertThat(bars()).containsExactly("span 1");
    assertThat(list(all(), 10).rows().get(0).errors()).isEqualTo(1);
    assertThat(list(all(), 10).rows().get(0).spans()).isEqualTo(1);
  }

  @Test
  void anEndBeforeTheStartIsMarked() {
    store.add(request("shop", span(1, 0, 10, 0)));

    assertThat(bars()).containsExactly("span 1 unfinished");
    assertThat(path()).isEmpty();
  }

  private static TraceFilter all() {
    return TraceFilter.of("", "", 0, Long.MAX_VALUE, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                   | 3,2,1
          checkout                             | 2,1
          CHECKOUT                             | 2,1
          -checkout                            | 3
          http.route=/checkout                 | 2,1
          http.route!=/checkout                | 3
          http.route~check                     | 2,1
          http.response.status_code>=500       | 2
          http.response.status_code<500        | 1
          service=stock                        | 3
          status=error                         | 2
          duration>100ms                       | 2
          duration<=0.05s                      | 3,1
          spans>1                              | 1
          kind=server http.route=/checkout     | 2,1
          kind=client http.route=/checkout     | ''
          "card declined"                      | 2
          exception.type~IllegalState          | 2
          name="span 1" kind=server            | 2,1
          duration>many                        | ''
          """)
  void searchesFind(String search, String expected) {
    store.add(
        request(
            "shop",
            span(1, 0, 0, 50)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .addAttributes(attribute("http.route", "/checkout"))
                .addAttributes(attribute("http.response.status_code", 200)),
            span(2, 1, 10, 20).setKind(Span.SpanKind.SPAN_KIND_CLIENT)));
    store.add(
        request(
            "shop",
            span(1, 0, 0, 200)
                .setTraceId(traceId(2))
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStatus(failed("card declined"))
                .addAttributes(attribute("http.route", "/checkout"))
                .addAttributes(attribute("http.response.status_code", 500))
                .addEvents(
                    Span.Event.newBuilder()
                        .setName("exception")
                        .addAttributes(
                            attribute("exception.type", "java.lang.IllegalStateException")))));
    store.add(request("stock", span(1, 0, 0, 10).setTraceId(traceId(3)).setName("poll")));

    String found =
        String.join(
            ",",
            list(TraceFilter.of("", "", 0, Long.MAX_VALUE, search), 10).rows().stream()
                .map(row -> Long.toString(Long.parseLong(row.id().substring(16), 16)))
                .toList());

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void choicesFilterAndTheLimitCutsTheNewest() {
    for (int i = 1; i <= 5; i++) {
      store.add(
          request(
              i % 2 == 0 ? "shop" : "stock",
              span(1, 0, 0, i * 10L).setTraceId(traceId(i)).setStatus(failed("x"))));
    }

    assertThat(list(TraceFilter.of("shop", "", 0, Long.MAX_VALUE, ""), 9).matching()).isEqualTo(2);
    assertThat(list(TraceFilter.of("", "ok", 0, Long.MAX_VALUE, ""), 9).matching()).isZero();
    assertThat(list(TraceFilter.of("", "", 20 * MILLI, 40 * MILLI, ""), 9).matching()).isEqualTo(3);
    TraceQueries.Rows cut = list(all(), 2);
    assertThat(cut.matching()).isEqualTo(5);
    assertThat(cut.rows())
        .extracting(TraceQueries.Row::duration)
        .containsExactly(50 * MILLI, 40 * MILLI);
  }

  private TraceQueries.Rows list(TraceFilter filter, int limit) {
    return queries.list(filter, new TraceQueries.Part(0, limit, Long.MAX_VALUE));
  }

  @Test
  void partsOfAListStayWhereTheyAreWhenNewerTracesCome() {
    for (int i = 1; i <= 5; i++) {
      store.add(request("shop", span(1, 0, 0, i * 10L).setTraceId(traceId(i))));
    }
    long until = list(all(), 1).newest();
    for (int i = 6; i <= 9; i++) {
      store.add(request("shop", span(1, 0, 0, i * 10L).setTraceId(traceId(i))));
    }

    TraceQueries.Rows part = queries.list(all(), new TraceQueries.Part(2, 2, until));

    assertThat(part.rows())
        .extracting(TraceQueries.Row::duration)
        .containsExactly(30 * MILLI, 20 * MILLI);
    assertThat(part.matching()).isEqualTo(5);
    assertThat(part.longest()).isEqualTo(50 * MILLI);
    assertThat(part.newest() - until).isEqualTo(4);
  }

  @Test
  void aSearchThatIsAskedAgainSeesWhatChanged() {
    TraceFilter search = TraceFilter.of("", "", 0, Long.MAX_VALUE, "item=ring");
    store.add(request("shop", span(1, 0, 0, 10)));
    assertThat(list(search, 9).matching()).isZero();

    store.add(request("shop", span(2, 1, 1, 9).addAttributes(attribute("item", "ring"))));
    assertThat(list(search, 9).matching()).isEqualTo(1);
    assertThat(list(search, 9).matching()).isEqualTo(1);

    store.clear();
    queries.clear();
    store.add(request("shop", span(1, 0, 0, 10)));
    assertThat(list(search, 9).matching()).isZero();
  }

  @Test
  void theMapHasCallsErrorsAndWhatSendsNoSpans() {
    store.add(
        request(
            "shop",
            span(1, 0, 0, 1000).setKind(Span.SpanKind.SPAN_KIND_SERVER),
            span(2, 1, 10, 100).setKind(Span.SpanKind.SPAN_KIND_CLIENT).setStatus(failed("x"))));
    store.add(
        request(
            "stock",
            span(3, 2, 20, 90).setKind(Span.SpanKind.SPAN_KIND_SERVER),
            span(4, 3, 30, 40)
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .addAttributes(attribute("db.system.name", "postgresql"))));

    ServiceMap.Graph graph = ServiceMap.of(store);

    assertThat(graph.nodes())
        .extracting(node -> node.kind() + " " + node.name() + " " + node.calls())
        .containsExactlyInAnyOrder("service shop 1", "service stock 1", "database postgresql 1");
    assertThat(graph.edges())
        .extracting(edge -> edge.from() + ">" + edge.to() + " " + edge.errors() + " " + edge.p50())
        .containsExactly("shop>stock 1 90000000", "stock>postgresql 0 10000000");
  }

  @Test
  void whatASearchRemembersIsDroppedOnceAThousandTracesHaveLeft() {
    for (int trace = 1; trace <= 1_011; trace++) {
      store.add(request("shop", span(1, 0, 0, 1).setTraceId(traceId(trace))));
    }
    MatchCache cache = new MatchCache();
    TraceFilter filter = TraceFilter.of("", "", 0, Long.MAX_VALUE, "a=1");
    MatchCache.Known known = cache.of(filter, 11);
    store.traces().newestFirst().forEach(known::matches);

    assertThat(cache.of(filter, 11)).isSameAs(known);
    assertThat(cache.of(filter, 10)).isNotSameAs(known);
  }
}
