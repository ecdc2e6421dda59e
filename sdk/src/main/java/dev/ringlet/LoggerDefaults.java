// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.logs.LoggerConfig;
import io.opentelemetry.api.logs.Severity;

/**
 * The default configuration of loggers: all records, except those of OkHttp below INFO. OkHttp logs
 * each frame of a request on threads of its own, which cannot be marked as the SDK's, and each
 * request with log records would create log records for the next.
 */
final class LoggerDefaults {
  private static final LoggerConfig CLIENT = LoggerConfig.create(Severity.INFO, false);

  private LoggerDefaults() {}

  static LoggerConfig of(InstrumentationScope scope) {
    return scope.getName().startsWith("okhttp3.") ? CLIENT : LoggerConfig.enabled();
  }
}
