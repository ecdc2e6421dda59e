// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes samplers of the answers of a Jaeger server, {@code SamplingStrategyResponse} as JSON. */
final class JaegerStrategy {
  private JaegerStrategy() {}

  /**
   * The sampler of an answer.
   *
   * @throws IllegalArgumentException if it is not such an answer
   */
  static Sampler parse(String json) {
    Map<?, ?> answer = object(Json.parse(json));
    Map<?, ?> operations = object(answer.get("operationSampling"));
    List<?> strategies =
        operations.get("perOperationStrategies") instanceof List<?> list ? list : List.of();
    if (!strategies.isEmpty()) {
      return Samplers.parentBased(perOperation(operations, strategies));
    }
    Object type = answer.get("strategyType"); // absent or a number in some versions
    boolean limited =
        "RATE_LIMITING".equals(type)
            || (type instanceof Double number && number == 1)
            || (type == null && answer.get("probabilisticSampling") == null);
    if (limited) {
      Map<?, ?> limit = required(answer, "rateLimitingSampling");
      return Samplers.parentBased(
          RateLimitingSampler.of(number(limit.get("maxTracesPerSecond"), 0)));
    }
    return Samplers.parentBased(ratio(required(answer, "probabilisticSampling")));
  }

  private static Sampler perOperation(Map<?, ?> operations, List<?> strategies) {
    Map<String, Sampler> byName = new HashMap<>();
    for (Object one : strategies) {
      Map<?, ?> strategy = object(one);
      if (strategy.get("operation") instanceof String name) {
        byName.put(name, ratio(object(strategy.get("probabilisticSampling"))));
      }
    }
    double others = number(operations.get("defaultSamplingProbability"), 0);
    return new PerOperation(byName, Samplers.traceIdRatio(others));
  }

  private static Sampler ratio(Map<?, ?> probabilistic) {
    return Samplers.traceIdRatio(number(probabilistic.get("samplingRate"), 0));
  }

  private static Map<?, ?> required(Map<?, ?> answer, String name) {
    if (answer.get(name) instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("no " + name);
  }

  /** An object; empty where there is none, as protobuf omits what is empty. */
  private static Map<?, ?> object(@Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("not an object");
  }

  private static double number(@Nullable Object value, double otherwise) {
    return value == null ? otherwise : value instanceof Double number ? number : Double.NaN;
  }

  /** A ratio for each name of a span. */
  record PerOperation(Map<String, Sampler> byName, Sampler others) implements Sampler {
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
