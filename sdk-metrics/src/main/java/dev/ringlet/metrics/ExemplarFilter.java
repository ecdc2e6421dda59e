// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.config.Config;
import dev.ringlet.metrics.series.ExemplarMode;
import java.util.Locale;

/**
 * Selects the measurements that may become exemplars. Follows the OpenTelemetry specification,
 * "Metrics SDK", section "ExemplarFilter".
 */
public enum ExemplarFilter {
  /** All. */
  ALWAYS_ON,
  /** None. */
  ALWAYS_OFF,
  /** Measurements within a sampled span. */
  TRACE_BASED;

  ExemplarMode mode() {
    return switch (this) {
      case ALWAYS_ON -> ExemplarMode.ALL;
      case ALWAYS_OFF -> ExemplarMode.NONE;
      case TRACE_BASED -> ExemplarMode.SAMPLED;
    };
  }

  /**
   * The filter named by {@code otel.metrics.exemplar.filter}: {@code always_on}, {@code always_off}
   * or {@code trace_based}, the default.
   *
   * @throws dev.ringlet.config.ConfigException for any other name
   */
  public static ExemplarFilter fromConfig(Config config) {
    String key = "otel.metrics.exemplar.filter";
    String name = config.getEnum(key, "trace_based", "always_on", "always_off", "trace_based");
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
