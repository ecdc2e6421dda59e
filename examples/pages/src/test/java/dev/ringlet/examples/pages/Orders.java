// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

/** What the sample of integrations/testing/README.md tests. */
final class Orders {
  static final AttributeKey<String> DB_SYSTEM_NAME = AttributeKey.stringKey("db.system.name");

  private final Tracer tracer;
  private final LongCounter orders;

  Orders(OpenTelemetry openTelemetry) {
    tracer = openTelemetry.getTracer("shop");
    orders =
        openTelemetry.getMeter("shop").counterBuilder("shop.orders").setUnit("{order}").build();
  }

  @SuppressWarnings("try") // the scope is only to be closed
  void take(String item) {
    Span order = tracer.spanBuilder("take order").setAttribute("shop.item", item).startSpan();
    try (Scope scope = order.makeCurrent()) {
      tracer
          .spanBuilder("SELECT stock")
          .setSpanKind(SpanKind.CLIENT)
          .setAttribute(DB_SYSTEM_NAME, "postgresql")
          .startSpan()
          .end();
      orders.add(1);
    } finally {
      order.end();
    }
  }
}
