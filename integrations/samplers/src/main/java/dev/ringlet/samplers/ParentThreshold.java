// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.trace.SpanContext;

/** Follows the specification, "ComposableParentThreshold". */
record ParentThreshold(ComposableSampler root) implements ComposableSampler {
  @Override
  public long getSamplingIntent(SamplingRequest request) {
    SpanContext parent = request.getParentSpanContext();
    if (!parent.isValid()) {
      return root.getSamplingIntent(request);
    }
    long threshold = OtelTraceState.threshold(OtelTraceState.of(parent.getTraceState()));
    if (threshold >= 0) {
      return SamplingIntent.of(threshold, true);
    }
    return parent.isSampled() ? SamplingIntent.of(0, false) : SamplingIntent.NONE;
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
