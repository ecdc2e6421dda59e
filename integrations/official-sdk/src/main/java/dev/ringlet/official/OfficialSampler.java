// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.official.data.DecodedSpan;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a sampler of the official SDK to Ringlet's interface.
 *
 * @param original what the sampler may delegate to, which is closed after it; null for none
 */
record OfficialSampler(Sampler sampler, dev.ringlet.trace.@Nullable Sampler original)
    implements dev.ringlet.trace.Sampler {
  OfficialSampler(Sampler sampler) {
    this(sampler, null);
  }

  @Override
  public SamplingDecision shouldSample(SamplingRequest request) {
    SpanData builder =
        DecodedSpan.read(
            request.toOtlp(),
            Resource.empty(),
            Origins.official(InstrumentationScope.empty()),
            request.getParentSpanContext(),
            request.getParentSpanContext(),
            false);
    SamplingResult result =
        sampler.shouldSample(
            request.getParentContext(),
            request.getTraceId(),
            request.getName(),
            request.getKind(),
            builder.getAttributes(),
            builder.getLinks());
    result.getAttributes().forEach((key, value) -> set(request, key, value));
    TraceState before = request.getParentSpanContext().getTraceState();
    TraceState after = result.getUpdatedTraceState(before);
    if (after != before) {
      request.setTraceState(after);
    }
    return switch (result.getDecision()) {
      case DROP -> SamplingDecision.DROP;
      case RECORD_ONLY -> SamplingDecision.RECORD_ONLY;
      case RECORD_AND_SAMPLE -> SamplingDecision.RECORD_AND_SAMPLE;
    };
  }

  @SuppressWarnings("unchecked") // a value has the type of its key
  private static <T> void set(SamplingRequest request, AttributeKey<T> key, Object value) {
    request.setAttribute(key, (T) value);
  }

  @Override
  public String getDescription() {
    return sampler.getDescription();
  }

  @Override
  public void close() {
    try {
      sampler.shutdown();
    } finally {
      if (original != null) {
        original.close();
      }
    }
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
