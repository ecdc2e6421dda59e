// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import static dev.ringlet.checks.validation.Telemetry.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ValidatorLimitsTest {
  private static Telemetry telemetry(TelemetryValidator.Builder builder) {
    return new Telemetry(builder.build());
  }

  /** A child that starts 3 ms before and ends 3 ms after its parent. */
  private static void addWideChild(Telemetry telemetry) {
    telemetry.spans(
        span("order", 1, 0, 10, 20), span("early", 2, 1, 7, 15), span("late", 3, 1, 12, 23));
  }

  @Test
  void theToleranceIsBetweenParentAndChild() {
    Telemetry byDefault = telemetry(TelemetryValidator.builder());
    addWideChild(byDefault);
    assertThat(byDefault.rules())
        .containsExactlyInAnyOrder(Rule.SPAN_STARTS_BEFORE_PARENT, Rule.SPAN_ENDS_AFTER_PARENT);

    Telemetry exact =
        telemetry(TelemetryValidator.builder().setTolerance(Duration.ofMillis(3).minusNanos(1)));
    addWideChild(exact);
    assertThat(exact.rules()).hasSize(2);

    Telemetry patient = telemetry(TelemetryValidator.builder().setTolerance(Duration.ofMillis(3)));
    addWideChild(patient);
    assertThat(patient.rules()).isEmpty();
  }

  private static void addSkewed(Telemetry telemetry) {
    telemetry
        .spans(span("order", 1, 0, 100, 200))
        .spansOf(
            "stock", span("GET /stock", 2, 1, 85, 150).setKind(Span.SpanKind.SPAN_KIND_SERVER));
  }

  @Test
  void clocksOfTwoServicesMayDiffer() {
    Telemetry byDefault = telemetry(TelemetryValidator.builder());
    addSkewed(byDefault);
    assertThat(byDefault.rules()).containsExactly(Rule.CLOCK_SKEW);

    Telemetry patient =
        telemetry(TelemetryValidator.builder().setMaxClockSkew(Duration.ofMillis(15)));
    addSkewed(patient);
    assertThat(patient.rules()).isEmpty();
  }

  @Test
  void aLimitMayBeLongerThanAnyTelemetry() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    Telemetry telemetry =
        telemetry(TelemetryValidator.builder().setTolerance(forever).setMaxClockSkew(forever));
    addWideChild(telemetry);
    assertThat(telemetry.rules()).isEmpty();
  }

  @Test
  void badLimitsAreRefused() {
    TelemetryValidator.Builder builder = TelemetryValidator.builder();
    assertThatThrownBy(() -> builder.setTolerance(Duration.ofMillis(-1)))
        .hasMessage("tolerance must not be negative: PT-0.001S");
    assertThatThrownBy(() -> builder.setMaxClockSkew(Duration.ofMillis(-1)))
        .hasMessage("maxClockSkew must not be negative: PT-0.001S");
    assertThatThrownBy(() -> builder.setMaxSpans(0)).hasMessage("maxSpans must be positive: 0");
    assertThatThrownBy(() -> builder.setMaxFindings(-1))
        .hasMessage("maxFindings must be positive: -1");
    assertThatThrownBy(() -> builder.setMaxSeries(0)).hasMessage("maxSeries must be positive: 0");
  }
}
