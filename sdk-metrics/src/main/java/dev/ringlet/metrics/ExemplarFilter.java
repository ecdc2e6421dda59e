// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.config.Config;
import java.util.logging.Logger;

/**
 * Which measurements may become exemplars. Follows the OpenTelemetry specification, "Metrics SDK",
 * section "ExemplarFilter".
 */
public enum ExemplarFilter {
  /** All. */
  ALWAYS_ON,
  /** None. */
  ALWAYS_OFF,
  /** Those made inside of a sampled span. */
  TRACE_BASED;

  /**
   * What {@code otel.metrics.exemplar.filter} says: {@code always_on}, {@code always_off} or {@code
   * trace_based}, the default, also for a value that is none of these, of which a warning tells.
   */
  public static ExemplarFilter fromConfig(Config config) {
    String key = "otel.metrics.exemplar.filter";
    switch (config.getString(key, "trace_based")) {
      case "always_on":
        return ALWAYS_ON;
      case "always_off":
        return ALWAYS_OFF;
      case "trace_based":
        return TRACE_BASED;
      default:
        Logger.getLogger(ExemplarFilter.class.getName())
            .warning(key + " must be always_on, always_off or trace_based; using trace_based");
        return TRACE_BASED;
    }
  }
}
