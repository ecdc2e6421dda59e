// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Builds a logger of an instrumentation scope. Not thread-safe. Follows the OpenTelemetry
 * specification, "Logs API", section "Get a Logger".
 */
public final class RingletLoggerBuilder implements LoggerBuilder {
  private static final String NO_NAME = "unknown";

  private final Loggers loggers;
  private final InstrumentationScope.Builder scope;

  RingletLoggerBuilder(Loggers loggers, @Nullable String name) {
    this.loggers = loggers;
    scope = InstrumentationScope.builder(name == null || name.isEmpty() ? NO_NAME : name);
  }

  @Override
  public RingletLoggerBuilder setSchemaUrl(@Nullable String schemaUrl) {
    scope.setSchemaUrl(schemaUrl);
    return this;
  }

  @Override
  public RingletLoggerBuilder setInstrumentationVersion(
      @Nullable String instrumentationScopeVersion) {
    scope.setVersion(instrumentationScopeVersion);
    return this;
  }

  /**
   * Sets the attributes of the scope, which the specification has and the Java API does not have
   * yet.
   */
  public RingletLoggerBuilder setInstrumentationAttributes(@Nullable Attributes attributes) {
    scope.setAttributes(attributes);
    return this;
  }

  /** Creates a recorder of log records without objects, instead of a logger. */
  public LogRecorder buildRecorder() {
    return new LogRecorder(loggers.get(scope.build()));
  }

  @Override
  public Logger build() {
    return loggers.engine.records() ? loggers.get(scope.build()) : LoggerProvider.noop().get("");
  }
}
