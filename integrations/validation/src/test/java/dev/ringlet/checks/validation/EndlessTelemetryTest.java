// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.NOW;
import static dev.ringlet.checks.validation.Telemetry.counter;
import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import org.junit.jupiter.api.Test;

/** A validator that settles after each trace. */
class EndlessTelemetryTest {
  private final TelemetryValidator validator =
      TelemetryValidator.builder().setMaxSpans(10).setMaxSeries(2).keepLatest().build();
  private final Telemetry telemetry = new Telemetry(validator);

  @Test
  void findingsStayWhenTheirSpansAreForgotten() {
    telemetry.spans(span("price", 2, 9, 10, 20));
    validator.settle();
    assertThat(telemetry.rules()).containsExactly(Rule.SPAN_WITHOUT_PARENT);

    validator.settle();
    assertThat(validator.findings().get(0).occurrences()).as("counted once").isEqualTo(1);
    telemetry.spans(span("price", 3, 9, 10, 20));
    validator.settle();
    assertThat(validator.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.occurrences()).isEqualTo(2);
              assertThat(finding.spanId()).isEqualTo("0000000000000003");
            });
  }

  @Test
  void theBoundOfSpansIsThatOfATrace() {
    for (int i = 1; i <= 30; i++) {
      telemetry.spans(span("order", i, 0, 0, 100));
      if (i % 10 == 0) {
        assertThat(validator.spansLeftOut()).isZero();
        validator.settle();
      }
    }
    telemetry.spans(span("price", 2, 9, 10, 20));
    assertThat(telemetry.rules()).containsExactly(Rule.SPAN_WITHOUT_PARENT);
  }

  @Test
  void countersAreComparedAcrossTraces() {
    telemetry.metrics(counter("shop.orders", "{order}", 5));
    telemetry.spans(span("order", 1, 0, 0, 100));
    validator.settle();
    telemetry.metrics(later(4));

    assertThat(telemetry.rules()).containsExactly(Rule.COUNTER_DECREASES);
  }

  private static Metric.Builder later(long value) {
    Metric.Builder later = counter("shop.orders", "{order}", value);
    later.getSumBuilder().getDataPointsBuilder(0).setTimeUnixNano(NOW + 9);
    return later;
  }

  @Test
  void seriesBeyondTheBoundAreNotCompared() {
    telemetry.metrics(counter("a", "1", 5), counter("b", "1", 5));
    telemetry.metrics(counter("shop.orders", "{order}", 5));
    telemetry.metrics(later(4));

    assertThat(telemetry.rules()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TelemetryValidator.builder().setMaxSeries(0))
        .withMessageContaining("maxSeries");
  }

  @Test
  void withoutTheOptionTheIdsAreThoseOfTheFirst() {
    Telemetry plain = new Telemetry();
    plain.spans(span("price", 2, 9, 10, 20));
    plain.validator.settle();
    plain.spans(span("price", 3, 9, 10, 20));

    assertThat(plain.validator.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.occurrences()).isEqualTo(2);
              assertThat(finding.spanId()).isEqualTo("0000000000000002");
            });
  }

  @Test
  void largeResourcesAreForgotten() {
    Telemetry plain = new Telemetry();
    for (int i = 0; i < 60; i++) {
      plain.spansOf("x".repeat(100_000) + i, span("order", i + 1, 0, 0, 100));
      plain.validator.settle();
    }
    plain.spansOf("", span("order", 1, 0, 0, 100));
    plain.validator.settle();

    assertThat(plain.validator.resourceBytes()).isLessThan(4 << 20);
    assertThat(plain.rules()).contains(Rule.SERVICE_NAME_MISSING);
  }

  @Test
  void largeResourcesOfLogRecordsAreForgotten() {
    Telemetry plain = new Telemetry();
    for (int i = 0; i < 60; i++) {
      plain.logOf("x".repeat(100_000) + i, LogRecord.newBuilder());
      plain.validator.settle();

      assertThat(plain.validator.resourceBytes()).isLessThan(5 << 20);
    }
    assertThat(plain.validator.resourceBytes()).isLessThan(4 << 20);
  }

  @Test
  void largeSeriesAreNotKept() {
    TelemetryValidator one = TelemetryValidator.builder().setMaxSeries(1).build();
    Telemetry plain = new Telemetry(one);
    plain.metrics(counter("x".repeat(5_000), "1", 5, 4));
    plain.metrics(counter("shop.orders", "{order}", 5, 4));

    assertThat(one.findings())
        .filteredOn(finding -> finding.rule() == Rule.COUNTER_DECREASES)
        .extracting(Finding::subject)
        .containsExactly("shop.orders");
  }
}
