// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * The decision of a {@link SpanProcessor} about the export of an ended span. With several
 * processors the last constant in this order is used.
 */
public enum ExportDecision {
  /** The span is exported if it is sampled. */
  DEFAULT,
  /** The span is exported, also if it is recorded only. */
  KEEP,
  /**
   * The processor keeps the span and decides once, in {@link SpanProcessor#onEnd} or later, by
   * {@link ReadableSpan#export} or {@link ReadableSpan#discard}. A held span that is never decided
   * is neither exported nor counted.
   */
  HOLD,
  /** The span is not exported, and counted as filtered if it is sampled. */
  DROP
}
