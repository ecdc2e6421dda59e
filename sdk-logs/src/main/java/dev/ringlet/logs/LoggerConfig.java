// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import io.opentelemetry.api.logs.Severity;
import java.util.Objects;

/**
 * The configuration of a logger: which records are enabled. Follows the OpenTelemetry
 * specification, "Logs SDK", section "LoggerConfig". Immutable.
 */
public final class LoggerConfig {
  private static final LoggerConfig ENABLED =
      new LoggerConfig(true, Severity.UNDEFINED_SEVERITY_NUMBER, false);
  private static final LoggerConfig DISABLED =
      new LoggerConfig(false, Severity.UNDEFINED_SEVERITY_NUMBER, false);

  final boolean enabled;
  final int minimumSeverityNumber;
  final boolean traceBased;

  private LoggerConfig(boolean enabled, Severity minimumSeverity, boolean traceBased) {
    this.enabled = enabled;
    this.minimumSeverityNumber = minimumSeverity.getSeverityNumber();
    this.traceBased = traceBased;
  }

  /** Returns a configuration that enables all records. */
  public static LoggerConfig enabled() {
    return ENABLED;
  }

  /** Returns a configuration that disables all records. */
  public static LoggerConfig disabled() {
    return DISABLED;
  }

  /**
   * Returns a configuration with a minimum severity; records without a severity are taken.
   *
   * @param traceBased whether to drop records that belong to unsampled spans
   */
  public static LoggerConfig create(Severity minimumSeverity, boolean traceBased) {
    Objects.requireNonNull(minimumSeverity, "minimumSeverity");
    return new LoggerConfig(true, minimumSeverity, traceBased);
  }
}
