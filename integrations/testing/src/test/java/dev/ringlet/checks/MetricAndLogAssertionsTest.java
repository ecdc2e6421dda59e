// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import static dev.ringlet.checks.assertj.TelemetryAssertions.assertThat;
import static dev.ringlet.checks.assertj.TelemetryAssertions.assertThatMetrics;
import static dev.ringlet.checks.assertj.TelemetryAssertions.equalTo;
import static dev.ringlet.checks.assertj.TelemetryAssertions.satisfies;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ringlet.checks.assertj.ExponentialHistogramPointAssert;
import dev.ringlet.checks.assertj.LogRecordAssert;
import dev.ringlet.checks.assertj.MetricAssert;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions of telemetry that other SDKs send too: of every type that OTLP has. */
class MetricAndLogAssertionsTest {
  private static final AttributeKey<String> ITEM = AttributeKey.stringKey("shop.item");

  private static List<CapturedMetric> captured(Metric.Builder... metrics) {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    scope.getScopeBuilder().setName("shop").setVersion("2");
    Stream.of(metrics).forEach(scope::addMetrics);
    return CapturedMetric.of(
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder().setSchemaUrl("urn:schema").addScopeMetrics(scope))
            .build());
  }

  private static Metric.Builder temperature() {
    return Metric.newBuilder()
        .setName("temperature")
        .setGauge(
            Gauge.newBuilder()
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .setAsDouble(20.5)
                        .setStartTimeUnixNano(5)
                        .setTimeUnixNano(9)
                        .addExemplars(
                            Exemplar.newBuilder()
                                .setAsInt(20)
                                .setTraceId(bytes(16, 1))
                                .setSpanId(bytes(8, 2)))));
  }

  private static Metric.Builder level() {
    return Metric.newBuilder()
        .setName("level")
        .setSum(
            Sum.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(-1.5)));
  }

  private static Metric.Builder duration() {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .setCount(4)
            .setSum(7.5)
            .setScale(3)
            .setZeroCount(1);
    point.getPositiveBuilder().addBucketCounts(1).addBucketCounts(2);
    return Metric.newBuilder()
        .setName("duration")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point));
  }

  private static ByteString bytes(int length, int value) {
    byte[] bytes = new byte[length];
    bytes[length - 1] = (byte) value;
    return ByteString.copyFrom(bytes);
  }

  private static CapturedLogRecord log(LogRecord.Builder log) {
    return CapturedLogRecord.of(
            ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(
                    ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
                .build())
        .get(0);
  }

  private static CapturedSpan span(Span.Builder span) {
    return CapturedSpan.of(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                    ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build())
        .get(0);
  }

  @Test
  void metricsOfEveryType() {
    assertThatMetrics(captured(temperature(), level(), duration()))
        .hasMetricsSatisfyingExactlyInAnyOrder(
            metric ->
                metric
                    .hasName("duration")
                    .hasExponentialHistogramSatisfying(
                        histogram ->
                            histogram
                                .isCumulative()
                                .hasPointsSatisfying(
                                    point ->
                                        point
                                            .hasCount(4)
                                            .hasSum(7.5)
                                            .hasScale(3)
                                            .hasZeroCount(1)
                                            .hasPositiveBucketCounts(1, 2))),
            metric ->
                metric
                    .hasName("temperature")
                    .hasDoubleGaugeSatisfying(
                        gauge ->
                            gauge.hasPointsSatisfying(
                                point ->
                                    point
                                        .hasValue(20.5)
                                        .hasStartEpochNanos(5)
                                        .hasEpochNanos(9)
                                        .hasExemplarsSatisfying(
                                            exemplar ->
                                                exemplar
                                                    .hasValue(20)
                                                    .hasTraceId("0".repeat(31) + "1")
                                                    .hasSpanId("0".repeat(15) + "2")))),
            metric ->
                metric
                    .hasName("level")
                    .hasDoubleSumSatisfying(
                        sum ->
                            sum.isNotMonotonic()
                                .isDelta()
                                .hasPointsSatisfying(point -> point.hasValue(-1.5))));
  }

  static Stream<Consumer<MetricAssert>> wrongOfADuration() {
    return Stream.of(
        metric -> metric.hasName("other"),
        metric -> metric.hasUnit("s"),
        metric -> metric.hasDescription("other"),
        metric -> metric.hasInstrumentationScopeName("other"),
        metric -> metric.hasHistogramSatisfying(histogram -> {}),
        metric -> metric.hasLongGaugeSatisfying(gauge -> {}),
        metric -> metric.hasDoubleGaugeSatisfying(gauge -> {}),
        metric -> metric.hasExponentialHistogramSatisfying(all -> all.isDelta()),
        metric -> metric.hasExponentialHistogramSatisfying(all -> all.hasPointsSatisfying()),
        metric -> points(metric, point -> point.hasCount(5)),
        metric -> points(metric, point -> point.hasSum(5)),
        metric -> points(metric, point -> point.hasScale(5)),
        metric -> points(metric, point -> point.hasZeroCount(5)),
        metric -> points(metric, point -> point.hasPositiveBucketCounts(1)),
        metric -> points(metric, point -> point.hasStartEpochNanos(5)),
        metric -> points(metric, point -> point.hasEpochNanos(5)),
        metric -> points(metric, point -> point.hasExemplarsSatisfying(exemplar -> {})),
        metric -> points(metric, point -> point.hasExemplarOf(span(Span.newBuilder()))));
  }

  private static void points(
      MetricAssert metric, Consumer<ExponentialHistogramPointAssert> assertion) {
    metric.hasExponentialHistogramSatisfying(all -> all.hasPointsSatisfying(assertion));
  }

  @ParameterizedTest
  @MethodSource("wrongOfADuration")
  void eachAssertionOfAHistogramCanFail(Consumer<MetricAssert> assertion) {
    MetricAssert metric = assertThat(captured(duration()).get(0));

    assertThatThrownBy(() -> assertion.accept(metric))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("duration");
  }

  static Stream<Consumer<MetricAssert>> wrongOfNumbers() {
    return Stream.of(
        metric -> metric.hasLongSumSatisfying(sum -> {}),
        metric -> metric.hasExponentialHistogramSatisfying(all -> {}),
        metric -> metric.hasDoubleSumSatisfying(sum -> sum.isMonotonic()),
        metric -> metric.hasDoubleSumSatisfying(sum -> sum.isCumulative()),
        metric ->
            metric.hasDoubleSumSatisfying(
                sum -> sum.hasPointsSatisfying(point -> point.hasValue(-1))),
        metric ->
            metric.hasDoubleSumSatisfying(
                sum -> sum.hasPointsSatisfying(point -> point.hasValue(1.5))));
  }

  @ParameterizedTest
  @MethodSource("wrongOfNumbers")
  void eachAssertionOfNumbersCanFail(Consumer<MetricAssert> assertion) {
    MetricAssert metric = assertThat(captured(level()).get(0));

    assertThatThrownBy(() -> assertion.accept(metric)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aMonotonicSumIsNotOneThatFalls() {
    Metric.Builder counter = level();
    counter.getSumBuilder().setIsMonotonic(true);

    assertThatThrownBy(
            () ->
                assertThat(captured(counter).get(0))
                    .hasDoubleSumSatisfying(sum -> sum.isNotMonotonic()))
        .hasMessageContaining("metric \"level\": it is monotonic");
  }

  @Test
  void numbersOfMetricsAreTheirs() {
    List<CapturedMetric> metrics = captured(temperature(), level());

    assertThatThrownBy(
            () ->
                assertThatMetrics(metrics)
                    .hasMetricsSatisfyingExactlyInAnyOrder(metric -> metric.hasName("level")))
        .hasMessageContaining("expected 1 metric but there are 2");
    assertThatThrownBy(
            () ->
                assertThatMetrics(metrics)
                    .hasMetricsSatisfyingExactlyInAnyOrder(
                        metric -> metric.hasName("level"), metric -> metric.hasName("level")))
        .hasMessageContaining("no metric is left that satisfies assertion 2");
    assertThatThrownBy(() -> assertThatMetrics(metrics).doesNotHaveMetric("level"))
        .hasMessageContaining("there is a metric [SUM level [] [{} -1.5]]");
  }

  @Test
  void aMetricIsShownWithItsPoints() {
    assertThat(captured(temperature(), duration()).toString())
        .isEqualTo(
            "[GAUGE temperature [] [{} 20.5], EXPONENTIAL_HISTOGRAM duration [] [{} count 4 sum 7.5]]");
    assertThat(captured(temperature()).get(0).getInstrumentationScope().getVersion())
        .isEqualTo("2");
    assertThat(captured(temperature()).get(0).getResource().getSchemaUrl()).isEqualTo("urn:schema");
  }

  @Test
  void aSummaryHasNoPoints() {
    List<CapturedMetric> metrics =
        captured(Metric.newBuilder().setName("old").setSummary(Summary.newBuilder()));

    assertThat(metrics.get(0).getPoints()).isEmpty();
  }

  @Test
  void logRecords() {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setTimeUnixNano(7)
            .setObservedTimeUnixNano(8)
            .setSeverityNumberValue(18)
            .setSeverityText("SEVERE")
            .setEventName("shop.sold");
    log.getBodyBuilder()
        .getKvlistValueBuilder()
        .addValuesBuilder()
        .setKey("total")
        .getValueBuilder()
        .setDoubleValue(1.5);

    CapturedLogRecord captured = log(log);
    assertThat(captured)
        .hasBody(Value.of(KeyValue.of("total", Value.of(1.5))))
        .hasSeverity(Severity.ERROR2)
        .hasSeverityText("SEVERE")
        .hasEventName("shop.sold")
        .hasTimestamp(7)
        .hasNoSpan();
    assertThat(captured.getObservedTimestampEpochNanos()).isEqualTo(8);
  }

  @Test
  void aLogRecordOfNothing() {
    CapturedLogRecord captured = log(LogRecord.newBuilder().setSeverityNumberValue(99));

    assertThat(captured.getBodyValue()).isNull();
    assertThat(captured).hasBody("").hasSeverity(Severity.UNDEFINED_SEVERITY_NUMBER);
    assertThat(captured.toString()).isEqualTo("UNDEFINED_SEVERITY_NUMBER  \"\" {}");
    assertThatThrownBy(() -> assertThat(captured).hasBody(Value.of("")))
        .hasMessageContaining("but was \"none\"");
  }

  static Stream<Consumer<LogRecordAssert>> wrongOfALogRecord() {
    return Stream.of(
        log -> log.hasBody("other"),
        log -> log.hasBody(Value.of("other")),
        log -> log.hasBodySatisfying(body -> assertThat(body).isEmpty()),
        log -> log.hasSeverity(Severity.INFO),
        log -> log.hasSeverityText("other"),
        log -> log.hasEventName("other"),
        log -> log.hasTimestamp(9),
        log -> log.hasNoSpan(),
        log -> log.hasSpan(span(Span.newBuilder().setSpanId(bytes(8, 3)))),
        log -> log.hasInstrumentationScopeName("other"));
  }

  @ParameterizedTest
  @MethodSource("wrongOfALogRecord")
  void eachAssertionOfALogRecordCanFail(Consumer<LogRecordAssert> assertion) {
    LogRecord.Builder log = LogRecord.newBuilder().setSpanId(bytes(8, 2));
    log.getBodyBuilder().setStringValue("body");

    LogRecordAssert assertThatLog = assertThat(log(log));
    assertThatThrownBy(() -> assertion.accept(assertThatLog)).isInstanceOf(AssertionError.class);
  }

  @Test
  void valuesThatAreNoAttributesOfOneType() {
    Span.Builder span = Span.newBuilder().setName("odd");
    span.addAttributesBuilder().setKey("empty").getValueBuilder().getArrayValueBuilder();
    span.addAttributesBuilder().setKey("none").getValueBuilder();
    span.addAttributesBuilder().setKey("bytes").getValueBuilder().setBytesValue(bytes(2, 7));
    var mixed =
        span.addAttributesBuilder().setKey("mixed").getValueBuilder().getArrayValueBuilder();
    mixed.addValuesBuilder().setIntValue(1);
    mixed.addValuesBuilder().setBoolValue(true);

    Attributes attributes = span(span).getAttributes();
    assertThat(attributes.get(AttributeKey.stringArrayKey("empty"))).isEmpty();
    assertThat(attributes.get(AttributeKey.valueKey("none"))).isEqualTo(Value.of(""));
    assertThat(attributes.get(AttributeKey.valueKey("bytes")))
        .isEqualTo(Value.of(new byte[] {0, 7}));
    assertThat(attributes.get(AttributeKey.valueKey("mixed")))
        .isEqualTo(Value.of(Value.of(1), Value.of(true)));
  }

  @Test
  void whatIsAssertedOfAttributes() {
    Span.Builder span = Span.newBuilder().setName("typed");
    span.addAttributesBuilder().setKey("ratio").getValueBuilder().setDoubleValue(0.5);
    span.addAttributesBuilder().setKey("cached").getValueBuilder().setBoolValue(true);

    assertThat(span(span))
        .hasAttributesSatisfying(
            satisfies(AttributeKey.doubleKey("ratio"), ratio -> ratio.isLessThan(1)),
            satisfies(AttributeKey.booleanKey("cached"), cached -> cached.isTrue()),
            equalTo(AttributeKey.booleanKey("cached"), true))
        .hasAttributesSatisfying(all -> assertThat(all.size()).isEqualTo(2));
    assertThatThrownBy(
            () ->
                assertThat(span(span))
                    .hasAttributesSatisfying(
                        satisfies(AttributeKey.booleanKey("cached"), cached -> cached.isFalse())))
        .hasMessageContaining("attribute cached (BOOLEAN) of span \"typed\"");
    assertThatThrownBy(() -> assertThat(span(span)).hasAttribute(AttributeKey.longKey("ratio"), 1L))
        .hasMessageContaining("no attribute ratio (LONG), but one of type DOUBLE");
    assertThatThrownBy(() -> assertThat(span(span)).hasAttribute(ITEM, "ring"))
        .hasMessageContaining("no attribute shop.item (STRING): ");
  }

  @ParameterizedTest
  @EnumSource(SpanKind.class)
  void kindsOfSpans(SpanKind kind) {
    assertThat(span(Span.newBuilder().setKind(Span.SpanKind.valueOf("SPAN_KIND_" + kind))))
        .hasKind(kind);
  }

  @Test
  void aSpanOfOtherThings() {
    Span.Builder span = Span.newBuilder().setName("odd").setTraceState("b=2,broken,a=1");
    span.setTraceId(bytes(16, 1)).setSpanId(bytes(8, 2));
    span.getStatusBuilder().setCodeValue(1);
    span.addEventsBuilder().setName("paid").setTimeUnixNano(3);
    span.addLinksBuilder().setTraceId(bytes(16, 4)).setSpanId(bytes(8, 5));

    CapturedSpan captured = span(span);
    assertThat(captured)
        .hasStatus(StatusCode.OK)
        .hasNoException()
        .hasTraceStateEntry("a", "1")
        .hasTraceStateEntry("b", "2")
        .hasEventsSatisfyingExactly(event -> event.hasName("paid").hasTimestamp(3))
        .hasLinksSatisfyingExactly(link -> link.hasTraceId("0".repeat(31) + "4"));
    assertThat(captured.toString())
        .isEqualTo("INTERNAL \"odd\" " + "0".repeat(31) + "1 " + "0".repeat(15) + "2");
    assertThatThrownBy(() -> assertThat(captured).isSampled()).isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> assertThat(captured).hasEventsSatisfyingExactly(event -> event.hasTimestamp(4)))
        .hasMessageContaining("event 1 of 1: time of event \"paid\": expected 4 but was 3");
  }

  @Test
  void anExceptionWithoutAMessageIsFoundByItsType() {
    Span.Builder span = Span.newBuilder().setName("failed");
    var event = span.addEventsBuilder().setName("exception");
    event
        .addAttributesBuilder()
        .setKey("exception.type")
        .getValueBuilder()
        .setStringValue(IllegalStateException.class.getName());

    assertThat(span(span)).hasException(new IllegalStateException());
    assertThatThrownBy(() -> assertThat(span(span)).hasException(new IllegalStateException("late")))
        .hasMessageContaining("no event satisfies it");
    assertThatThrownBy(() -> assertThat(span(span)).hasNoException())
        .hasMessageContaining("number of exceptions");
  }
}
