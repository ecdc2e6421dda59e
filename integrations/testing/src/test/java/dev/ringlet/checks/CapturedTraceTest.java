// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import static dev.ringlet.checks.assertj.TelemetryAssertions.assertThat;
import static dev.ringlet.checks.assertj.TelemetryAssertions.assertThatTraces;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.checks.data.CapturedTrace;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturedTraceTest {
  private final ScopeSpans.Builder spans = ScopeSpans.newBuilder();

  private void add(int trace, int id, int parent, String name, long start) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(16, trace))
            .setSpanId(id(8, id))
            .setName(name)
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + 1);
    spans.addSpans(parent == 0 ? span : span.setParentSpanId(id(8, parent)));
  }

  private static ByteString id(int length, int value) {
    byte[] bytes = new byte[length];
    bytes[length - 1] = (byte) value;
    return ByteString.copyFrom(bytes);
  }

  private List<CapturedTrace> traces() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpans(spans);
    return CapturedTrace.of(CapturedSpan.of(request.build()));
  }

  @Test
  void childrenAreInTheOrderOfTheirStarts() {
    add(1, 3, 1, "second", 30);
    add(1, 2, 1, "first", 20);
    add(1, 4, 2, "below", 25);
    add(1, 1, 0, "root", 10);

    assertThat(traces().get(0).getNameTree())
        .containsExactly("root", "  first", "    below", "  second");
  }

  @Test
  void aSpanWhoseParentIsElsewhereIsARoot() {
    add(1, 2, 9, "of another service", 20);
    add(1, 1, 0, "root", 10);

    assertThat(traces().get(0).getNameTree()).containsExactly("root", "of another service");
  }

  @Test
  void spansOfACycleAreAllThere() {
    add(1, 1, 2, "one", 10);
    add(1, 2, 1, "other", 20);
    add(1, 3, 3, "its own parent", 30);

    assertThat(traces().get(0).getNameTree()).containsExactly("one", "  other", "its own parent");
    assertThat(traces().get(0).toString()).contains("one", "other", "its own parent");
  }

  @Test
  void tracesAreInTheOrderOfTheirStarts() {
    add(2, 1, 0, "late", 20);
    add(1, 2, 0, "early", 10);

    assertThatTraces(traces())
        .hasTracesSatisfyingExactly(trace -> trace.hasTree("early"), trace -> trace.hasTree("late"))
        .hasTracesSatisfyingExactlyInAnyOrder(
            trace -> trace.hasSpanSatisfying(span -> span.hasName("late")),
            trace -> trace.hasSpanSatisfying(span -> span.hasName("early")));
    assertThatThrownBy(
            () ->
                assertThatTraces(traces())
                    .hasTracesSatisfyingExactlyInAnyOrder(
                        trace -> trace.hasTree("late"), trace -> trace.hasTree("late")))
        .hasMessageContaining("no trace is left that satisfies assertion 2")
        .hasMessageContaining("expected the tree\n  late\nbut it was\n  early");
  }

  @Test
  void aSpanThatIsNotThereIsNamedByTheNumber() {
    add(1, 1, 0, "root", 10);

    CapturedTrace trace = traces().get(0);
    assertThatThrownBy(() -> assertThat(trace).getSpan(1))
        .hasMessageContaining("expected 2 spans but there is 1");
    assertThatThrownBy(() -> assertThat(trace).hasSpanSatisfying(span -> span.hasName("other")))
        .hasMessageContaining("no span satisfies it");
    assertThatThrownBy(() -> assertThat(trace).hasTraceId("other"))
        .hasMessageContaining("trace id: expected other but was " + trace.getTraceId());
  }

  @Test
  void ofManyTracesAFewAreDrawn() {
    List<CapturedTrace> many = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      add(i, i, 0, "work " + i, i);
    }
    many.addAll(traces());

    assertThatThrownBy(() -> assertThatTraces(many).isEmpty())
        .hasMessageContaining("work 1 ")
        .hasMessageMatching("(?s).*… [0-9]+ more")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("work 30"));
  }
}
