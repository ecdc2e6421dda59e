// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.config.ConfigException;

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

  /** Reads {@code always_on}, {@code always_off} or {@code trace_based}. */
  static ExemplarFilter parse(String key, String value) {
    switch (value) {
      case "always_on":
        return ALWAYS_ON;
      case "always_off":
        return ALWAYS_OFF;
      case "trace_based":
        return TRACE_BASED;
      default:
        throw new ConfigException(key + " must be always_on, always_off or trace_based");
    }
  }
}
