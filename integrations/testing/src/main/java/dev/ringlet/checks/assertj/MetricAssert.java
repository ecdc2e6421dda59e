// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedMetric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.function.Consumer;

/** Assertions of a metric. */
public final class MetricAssert extends TelemetryAssert<MetricAssert, CapturedMetric> {
  MetricAssert(CapturedMetric actual) {
    super(actual, MetricAssert.class, "metric \"" + actual.getName() + '"', Attributes.empty());
  }

  /** Fails unless it has this name. */
  public MetricAssert hasName(String name) {
    return isEqual("name", actual.getName(), name);
  }

  /** Fails unless it has this unit. */
  public MetricAssert hasUnit(String unit) {
    return isEqual("unit", actual.getUnit(), unit);
  }

  /** Fails unless it has this description. */
  public MetricAssert hasDescription(String description) {
    return isEqual("description", actual.getDescription(), description);
  }

  /** Fails unless the scope of its meter has this name. */
  public MetricAssert hasInstrumentationScopeName(String name) {
    return isEqual("scope", actual.getInstrumentationScope().getName(), name);
  }

  /** Fails unless it is a gauge of whole numbers that satisfies the assertion. */
  public MetricAssert hasLongGaugeSatisfying(Consumer<NumbersAssert> assertion) {
    return numbers(Metric.DataCase.GAUGE, NumberDataPoint.ValueCase.AS_INT, assertion);
  }

  /** Fails unless it is a gauge of floating-point numbers that satisfies the assertion. */
  public MetricAssert hasDoubleGaugeSatisfying(Consumer<NumbersAssert> assertion) {
    return numbers(Metric.DataCase.GAUGE, NumberDataPoint.ValueCase.AS_DOUBLE, assertion);
  }

  /** Fails unless it is a sum of whole numbers that satisfies the assertion. */
  public MetricAssert hasLongSumSatisfying(Consumer<NumbersAssert> assertion) {
    return numbers(Metric.DataCase.SUM, NumberDataPoint.ValueCase.AS_INT, assertion);
  }

  /** Fails unless it is a sum of floating-point numbers that satisfies the assertion. */
  public MetricAssert hasDoubleSumSatisfying(Consumer<NumbersAssert> assertion) {
    return numbers(Metric.DataCase.SUM, NumberDataPoint.ValueCase.AS_DOUBLE, assertion);
  }

  private MetricAssert numbers(
      Metric.DataCase type, NumberDataPoint.ValueCase value, Consumer<NumbersAssert> assertion) {
    return isEqual("type", actual.toProto().getDataCase(), type)
        .check(
            () -> {
              List<NumberDataPoint> points =
                  type == Metric.DataCase.SUM
                      ? actual.toProto().getSum().getDataPointsList()
                      : actual.toProto().getGauge().getDataPointsList();
              for (NumberDataPoint point : points) {
                if (point.getValueCase() != value) {
                  throw new AssertionError("a point has a value of type " + point.getValueCase());
                }
              }
              assertion.accept(new NumbersAssert(actual));
            });
  }

  /** Fails unless it is a histogram with explicit bounds that satisfies the assertion. */
  public MetricAssert hasHistogramSatisfying(Consumer<HistogramAssert> assertion) {
    return isEqual("type", actual.toProto().getDataCase(), Metric.DataCase.HISTOGRAM)
        .check(() -> assertion.accept(new HistogramAssert(actual)));
  }

  /** Fails unless it is an exponential histogram that satisfies the assertion. */
  public MetricAssert hasExponentialHistogramSatisfying(
      Consumer<ExponentialHistogramAssert> assertion) {
    return isEqual("type", actual.toProto().getDataCase(), Metric.DataCase.EXPONENTIAL_HISTOGRAM)
        .check(() -> assertion.accept(new ExponentialHistogramAssert(actual)));
  }

  static AggregationTemporality temporality(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM -> metric.getSum().getAggregationTemporality();
      case HISTOGRAM -> metric.getHistogram().getAggregationTemporality();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getAggregationTemporality();
      default -> AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
    };
  }
}
