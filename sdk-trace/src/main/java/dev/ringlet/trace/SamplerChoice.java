// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import org.jspecify.annotations.Nullable;

/** The sampler of a provider, resolved so that built-in samplers decide without a request. */
final class SamplerChoice {
  private final Sampler sampler;

  /** The sampler if it is one of the simple ones, or null. */
  private final Samplers.@Nullable BuiltIn builtIn;

  /** The sampler if it is parent-based, or null. */
  private final Samplers.@Nullable ParentBased parentBased;

  private final boolean recordsAll;

  SamplerChoice(Sampler sampler) {
    this.sampler = sampler;
    recordsAll = sampler instanceof Samplers.AlwaysRecord;
    Sampler root = sampler instanceof Samplers.AlwaysRecord all ? all.root() : sampler;
    builtIn = root instanceof Samplers.BuiltIn one ? one : null;
    parentBased = root instanceof Samplers.ParentBased one ? one : null;
  }

  /**
   * Decides without a request, or returns null when the sampler needs one.
   *
   * @param parentBits see {@link Samplers#parentBits}
   */
  @Nullable SamplingDecision decideQuick(int parentBits, long traceIdLow) {
    Samplers.BuiltIn one = builtIn;
    if (parentBased != null) {
      one = parentBased.delegate(parentBits) instanceof Samplers.BuiltIn delegate ? delegate : null;
    }
    if (one == null) {
      return null;
    }
    SamplingDecision decision = one.decide(traceIdLow);
    return recordsAll && decision == SamplingDecision.DROP
        ? SamplingDecision.RECORD_ONLY
        : decision;
  }

  void close() {
    sampler.close();
  }

  /** The sampler to call when {@link #decideQuick} did not decide. */
  Sampler forParent(int parentBits) {
    return parentBased != null && !recordsAll ? parentBased.delegate(parentBits) : sampler;
  }
}
