// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.config.Config;
import dev.ringlet.metrics.series.InstrumentKind;
import java.util.Locale;

/**
 * Whether points cover the time since the start (cumulative) or since the last collection (delta),
 * by kind of instrument. Follows the OpenTelemetry specification, "OTLP Exporter", section
 * "Additional Environment Variable Configuration" of metrics.
 */
public enum Temporality {
  /** All instruments cumulative. */
  CUMULATIVE,
  /** Delta, except for up-down counters. */
  DELTA,
  /**
   * Delta for synchronous counters and histograms, which saves memory; cumulative for all other
   * instruments.
   */
  LOWMEMORY;

  /**
   * Reads {@code otel.exporter.otlp.metrics.temporality.preference}; cumulative unless set.
   *
   * @throws dev.ringlet.config.ConfigException if the value is none of the names
   */
  public static Temporality fromConfig(Config config) {
    String key = "otel.exporter.otlp.metrics.temporality.preference";
    String name = config.getEnum(key, "cumulative", "cumulative", "delta", "lowmemory");
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  boolean isDelta(InstrumentKind kind) {
    return switch (kind) {
      case UP_DOWN_COUNTER, OBSERVABLE_UP_DOWN_COUNTER -> false;
      case OBSERVABLE_COUNTER -> this == DELTA;
      default -> this != CUMULATIVE;
    };
  }
}
