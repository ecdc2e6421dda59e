// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * The configuration of a tracer. Follows the OpenTelemetry specification, "Tracing SDK", section
 * "TracerConfig". Immutable.
 */
public final class TracerConfig {
  private static final TracerConfig ENABLED = new TracerConfig(true);
  private static final TracerConfig DISABLED = new TracerConfig(false);

  private final boolean enabled;

  private TracerConfig(boolean enabled) {
    this.enabled = enabled;
  }

  /** Returns the configuration of an enabled tracer. */
  public static TracerConfig enabled() {
    return ENABLED;
  }

  /** Returns the configuration of a disabled tracer, which behaves like the API without an SDK. */
  public static TracerConfig disabled() {
    return DISABLED;
  }

  /** Whether the tracer is enabled. */
  public boolean isEnabled() {
    return enabled;
  }
}
