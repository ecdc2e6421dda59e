// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;

/** Follows the specification, "ComposableParentThreshold". */
record ParentThreshold(ComposableSampler root) implements ComposableSampler {
  @Override
  public long getSamplingIntent(SamplingRequest request) {
    if (!request.hasParent()) {
      return root.getSamplingIntent(request);
    }
    long threshold = OtelTraceState.threshold(OtelTraceState.of(request.getTraceState()));
    if (threshold >= 0) {
      return SamplingIntent.of(threshold, true);
    }
    return request.isParentSampled() ? SamplingIntent.of(0, false) : SamplingIntent.NONE;
  }

  @Override
  public void close() {
    root.close();
  }

  @Override
  public String getDescription() {
    return "ComposableParentThresholdSampler{rootSampler=" + root.getDescription() + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
