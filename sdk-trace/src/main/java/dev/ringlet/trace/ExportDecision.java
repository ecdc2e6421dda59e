// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * What a {@link SpanProcessor} wants to become of a span that has ended. Of the answers of several
 * processors the last in this order counts.
 */
public enum ExportDecision {
  /** The span is exported if it is sampled. */
  DEFAULT,
  /** The span is exported, also if it is recorded only. */
  KEEP,
  /**
   * The processor keeps the span and decides once, in {@link SpanProcessor#onEnd} or later, by
   * {@link ReadableSpan#export} or {@link ReadableSpan#discard}. A span that it forgets is neither
   * exported nor counted.
   */
  HOLD,
  /** The span is not exported, and counted as filtered if it is sampled. */
  DROP
}
