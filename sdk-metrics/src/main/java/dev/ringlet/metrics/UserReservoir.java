// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.series.ExemplarList;
import dev.ringlet.metrics.series.Exemplars;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Uses a reservoir of the application in place of the SDK's. */
final class UserReservoir implements Exemplars {
  private final ExemplarReservoir reservoir;

  UserReservoir(ExemplarReservoir reservoir) {
    this.reservoir = reservoir;
  }

  @Override
  public void offer(long value, Attributes attributes, Context context) {
    reservoir.offer(value, attributes, context);
  }

  @Override
  public void offer(double value, Attributes attributes, Context context) {
    reservoir.offer(value, attributes, context);
  }

  @Override
  public void collect(ExemplarList into) {
    reservoir.collect(
        new ExemplarReservoir.Collector() {
          @Override
          public void exemplar(
              long epochNanos, long value, @Nullable Attributes with, @Nullable SpanContext span) {
            into.add(epochNanos, value, with, span);
          }

          @Override
          public void exemplar(
              long epochNanos,
              double value,
              @Nullable Attributes with,
              @Nullable SpanContext span) {
            into.add(epochNanos, value, with, span);
          }
        });
  }
}
