// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten faults, each in one span of 2,000 that are sound: each is found, once, where it is, and
 * nothing else.
 */
class SeededFaultsTest {
  private static final int TRACES = 200;
  private static final int SPANS = 10;

  private record Fault(Rule rule, Consumer<Span.Builder> change) {}

  /** For a span that has a parent and no children. */
  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              Rule.SPAN_WITHOUT_PARENT, span -> span.setParentSpanId(Telemetry.spanId(99_999_999))),
          new Fault(Rule.SPAN_CYCLE, span -> span.setParentSpanId(span.getSpanId())),
          new Fault(
              Rule.SPAN_ENDS_BEFORE_START,
              span -> span.setEndTimeUnixNano(span.getStartTimeUnixNano() - 1)),
          new Fault(
              Rule.SPAN_STARTS_BEFORE_PARENT,
              span -> span.setStartTimeUnixNano(span.getStartTimeUnixNano() - 3_600_000_000_000L)),
          new Fault(Rule.ID_INVALID, span -> span.setSpanId(ByteString.EMPTY)),
          new Fault(Rule.NAME_HAS_ID, span -> span.setName("GET /orders/4711")),
          new Fault(
              Rule.ATTRIBUTE_TYPE,
              span -> span.addAttributes(Telemetry.attribute("http.response.status_code", "200"))),
          new Fault(
              Rule.ATTRIBUTE_DEPRECATED,
              span -> span.addAttributes(Telemetry.attribute("db.statement", "SELECT 1"))),
          new Fault(
              Rule.SECRET,
              span -> span.addAttributes(Telemetry.attribute("note", "AK" + "IAIOSFODNN7EXAMPLE"))),
          new Fault(
              Rule.EXCEPTION_WITHOUT_STATUS,
              span ->
                  span.addEvents(
                      Span.Event.newBuilder()
                          .setName("exception")
                          .setTimeUnixNano(span.getStartTimeUnixNano()))));

  /** Random trees; the children of a span are within it. */
  private static List<Span.Builder> trace(Random random, int trace) {
    List<Span.Builder> spans = new ArrayList<>();
    for (int i = 0; i < SPANS; i++) {
      long id = (long) trace * SPANS + i + 1;
      Span.Builder parent = i == 0 ? null : spans.get(random.nextInt(i));
      long parentId = parent == null ? 0 : parent.getSpanId().asReadOnlyByteBuffer().getLong();
      Span.Builder span =
          Telemetry.span("step " + i, id, parentId, i, 1000 - i)
              .setTraceId(Telemetry.traceId(1000 + trace))
              .setFlags(0x101)
              .addAttributes(Telemetry.attribute("shop.order.id", random.nextLong()))
              .addAttributes(Telemetry.attribute("server.port", 80));
      spans.add(span);
    }
    return spans;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eachIsFoundAndNothingElse(long seed) {
    Random random = new Random(seed);
    Telemetry telemetry = new Telemetry();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      List<Span.Builder> spans = trace(random, i);
      Span.Builder last = spans.get(SPANS - 1); // has no children
      if (i % 20 == 0) {
        Fault fault = FAULTS.get(i / 20);
        fault.change.accept(last);
        expected.add(fault.rule + " " + Text.hex(last.getSpanId()));
      }
      telemetry.spans(spans.toArray(Span.Builder[]::new));
    }

    assertThat(telemetry.validator.findings())
        .extracting(finding -> finding.rule() + " " + finding.spanId())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void thereAreTen() {
    assertThat(FAULTS).hasSize(10).extracting(Fault::rule).doesNotHaveDuplicates();
  }
}
