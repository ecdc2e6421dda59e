// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.AttributeKey;
import java.util.HashMap;
import java.util.Map;

/** Creates samplers from the answers of a Jaeger server. */
final class JaegerStrategy {
  private static final double MAX_TRACES_PER_SECOND = 1e9;

  private JaegerStrategy() {}

  /**
   * The sampler of an answer: by operation if it has operations, else the strategy that it has; the
   * type counts only if it has both others.
   *
   * @throws IllegalArgumentException if it has no strategy, or a number out of range
   */
  static Sampler of(JaegerAnswer answer) {
    if (!answer.ratios.isEmpty()) {
      return Samplers.parentBased(perOperation(answer));
    }
    Double perSecond = answer.tracesPerSecond;
    Double ratio = answer.ratio;
    if (perSecond != null && (ratio == null || answer.isRateLimiting)) {
      return Samplers.parentBased(new Limited(Math.min(perSecond, MAX_TRACES_PER_SECOND)));
    }
    if (ratio == null) {
      throw new IllegalArgumentException("an answer without a strategy");
    }
    return Samplers.parentBased(Samplers.traceIdRatio(ratio));
  }

  private static Sampler perOperation(JaegerAnswer answer) {
    Map<String, Sampler> byName = new HashMap<>();
    answer.ratios.forEach((name, ratio) -> byName.put(name, Samplers.traceIdRatio(ratio)));
    return new PerOperation(byName, Samplers.traceIdRatio(answer.otherRatio));
  }

  /** Limits traces, and adds the limit to their roots as attributes, as Jaeger's clients do. */
  private static final class Limited implements Sampler {
    private static final AttributeKey<String> TYPE = stringKey("sampler.type");
    private static final AttributeKey<Double> PARAM = doubleKey("sampler.param");

    private final Sampler limit;
    private final Double perSecond;

    Limited(double perSecond) {
      limit = RateLimitingSampler.of(perSecond);
      this.perSecond = perSecond;
    }

    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      SamplingDecision decision = limit.shouldSample(request);
      if (decision != SamplingDecision.DROP) {
        request.setAttribute(TYPE, "ratelimiting");
        request.setAttribute(PARAM, perSecond);
      }
      return decision;
    }

    @Override
    public String getDescription() {
      return limit.getDescription();
    }

    @Override
    public String toString() {
      return getDescription();
    }
  }

  /** A ratio for each name of a span. */
  private record PerOperation(Map<String, Sampler> byName, Sampler others) implements Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      Sampler sampler = byName.get(request.getName());
      return (sampler == null ? others : sampler).shouldSample(request);
    }

    @Override
    public String getDescription() {
      return "PerOperationSampler{default="
          + others.getDescription()
          + ", perOperation="
          + byName
          + "}";
    }

    @Override
    public String toString() {
      return getDescription();
    }
  }
}
