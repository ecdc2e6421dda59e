// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.attribute;
import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule for spans finds its fault, and nothing where there is none. */
class TraceRulesTest {
  private static final int REMOTE = 0x300;
  private static final int LOCAL = 0x100;
  private final Telemetry telemetry = new Telemetry();

  private static Span.Builder root() {
    return span("order", 1, 0, 0, 100);
  }

  private Finding only() {
    assertThat(telemetry.validator.findings()).hasSize(1);
    return telemetry.validator.findings().get(0);
  }

  @Test
  void soundTelemetryHasNoFinding() {
    telemetry
        .spans(root(), span("price", 2, 1, 10, 20), span("tax", 3, 2, 12, 15))
        .spansOf("stock", span("GET /stock", 4, 1, 30, 40).setKind(Span.SpanKind.SPAN_KIND_SERVER));

    assertThat(telemetry.validator.findings()).isEmpty();
  }

  @Test
  void spanWithoutParent() {
    telemetry.spans(span("price", 2, 9, 10, 20).setFlags(LOCAL));

    assertThat(only().rule()).isEqualTo(Rule.SPAN_WITHOUT_PARENT);
    assertThat(only().found())
        .isEqualTo("span \"price\" has the parent 0000000000000009, which is not there");
    assertThat(only().spanId()).isEqualTo("0000000000000002");
    assertThat(only().service()).isEqualTo("shop");
    assertThat(only().scope()).isEqualTo("shop.orders");
  }

  @Test
  void aRemoteParentMayBeElsewhere() {
    telemetry.spans(
        span("price", 2, 9, 10, 20).setFlags(REMOTE),
        span("GET /", 3, 9, 10, 20).setKind(Span.SpanKind.SPAN_KIND_SERVER));

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void theParentMayComeLater() {
    telemetry.spans(span("price", 2, 1, 10, 20));
    assertThat(telemetry.rules()).containsExactly(Rule.SPAN_WITHOUT_PARENT);

    telemetry.spans(root());
    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void cycle() {
    telemetry.spans(span("a", 1, 3, 0, 9), span("b", 2, 1, 0, 9), span("c", 3, 2, 0, 9));
    telemetry.spans(span("leads to it", 4, 2, 0, 9));

    assertThat(only().rule()).isEqualTo(Rule.SPAN_CYCLE);
    assertThat(only().found()).endsWith("is its own ancestor: a circle of 3 spans");
  }

  @Test
  void itsOwnParent() {
    telemetry.spans(span("a", 1, 1, 0, 9));

    assertThat(only().found()).isEqualTo("span \"a\" is its own parent");
  }

  @Test
  void invalidIds() {
    telemetry.spans(
        root().setTraceId(ByteString.EMPTY),
        span("b", 0, 0, 0, 1),
        span("c", 3, 0, 0, 1).setTraceId(ByteString.copyFrom(new byte[16])),
        span("d", 4, 0, 0, 1).setParentSpanId(ByteString.copyFromUtf8("short")),
        span("e", 5, 0, 0, 1).addLinks(Span.Link.getDefaultInstance()));

    assertThat(telemetry.rules()).hasSize(5).containsOnly(Rule.ID_INVALID);
  }

  @Test
  void duplicateIds() {
    telemetry.spans(root(), span("other", 1, 0, 5, 6));

    assertThat(only().found()).isEqualTo("span \"other\" has the span id of \"order\"");
  }

  @Test
  void theSameSpanTwice() {
    telemetry.spans(root()).spans(root());

    assertThat(only().rule()).isEqualTo(Rule.SPAN_ID_DUPLICATE);
    assertThat(only().found()).isEqualTo("span \"order\" has arrived twice");
  }

  @Test
  void oneIdInTwoTraces() {
    telemetry.spans(root(), root().setTraceId(Telemetry.traceId(77)));

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void missingTimes() {
    telemetry.spans(root().clearEndTimeUnixNano(), span("b", 2, 1, 0, 1).setStartTimeUnixNano(0));

    assertThat(telemetry.rules()).containsExactly(Rule.SPAN_TIME_MISSING, Rule.SPAN_TIME_MISSING);
  }

  @Test
  void endsBeforeItStarts() {
    telemetry.spans(span("order", 1, 0, 100, 98));

    assertThat(only().rule()).isEqualTo(Rule.SPAN_ENDS_BEFORE_START);
    assertThat(only().found()).isEqualTo("span \"order\" ends 2 ms before it starts");
  }

  @Test
  void startsBeforeItsParent() {
    telemetry.spans(span("order", 1, 0, 50, 100), span("price", 2, 1, 20, 60));

    assertThat(only().rule()).isEqualTo(Rule.SPAN_STARTS_BEFORE_PARENT);
    assertThat(only().found()).isEqualTo("span \"price\" starts 30 ms before its parent \"order\"");
  }

  @Test
  void startsAfterItsParent() {
    telemetry.spans(root(), span("price", 2, 1, 120, 160));

    assertThat(only().rule()).isEqualTo(Rule.SPAN_STARTS_AFTER_PARENT);
  }

  @Test
  void endsAfterItsParent() {
    telemetry.spans(root(), span("price", 2, 1, 20, 160));

    assertThat(only().rule()).isEqualTo(Rule.SPAN_ENDS_AFTER_PARENT);
    assertThat(only().severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void aConsumerIsNotWaitedFor() {
    telemetry.spans(
        root().setKind(Span.SpanKind.SPAN_KIND_PRODUCER),
        span("process", 2, 1, 500, 600).setKind(Span.SpanKind.SPAN_KIND_CONSUMER));

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void aMillisecondIsTolerated() {
    telemetry.spans(span("order", 1, 0, 50, 100), span("price", 2, 1, 49, 101));

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void clockSkew() {
    telemetry
        .spans(span("order", 1, 0, 500, 900))
        .spansOf("stock", span("a", 2, 1, 480, 600), span("b", 3, 1, 100, 200));

    assertThat(only().rule()).isEqualTo(Rule.CLOCK_SKEW);
    assertThat(only().found())
        .isEqualTo("span \"b\" starts 400 ms before its parent \"order\" in service \"shop\"");
  }

  @Test
  void aLittleSkewIsTolerated() {
    telemetry.spans(span("order", 1, 0, 500, 900)).spansOf("stock", span("a", 2, 1, 491, 2000));

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void eventOutsideItsSpan() {
    long start = root().getStartTimeUnixNano();
    telemetry.spans(
        root()
            .addEvents(Span.Event.newBuilder().setName("early").setTimeUnixNano(start - 1))
            .addEvents(Span.Event.newBuilder().setName("in time").setTimeUnixNano(start + 1)));

    assertThat(only().found())
        .isEqualTo("event \"early\" of span \"order\" is 1 ns before its start");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.StatusCode.class,
      names = {"STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"})
  void exceptionAndStatus(Status.StatusCode code) {
    telemetry.spans(
        root()
            .setStatus(Status.newBuilder().setCode(code))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("exception")
                    .setTimeUnixNano(root().getStartTimeUnixNano())
                    .addAttributes(attribute("exception.type", "java.io.IOException"))));

    if (code == Status.StatusCode.STATUS_CODE_ERROR) {
      assertThat(telemetry.rules()).isEmpty();
    } else {
      assertThat(only().rule()).isEqualTo(Rule.EXCEPTION_WITHOUT_STATUS);
      assertThat(only().found())
          .isEqualTo("span \"order\" has an exception (java.io.IOException), and is not an error");
    }
  }
}
