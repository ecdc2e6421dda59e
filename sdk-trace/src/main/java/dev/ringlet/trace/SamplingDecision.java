// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * The decision about a span that is about to start. Follows the OpenTelemetry specification,
 * "Tracing SDK", section "ShouldSample".
 */
public enum SamplingDecision {
  /** The span is not recorded; it only propagates its ids. */
  DROP,
  /** The span is recorded for processors, but not marked as sampled and not exported. */
  RECORD_ONLY,
  /** The span is recorded, marked as sampled and exported. */
  RECORD_AND_SAMPLE
}
