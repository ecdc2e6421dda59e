// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * Decides which spans are recorded. Follows the OpenTelemetry specification, "Tracing SDK", section
 * "Sampler".
 *
 * <p>Called on the application's threads, several at a time, once for every span: it must be quick
 * and must not block. An exception counts as {@link SamplingDecision#DROP}. A decision needs no
 * allocation.
 *
 * @see Samplers
 */
public interface Sampler extends AutoCloseable {
  /**
   * Returns the decision for a span.
   *
   * @param request the span to decide about; valid during this call only
   * @return the decision; null counts as {@link SamplingDecision#DROP}
   */
  SamplingDecision shouldSample(SamplingRequest request);

  /** Returns the name and settings of the sampler, which may change over time. */
  String getDescription();

  /**
   * Called once when the provider is closed, after its last span was started. A sampler that
   * delegates to other samplers closes them. Exceptions are counted and otherwise ignored.
   */
  @Override
  default void close() {}
}
