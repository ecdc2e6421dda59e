// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/**
 * The configuration of a meter: whether it records. Follows the OpenTelemetry specification,
 * "Metrics SDK", section "MeterConfig". Immutable.
 */
public final class MeterConfig {
  private static final MeterConfig ENABLED = new MeterConfig(true);
  private static final MeterConfig DISABLED = new MeterConfig(false);

  private final boolean enabled;

  private MeterConfig(boolean enabled) {
    this.enabled = enabled;
  }

  /** Returns the configuration of a meter that records, which is the default. */
  public static MeterConfig enabled() {
    return ENABLED;
  }

  /** Returns the configuration of a meter that records nothing and runs no callbacks. */
  public static MeterConfig disabled() {
    return DISABLED;
  }

  /** Returns whether the meter records. */
  public boolean isEnabled() {
    return enabled;
  }
}
