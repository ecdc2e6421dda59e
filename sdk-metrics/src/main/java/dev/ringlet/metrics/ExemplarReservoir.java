// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Keeps some measurements of one series as exemplars. Follows the OpenTelemetry specification,
 * "Metrics SDK", section "ExemplarReservoir".
 *
 * <p>Measurements are offered on the application's threads, several at a time, after the exemplar
 * filter has passed them; must be quick and must not block. Exceptions of a reservoir are counted
 * and otherwise ignored.
 */
public interface ExemplarReservoir {
  /**
   * Offers a measurement of an instrument for whole numbers.
   *
   * @param attributes of the measurement, also those that the view drops
   */
  void offer(long value, Attributes attributes, Context context);

  /**
   * Offers a measurement of an instrument for floating-point numbers.
   *
   * @param attributes of the measurement, also those that the view drops
   */
  void offer(double value, Attributes attributes, Context context);

  /**
   * Passes the kept measurements to a consumer and removes them. Called by one thread at a time.
   */
  void collect(Collector collector);

  /** Takes the exemplars of a series. */
  interface Collector {
    /**
     * Takes an exemplar with a whole number.
     *
     * @param epochNanos when it was measured, in nanoseconds since the epoch
     * @param attributes of the measurement; null means none
     * @param span in which it was measured; null means none
     */
    void exemplar(
        long epochNanos, long value, @Nullable Attributes attributes, @Nullable SpanContext span);

    /**
     * Takes an exemplar with a floating-point number.
     *
     * @param epochNanos when it was measured, in nanoseconds since the epoch
     * @param attributes of the measurement; null means none
     * @param span in which it was measured; null means none
     */
    void exemplar(
        long epochNanos, double value, @Nullable Attributes attributes, @Nullable SpanContext span);
  }
}
