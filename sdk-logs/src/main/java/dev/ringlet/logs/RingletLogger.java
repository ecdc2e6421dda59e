// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.engine.Incubator;
import dev.ringlet.internal.record.KnownTexts;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;

/** Creates log records of one instrumentation scope. Any thread may use it. */
class RingletLogger implements Logger {
  private static final LogRecordBuilder NOOP = LoggerProvider.noop().get("noop").logRecordBuilder();

  final LogEngine engine;
  final InstrumentationScope scope;
  final int scopeNumber;

  /** Bodies, as their field. */
  final KnownTexts bodies = new KnownTexts();

  private volatile LoggerConfig config;

  RingletLogger(LogEngine engine, InstrumentationScope scope, LoggerConfig config) {
    this(engine, scope, engine.sink == null ? 0 : engine.sink.scopes().register(scope), config);
  }

  RingletLogger(
      LogEngine engine, InstrumentationScope scope, int scopeNumber, LoggerConfig config) {
    this.engine = engine;
    this.scope = scope;
    this.scopeNumber = scopeNumber;
    this.config = config;
  }

  /** Returns an object with the additional methods of the API's incubator if its jar is present. */
  static RingletLogger create(LogEngine engine, InstrumentationScope scope, LoggerConfig config) {
    if (Incubator.isPresent()) {
      try {
        return ExtendedRingletLogger.create(engine, scope, config);
      } catch (LinkageError e) {
        // The incubator does not fit the API.
      }
    }
    return new RingletLogger(engine, scope, config);
  }

  void setConfig(LoggerConfig config) {
    this.config = config;
  }

  @Override
  public boolean isEnabled(Severity severity) {
    return isEnabled(severity, Context.current());
  }

  @Override
  public boolean isEnabled(Severity severity, Context context) {
    try {
      return severity != null
          && context != null
          && takes(severity, context)
          && engine.isWanted(scope, severity, context);
    } catch (Throwable t) {
      engine.onUserError("context", t);
      return true;
    }
  }

  /** Whether a record passes the configuration of this logger. */
  boolean takes(Severity severity, Context context) {
    LoggerConfig now = config;
    if (!now.enabled || engine.closed || Suppression.isActive(context)) {
      return false;
    }
    int number = severity.getSeverityNumber();
    if (number != 0 && number < now.minimumSeverityNumber) {
      return false;
    }
    return !now.traceBased || !engine.isUnsampled(context);
  }

  @Override
  public LogRecordBuilder logRecordBuilder() {
    return isOpen() ? new RingletLogRecordBuilder(this) : NOOP;
  }

  boolean isOpen() {
    return config.enabled && !engine.closed;
  }
}
