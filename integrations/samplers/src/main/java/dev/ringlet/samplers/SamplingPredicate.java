// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;

/**
 * Decides whether a rule applies to a span. Called on the application's threads, several at a time.
 *
 * @see SamplingPredicates
 */
@FunctionalInterface
public interface SamplingPredicate {
  /**
   * Returns whether the rule applies.
   *
   * @param request the span that is about to start; valid during this call only
   */
  boolean matches(SamplingRequest request);
}
