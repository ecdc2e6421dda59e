// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.context.Context;
import java.time.Duration;

/**
 * Is told when spans start and end. Follows the OpenTelemetry specification, "Tracing SDK", section
 * "Span processor".
 *
 * <p>Export needs no processor: sampled spans are batched and sent in any case. Processors see and
 * change spans before that, in the order in which they were registered. Spans cost more when there
 * is a processor, because each then keeps a copy of itself that can be read after it ended.
 *
 * <p>Called on the application's threads, several at a time; must be quick and must not block. What
 * a processor throws is counted and otherwise ignored.
 */
public interface SpanProcessor extends AutoCloseable {
  /**
   * A span has started.
   *
   * @param parentContext the context that the span was started with
   * @param span the span; may be changed, and kept
   */
  default void onStart(Context parentContext, ReadWriteSpan span) {}

  /**
   * A span is ending: its end time is fixed, and only this thread may still change it, and only
   * until this method returns.
   */
  default void onEnding(ReadWriteSpan span) {}

  /** A span has ended and will not change any more. Called for unsampled recorded spans too. */
  default void onEnd(ReadableSpan span) {}

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
