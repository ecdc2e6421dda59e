// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import static dev.ringlet.checks.assertj.TelemetryAssertions.assertThat;
import static dev.ringlet.checks.assertj.TelemetryAssertions.equalTo;
import static dev.ringlet.checks.assertj.TelemetryAssertions.satisfies;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.checks.assertj.SpanAssert;
import dev.ringlet.checks.data.CapturedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each assertion holds for what was recorded, and fails for anything else. */
@SuppressWarnings("try") // scopes are only to be closed
class TelemetryAssertionsTest {
  private static final AttributeKey<String> ITEM = AttributeKey.stringKey("shop.item");
  private static final AttributeKey<Long> AMOUNT = AttributeKey.longKey("shop.amount");
  private static final SpanContext OTHER =
      SpanContext.create(
          "000000000000000000000000000000aa",
          "00000000000000bb",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private final TestTelemetry telemetry = TestTelemetry.builder().deterministic().build();

  @BeforeEach
  void order() {
    Span order =
        telemetry
            .getTracer("shop.orders")
            .spanBuilder("POST /orders")
            .setSpanKind(SpanKind.SERVER)
            .addLink(OTHER, Attributes.of(ITEM, "link"))
            .startSpan();
    try (Scope scope = order.makeCurrent()) {
      telemetry.getClock().advance(Duration.ofMillis(5));
      Span price = telemetry.getTracer("shop.orders").spanBuilder("price").startSpan();
      price.setAttribute(ITEM, "ring").setAttribute(AMOUNT, 3L);
      telemetry.getClock().advance(Duration.ofMillis(2));
      price.end();
      Span pay = telemetry.getTracer("shop.orders").spanBuilder("pay").startSpan();
      pay.recordException(new IOException("card declined"));
      pay.setStatus(StatusCode.ERROR, "declined");
      pay.end();
      telemetry
          .getOpenTelemetry()
          .getMeter("shop")
          .counterBuilder("shop.orders")
          .setUnit("{order}")
          .build()
          .add(2, Attributes.of(ITEM, "ring"));
      telemetry
          .getOpenTelemetry()
          .getMeter("shop")
          .histogramBuilder("shop.total")
          .setUnit("EUR")
          .setDescription("what orders cost")
          .setExplicitBucketBoundariesAdvice(List.of(10.0, 100.0))
          .build()
          .record(42.5);
      telemetry
          .getOpenTelemetry()
          .getMeter("shop")
          .gaugeBuilder("shop.stock")
          .ofLongs()
          .build()
          .set(7);
      telemetry
          .getOpenTelemetry()
          .getLogsBridge()
          .get("shop.log")
          .logRecordBuilder()
          .setSeverity(Severity.WARN)
          .setBody("no index")
          .setAttribute(ITEM, "ring")
          .emit();
    }
    order.end();
  }

  @AfterEach
  void close() {
    telemetry.close();
  }

  private CapturedSpan span(String name) {
    return telemetry.getSpans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wholeTrace() {
    telemetry
        .assertTraces()
        .hasSize(1)
        .hasTracesSatisfyingExactly(
            trace ->
                trace
                    .hasTraceId("00000000000000000000000000000001")
                    .hasTree("POST /orders", "  price", "  pay")
                    .hasSpansSatisfyingExactly(
                        span ->
                            span.hasName("POST /orders")
                                .hasKind(SpanKind.SERVER)
                                .hasNoParent()
                                .hasNoAttributes()
                                .hasNoEvents()
                                .isSampled()
                                .startsAt(TestClock.START)
                                .endsAt(TestClock.START.plusMillis(7))
                                .hasDuration(Duration.ofMillis(7))
                                .hasInstrumentationScopeName("shop.orders")
                                .hasLinksTo(OTHER)
                                .hasLinksSatisfyingExactly(
                                    link ->
                                        link.hasSpanId(OTHER.getSpanId())
                                            .hasAttribute(ITEM, "link")),
                        span ->
                            span.hasName("price")
                                .hasSpanId("0000000000000002")
                                .hasParent(trace.getSpan(0))
                                .hasParentSpanId("0000000000000001")
                                .hasAttribute(ITEM, "ring")
                                .hasAttributes(Attributes.of(ITEM, "ring", AMOUNT, 3L))
                                .hasAttributesSatisfying(equalTo(AMOUNT, 3))
                                .hasAttributesSatisfyingExactly(
                                    satisfies(ITEM, item -> item.startsWith("ri")),
                                    satisfies(AMOUNT, amount -> amount.isPositive()))
                                .hasTotalAttributeCount(2)
                                .hasNoLinks()
                                .hasStatus(StatusCode.UNSET),
                        span ->
                            span.hasName("pay")
                                .hasStatus(StatusCode.ERROR, "declined")
                                .hasException(new IOException("card declined"))
                                .hasEventsSatisfyingExactly(
                                    event ->
                                        event
                                            .hasName("exception")
                                            .containsAttribute("exception.stacktrace")
                                            .doesNotContainAttribute("shop.item"))));
  }

  static Stream<Consumer<SpanAssert>> wrong() {
    return Stream.of(
        span -> span.hasName("other"),
        span -> span.hasKind(SpanKind.SERVER),
        span -> span.hasNoParent(),
        span -> span.hasParentSpanId("0000000000000009"),
        span -> span.hasTraceId("00000000000000000000000000000009"),
        span -> span.hasSpanId("0000000000000009"),
        span -> span.hasStatus(StatusCode.OK),
        span -> span.hasStatus(StatusCode.ERROR),
        span -> span.hasAttribute(ITEM, "other"),
        span -> span.hasAttribute(AttributeKey.longKey("shop.item"), 1L),
        span -> span.hasAttributes(Attributes.of(ITEM, "ring")),
        span -> span.hasAttributesSatisfying(equalTo(AMOUNT, 4)),
        span -> span.hasAttributesSatisfying(satisfies(ITEM, item -> item.isEmpty())),
        span -> span.hasAttributesSatisfyingExactly(equalTo(AMOUNT, 3)),
        span -> span.hasNoAttributes(),
        span -> span.containsAttribute("other"),
        span -> span.doesNotContainAttribute("shop.item"),
        span -> span.hasTotalAttributeCount(1),
        span -> span.hasEvent("exception"),
        span -> span.hasException(IOException.class),
        span -> span.hasEventsSatisfyingExactly(event -> event.hasName("a")),
        span -> span.hasLinksTo(OTHER),
        span -> span.hasLinksSatisfyingExactly(link -> link.hasSpanId("a")),
        span -> span.hasDuration(Duration.ofMillis(1)),
        span -> span.startsAt(TestClock.START),
        span -> span.endsAt(TestClock.START),
        span -> span.hasInstrumentationScopeName("other"),
        span -> span.hasTraceStateEntry("a", "b"),
        span -> span.hasResourceSatisfying(r -> assertThat(r.getAttributes().isEmpty()).isTrue()));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void eachAssertionOfASpanCanFail(Consumer<SpanAssert> assertion) {
    SpanAssert price = assertThat(span("price"));

    assertThatThrownBy(() -> assertion.accept(price)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aFailureShowsTheTrace() {
    assertThatThrownBy(
            () ->
                telemetry
                    .assertTraces()
                    .hasTracesSatisfyingExactly(
                        trace ->
                            trace.hasSpansSatisfyingExactly(
                                span -> {}, span -> span.hasName("cost"), span -> {})))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "trace 1 of 1: span 2 of 3: name of span \"price\": expected \"cost\" but was \"price\"\n\n")
        .hasMessageContaining("trace 00000000000000000000000000000001 · test · ")
        .hasMessageContaining("├─ price ")
        .hasMessageContaining("✗ pay ")
        .satisfies(e -> assertThat(e.getMessage().split("├─ price ", -1)).hasSize(2)); // drawn once
  }

  @Test
  void aFailureOfTheNumberShowsAllTraces() {
    assertThatThrownBy(() -> telemetry.assertTraces().hasSize(2))
        .hasMessageContaining("expected traces: 2, but there are 1")
        .hasMessageContaining("├─ price ");
    assertThatThrownBy(() -> telemetry.assertTraces().isEmpty()).isInstanceOf(AssertionError.class);
  }

  @Test
  void treesAndOrders() {
    assertThatThrownBy(
            () -> assertThat(telemetry.getTraces().get(0)).hasTree("POST /orders", "  pay"))
        .hasMessageContaining("expected the tree\n  POST /orders\n    pay\nbut it was");
    assertThat(telemetry.getTraces().get(0))
        .hasSpansSatisfyingExactlyInAnyOrder(
            span -> span.hasInstrumentationScopeName("shop.orders"), // fits each of them
            span -> span.hasName("POST /orders"),
            span -> span.hasName("price"));
    assertThatThrownBy(
            () ->
                assertThat(telemetry.getTraces().get(0))
                    .hasSpansSatisfyingExactlyInAnyOrder(
                        span -> span.hasName("pay"), span -> span.hasName("pay"), span -> {}))
        .hasMessageContaining("no span is left that satisfies assertion 2");
    assertThatThrownBy(() -> telemetry.assertTraces().hasTraceSatisfying(trace -> trace.hasSize(9)))
        .hasMessageContaining("no trace satisfies it\n  expected 9 spans but there are 3");
  }

  @Test
  void metrics() {
    telemetry
        .assertMetrics()
        .hasMetricSatisfying(
            "shop.orders",
            metric ->
                metric
                    .hasUnit("{order}")
                    .hasInstrumentationScopeName("shop")
                    .hasLongSumSatisfying(
                        sum ->
                            sum.isMonotonic()
                                .isCumulative()
                                .hasPointsSatisfying(
                                    point -> point.hasValue(2).hasAttribute(ITEM, "ring"))))
        .hasMetricSatisfying(
            "shop.total",
            metric ->
                metric
                    .hasDescription("what orders cost")
                    .hasHistogramSatisfying(
                        histogram ->
                            histogram.hasPointsSatisfying(
                                point ->
                                    point
                                        .hasCount(1)
                                        .hasSum(42.5)
                                        .hasSumGreaterThan(42)
                                        .hasMin(42.5)
                                        .hasMax(42.5)
                                        .hasBucketBoundaries(10, 100)
                                        .hasBucketCounts(0, 1, 0)
                                        .hasExemplarOf(span("POST /orders"))
                                        .hasExemplarsSatisfying(
                                            exemplar ->
                                                exemplar
                                                    .hasValue(42.5)
                                                    .hasSpanId("0000000000000001")))))
        .hasMetricSatisfying(
            "shop.stock",
            metric ->
                metric.hasLongGaugeSatisfying(
                    gauge -> gauge.hasPointsSatisfying(point -> point.hasValue(7))))
        .doesNotHaveMetric("other");
  }

  @Test
  void metricsThatAreOthers() {
    assertThatThrownBy(() -> telemetry.assertMetrics().hasMetricSatisfying("other", metric -> {}))
        .hasMessageContaining(
            "there is no metric other, but [shop.orders, shop.stock, shop.total]");
    assertThatThrownBy(
            () ->
                telemetry
                    .assertMetrics()
                    .hasMetricSatisfying(
                        "shop.orders", metric -> metric.hasDoubleSumSatisfying(sum -> {})))
        .hasMessageContaining("AS_INT");
    assertThatThrownBy(
            () ->
                telemetry
                    .assertMetrics()
                    .hasMetricSatisfying(
                        "shop.orders", metric -> metric.hasLongSumSatisfying(sum -> sum.isDelta())))
        .hasMessageContaining("CUMULATIVE");
    assertThatThrownBy(
            () ->
                telemetry
                    .assertMetrics()
                    .hasMetricSatisfying(
                        "shop.orders",
                        metric ->
                            metric.hasLongSumSatisfying(
                                sum -> sum.hasPointsSatisfying(point -> point.hasValue(3)))))
        .hasMessageContaining("expected 3 but was 2");
  }

  @Test
  void logRecords() {
    telemetry
        .assertLogRecords()
        .hasLogRecordsSatisfyingExactly(
            log ->
                log.hasBody("no index")
                    .hasBodySatisfying(body -> assertThat(body).contains("index"))
                    .hasSeverity(Severity.WARN)
                    .hasAttribute(ITEM, "ring")
                    .hasSpan(span("POST /orders"))
                    .hasInstrumentationScopeName("shop.log"));
    assertThatThrownBy(
            () ->
                telemetry
                    .assertLogRecords()
                    .hasLogRecordSatisfying(log -> log.hasSeverity(Severity.ERROR)))
        .hasMessageContaining("expected ERROR but was WARN");
    assertThatThrownBy(() -> telemetry.assertLogRecords().hasSize(2))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void attributesOfAllTypesComeBack() {
    Attributes all =
        Attributes.builder()
            .put("text", "a")
            .put("whole", 1L)
            .put("number", 1.5)
            .put("truth", true)
            .put("texts", "a", "b")
            .put("wholes", 1L, 2L)
            .put("numbers", 1.5, 2.5)
            .put("truths", true, false)
            .build();
    telemetry
        .getTracer("shop")
        .spanBuilder("all")
        .setParent(Context.root())
        .setAllAttributes(all)
        .startSpan()
        .end();

    assertThat(span("all")).hasAttributes(all);
  }

  @Test
  void theDescriptionOfTheUserComesFirst() {
    assertThatThrownBy(() -> assertThat(span("price")).as("the price").hasName("a"))
        .hasMessageStartingWith("[the price] name of span \"price\"");
  }
}
