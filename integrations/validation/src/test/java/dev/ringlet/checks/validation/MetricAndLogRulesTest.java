// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.NOW;
import static dev.ringlet.checks.validation.Telemetry.counter;
import static dev.ringlet.checks.validation.Telemetry.histogram;
import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricAndLogRulesTest {
  private final Telemetry telemetry = new Telemetry();

  private Finding only() {
    assertThat(telemetry.validator.findings()).hasSize(1);
    return telemetry.validator.findings().get(0);
  }

  @Test
  void soundMetrics() {
    telemetry.metrics(
        counter("shop.orders", "{order}", 1, 1, 5),
        counter("otel.sdk.span.started", "{span}", 3),
        histogram(point -> {}));

    assertThat(telemetry.validator.findings()).isEmpty();
  }

  @Test
  void invalidName() {
    telemetry.metrics(counter("orders total", "{order}", 1));

    assertThat(only().rule()).isEqualTo(Rule.METRIC_NAME_INVALID);
  }

  @Test
  void deprecatedName() {
    telemetry.metrics(counter("messaging.publish.messages", "{message}", 1));

    assertThat(only().rule()).isEqualTo(Rule.METRIC_DEPRECATED);
    assertThat(only().remedy()).isEqualTo("Use messaging.client.sent.messages instead.");
  }

  @Test
  void otherUnitThanInTheConventions() {
    telemetry.metrics(histogram(point -> {}).setName("http.server.request.duration").setUnit("ms"));

    assertThat(only().rule()).isEqualTo(Rule.METRIC_UNIT);
    assertThat(only().remedy()).isEqualTo("The semantic conventions have \"s\".");
  }

  @Test
  void unitInWords() {
    telemetry.metrics(counter("shop.waited", "seconds", 1));

    assertThat(only().rule()).isEqualTo(Rule.METRIC_UNIT);
    assertThat(only().remedy()).isEqualTo("Write \"s\".");
  }

  @Test
  void otherInstrumentThanInTheConventions() {
    telemetry.metrics(counter("http.server.request.duration", "s", 1));

    assertThat(only().rule()).isEqualTo(Rule.METRIC_INSTRUMENT);
    assertThat(only().remedy()).isEqualTo("The semantic conventions have a histogram.");
  }

  @Test
  void timesOfPoints() {
    NumberDataPoint late =
        NumberDataPoint.newBuilder().setStartTimeUnixNano(NOW + 7).setTimeUnixNano(NOW).build();
    telemetry.metrics(
        Metric.newBuilder()
            .setName("shop.stock")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(NumberDataPoint.getDefaultInstance())
                    .addDataPoints(late)));

    assertThat(only().rule()).isEqualTo(Rule.METRIC_TIME);
    assertThat(only().occurrences()).isEqualTo(2);
  }

  @Test
  void counterThatDecreases() {
    telemetry.metrics(counter("shop.orders", "{order}", 5, 7, 3));

    assertThat(only().rule()).isEqualTo(Rule.COUNTER_DECREASES);
    assertThat(only().found()).isEqualTo("metric \"shop.orders\" is 4.0 less than before");
  }

  @Test
  void aCounterThatDecreasesBetweenRequests() {
    telemetry.metrics(counter("shop.orders", "{order}", 5));
    Metric.Builder later = counter("shop.orders", "{order}", 4);
    later.getSumBuilder().getDataPointsBuilder(0).setTimeUnixNano(NOW + 9);
    telemetry.metrics(later);

    assertThat(only().rule()).isEqualTo(Rule.COUNTER_DECREASES);
  }

  @Test
  void aNewStartMayBeLess() {
    Metric.Builder metric = counter("shop.orders", "{order}", 5, 3);
    metric.getSumBuilder().getDataPointsBuilder(1).setStartTimeUnixNano(NOW + 1);
    telemetry.metrics(metric);

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void deltaAndUpDownMayBeLess() {
    Metric.Builder delta = counter("shop.orders", "{order}", 5, 3);
    delta
        .getSumBuilder()
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    Metric.Builder upDown = counter("shop.open", "{order}", 5, 3);
    upDown.getSumBuilder().setIsMonotonic(false);
    telemetry.metrics(delta, upDown);

    assertThat(telemetry.rules()).isEmpty();
  }

  static Stream<Consumer<HistogramDataPoint.Builder>> faults() {
    return Stream.of(
        point -> point.setCount(4),
        point -> point.addBucketCounts(0),
        point -> point.setExplicitBounds(1, 1.0),
        point -> point.setExplicitBounds(1, Double.NaN),
        point -> point.setMin(30));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void inconsistentHistogram(Consumer<HistogramDataPoint.Builder> fault) {
    telemetry.metrics(histogram(fault));

    assertThat(only().rule()).isEqualTo(Rule.HISTOGRAM_INCONSISTENT);
  }

  @Test
  void histogramWithoutBuckets() {
    telemetry.metrics(histogram(point -> point.clearBucketCounts().clearExplicitBounds()));

    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void exponentialHistogram() {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder().setTimeUnixNano(NOW).setZeroCount(1).setCount(4);
    point.getPositiveBuilder().addAllBucketCounts(List.of(1L, 1L));
    point.getNegativeBuilder().addBucketCounts(1);
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("shop.basket")
            .setExponentialHistogram(ExponentialHistogram.newBuilder().addDataPoints(point));
    telemetry.metrics(metric);
    assertThat(telemetry.rules()).isEmpty();

    metric.getExponentialHistogramBuilder().getDataPointsBuilder(0).setCount(5);
    telemetry.metrics(metric);
    assertThat(only().rule()).isEqualTo(Rule.HISTOGRAM_INCONSISTENT);
  }

  @Test
  void logOfAnUnknownTrace() {
    telemetry.log(LogRecord.newBuilder().setTraceId(Telemetry.traceId(5)));
    assertThat(telemetry.rules()).isEmpty(); // there are no traces at all

    telemetry.spans(span("order", 1, 0, 0, 1));
    assertThat(only().rule()).isEqualTo(Rule.LOG_TRACE_UNKNOWN);
    assertThat(only().severity()).isEqualTo(Severity.INFO);

    telemetry.spans(span("order", 1, 0, 0, 1).setTraceId(Telemetry.traceId(5)));
    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void logWithAnInvalidTrace() {
    telemetry.log(LogRecord.newBuilder().setTraceId(ByteString.copyFromUtf8("short")));

    assertThat(only().rule()).isEqualTo(Rule.ID_INVALID);
  }

  @Test
  void logWithoutATrace() {
    telemetry.spans(span("order", 1, 0, 0, 1)).log(LogRecord.newBuilder());

    assertThat(telemetry.rules()).isEmpty();
  }
}
