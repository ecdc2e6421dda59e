// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.checks.data.CapturedTrace;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractBooleanAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;

/** Where assertions begin: those of AssertJ, and those of telemetry. */
public final class TelemetryAssertions extends Assertions {
  private TelemetryAssertions() {}

  /** Begins assertions of a span. */
  public static SpanAssert assertThat(CapturedSpan actual) {
    return new SpanAssert(Objects.requireNonNull(actual, "actual"));
  }

  /** Begins assertions of a trace. */
  public static TraceAssert assertThat(CapturedTrace actual) {
    return new TraceAssert(Objects.requireNonNull(actual, "actual"));
  }

  /** Begins assertions of a metric. */
  public static MetricAssert assertThat(CapturedMetric actual) {
    return new MetricAssert(Objects.requireNonNull(actual, "actual"));
  }

  /** Begins assertions of a log record. */
  public static LogRecordAssert assertThat(CapturedLogRecord actual) {
    return new LogRecordAssert(Objects.requireNonNull(actual, "actual"));
  }

  /** Begins assertions of traces. */
  public static TracesAssert assertThatTraces(Collection<CapturedTrace> actual) {
    return new TracesAssert(actual);
  }

  /** Begins assertions of metrics. */
  public static MetricsAssert assertThatMetrics(Collection<CapturedMetric> actual) {
    return new MetricsAssert(actual);
  }

  /** Begins assertions of log records. */
  public static LogRecordsAssert assertThatLogRecords(Collection<CapturedLogRecord> actual) {
    return new LogRecordsAssert(actual);
  }

  /** An attribute with this value. */
  public static <T> AttributeAssertion equalTo(AttributeKey<T> key, T value) {
    return AttributesCheck.equalTo(key, value);
  }

  /** An attribute with this value. */
  public static AttributeAssertion equalTo(AttributeKey<Long> key, int value) {
    return AttributesCheck.equalTo(key, (long) value);
  }

  /** An attribute whose value satisfies what is asserted. */
  public static AttributeAssertion satisfies(AttributeKey<String> key, StringAssertion assertion) {
    return new AttributeAssertion(
        key, value -> assertion.accept(Assertions.assertThat((String) value)));
  }

  /** An attribute whose value satisfies what is asserted. */
  public static AttributeAssertion satisfies(AttributeKey<Long> key, LongAssertion assertion) {
    return new AttributeAssertion(
        key, value -> assertion.accept(Assertions.assertThat((Long) value)));
  }

  /** An attribute whose value satisfies what is asserted. */
  public static AttributeAssertion satisfies(AttributeKey<Double> key, DoubleAssertion assertion) {
    return new AttributeAssertion(
        key, value -> assertion.accept(Assertions.assertThat((Double) value)));
  }

  /** An attribute whose value satisfies what is asserted. */
  public static AttributeAssertion satisfies(
      AttributeKey<Boolean> key, BooleanAssertion assertion) {
    return new AttributeAssertion(
        key, value -> assertion.accept(Assertions.assertThat((Boolean) value)));
  }

  /** What is asserted of a text. */
  @FunctionalInterface
  public interface StringAssertion extends Consumer<AbstractStringAssert<?>> {}

  /** What is asserted of a whole number. */
  @FunctionalInterface
  public interface LongAssertion extends Consumer<AbstractLongAssert<?>> {}

  /** What is asserted of a floating-point number. */
  @FunctionalInterface
  public interface DoubleAssertion extends Consumer<AbstractDoubleAssert<?>> {}

  /** What is asserted of a boolean value. */
  @FunctionalInterface
  public interface BooleanAssertion extends Consumer<AbstractBooleanAssert<?>> {}
}
