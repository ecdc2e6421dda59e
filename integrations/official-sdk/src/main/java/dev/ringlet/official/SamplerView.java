// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.trace.SamplingDecision;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ringlet's sampler for official code that delegates to it. The owner of the sampler closes it, so
 * that it is closed once, also by official samplers that do not shut down what they delegate to.
 */
record SamplerView(dev.ringlet.trace.Sampler sampler) implements Sampler {
  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    SamplerViewRequest request =
        new SamplerViewRequest(parentContext, traceId, name, spanKind, attributes, parentLinks);
    SamplingDecision decision = sampler.shouldSample(request);
    return new Result(official(decision), request.added(), request.changedTraceState());
  }

  private static io.opentelemetry.sdk.trace.samplers.SamplingDecision official(
      SamplingDecision decision) {
    if (decision == SamplingDecision.RECORD_AND_SAMPLE) {
      return io.opentelemetry.sdk.trace.samplers.SamplingDecision.RECORD_AND_SAMPLE;
    }
    return decision == SamplingDecision.RECORD_ONLY
        ? io.opentelemetry.sdk.trace.samplers.SamplingDecision.RECORD_ONLY
        : io.opentelemetry.sdk.trace.samplers.SamplingDecision.DROP; // also null
  }

  /**
   * What the sampler answered.
   *
   * @param changed null if the trace state stays
   */
  private record Result(
      io.opentelemetry.sdk.trace.samplers.SamplingDecision decision,
      Attributes attributes,
      @Nullable TraceState changed)
      implements SamplingResult {
    @Override
    public io.opentelemetry.sdk.trace.samplers.SamplingDecision getDecision() {
      return decision;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parentTraceState) {
      return changed == null ? parentTraceState : changed;
    }
  }

  @Override
  public String getDescription() {
    return sampler.getDescription();
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
