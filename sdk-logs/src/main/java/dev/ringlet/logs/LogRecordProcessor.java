// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.time.Duration;

/**
 * Is told of each log record. Follows the OpenTelemetry specification, "Logs SDK", section
 * "LogRecordProcessor".
 *
 * <p>Export needs no processor: records are batched and sent in any case. Processors see and change
 * records before that, in the order in which they were registered.
 *
 * <p>Called on the application's threads, several at a time; must be quick and must not block. What
 * a processor throws is counted and otherwise ignored. What it logs comes to the processors as
 * well; what they log then is left out.
 */
public interface LogRecordProcessor extends AutoCloseable {
  /**
   * A record was emitted.
   *
   * @param context the record's context
   * @param record the record; may be changed until this method returns, and kept
   */
  void onEmit(Context context, ReadWriteLogRecord record);

  /**
   * Whether this processor wants such a record. A logger is enabled unless every processor says no
   * and nothing is exported.
   */
  default boolean isEnabled(InstrumentationScope scope, Severity severity, Context context) {
    return true;
  }

  /**
   * Finishes what the processor has begun.
   *
   * @return whether that was done in time
   */
  default boolean flush(Duration timeout) {
    return true;
  }

  /** Called once when the provider is closed. */
  @Override
  default void close() {}
}
