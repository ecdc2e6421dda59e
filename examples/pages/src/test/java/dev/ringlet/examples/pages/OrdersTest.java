// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import static dev.ringlet.checks.assertj.TelemetryAssertions.equalTo;
import static dev.ringlet.examples.pages.Orders.DB_SYSTEM_NAME;

import dev.ringlet.checks.RingletExtension;
import dev.ringlet.checks.validation.Severity;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrdersTest {
  @RegisterExtension
  final RingletExtension telemetry = RingletExtension.builder().failOn(Severity.WARNING).build();

  @Test
  void anOrderIsTraced() {
    new Orders(telemetry.getOpenTelemetry()).take("ring");

    telemetry
        .assertTraces()
        .hasTracesSatisfyingExactly(
            trace ->
                trace.hasSpansSatisfyingExactly(
                    span -> span.hasName("take order").hasKind(SpanKind.INTERNAL).hasNoParent(),
                    span ->
                        span.hasName("SELECT stock")
                            .hasParent(trace.getSpan(0))
                            .hasAttributesSatisfying(equalTo(DB_SYSTEM_NAME, "postgresql"))));
    telemetry
        .assertMetrics()
        .hasMetricSatisfying(
            "shop.orders",
            metric ->
                metric
                    .hasUnit("{order}")
                    .hasLongSumSatisfying(
                        sum -> sum.hasPointsSatisfying(point -> point.hasValue(1))));
  }
}
