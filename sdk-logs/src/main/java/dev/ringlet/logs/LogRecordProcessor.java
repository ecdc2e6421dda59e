// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.time.Duration;

/**
 * Receives each emitted log record. Follows the OpenTelemetry specification, "Logs SDK", section
 * "LogRecordProcessor".
 *
 * <p>Export needs no processor: records are batched and sent in any case. Processors see and change
 * records before that, in the order in which they were registered.
 *
 * <p>Called on the application's threads, several at a time; must be quick and must not block.
 * Exceptions of a processor are counted and otherwise ignored. Records that a processor logs are
 * processed as well; records logged while processing those are dropped.
 */
public interface LogRecordProcessor extends AutoCloseable {
  /**
   * Called for each emitted record.
   *
   * @param context the record's context
   * @param record the record, which this method may change; it stays readable afterwards
   */
  void onEmit(Context context, ReadWriteLogRecord record);

  /**
   * Returns whether this processor needs such a record. A logger is enabled unless every processor
   * returns false and nothing is exported.
   */
  default boolean isEnabled(InstrumentationScope scope, Severity severity, Context context) {
    return true;
  }

  /**
   * Completes the pending work of the processor.
   *
   * @return whether it completed in time
   */
  default boolean flush(Duration timeout) {
    return true;
  }

  /**
   * Called once when the provider is closed, on a thread of the SDK. The provider waits for it no
   * longer than its close may take.
   */
  @Override
  default void close() {}
}
