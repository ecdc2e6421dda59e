// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.incubator.logs.ExtendedLogRecordBuilder;
import io.opentelemetry.api.incubator.logs.ExtendedLogger;
import io.opentelemetry.api.logs.LoggerProvider;

/**
 * A logger with the additional methods of the API's incubator; loaded only if its jar is present.
 */
final class ExtendedRingletLogger extends RingletLogger implements ExtendedLogger {
  private static final ExtendedLogRecordBuilder NOOP =
      (ExtendedLogRecordBuilder) LoggerProvider.noop().get("noop").logRecordBuilder();

  private ExtendedRingletLogger(LogEngine engine, InstrumentationScope scope, LoggerConfig config) {
    super(engine, scope, config);
  }

  static RingletLogger create(LogEngine engine, InstrumentationScope scope, LoggerConfig config) {
    return new ExtendedRingletLogger(engine, scope, config);
  }

  @Override
  public ExtendedLogRecordBuilder logRecordBuilder() {
    return isOpen() ? new ExtendedRingletLogRecordBuilder(this) : NOOP;
  }
}
