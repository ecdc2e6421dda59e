// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.context.Context;
import java.time.Duration;

/**
 * Receives spans at their start and end. Follows the OpenTelemetry specification, "Tracing SDK",
 * section "Span processor".
 *
 * <p>Export needs no processor: sampled spans are batched and sent in any case. Processors can read
 * and change spans before that, in the order of registration. With a processor a span costs more,
 * because it keeps a copy of itself that can be read after its end.
 *
 * <p>Called on the application's threads, several at a time; must be quick and must not block.
 * Exceptions of a processor are counted and otherwise ignored.
 */
public interface SpanProcessor extends AutoCloseable {
  /**
   * Called at the start of a span.
   *
   * @param parentContext the context that the span was started with
   * @param span the span, which may be changed and kept
   */
  default void onStart(Context parentContext, ReadWriteSpan span) {}

  /**
   * Called at the end of a span: the end time is fixed, and only this thread can change the span
   * until this method returns.
   */
  default void onEnding(ReadWriteSpan span) {}

  /**
   * Decides whether a span that has ended is exported. Called after the last {@link #onEnding} and
   * before the first {@link #onEnd}; no processor is called after one that drops the span. An
   * exception counts as {@link ExportDecision#DEFAULT}.
   *
   * @param span the span, which does not change any more and may be kept
   */
  default ExportDecision decide(ReadableSpan span) {
    return ExportDecision.DEFAULT;
  }

  /**
   * Called after the end of a span, which does not change any more; also for recorded spans that
   * are not sampled.
   */
  default void onEnd(ReadableSpan span) {}

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
