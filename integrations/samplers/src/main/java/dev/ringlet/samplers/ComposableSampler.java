// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A sampler that returns the probability of a span as an intent, so that others can combine it;
 * {@link CompositeSampler} decides. Follows the OpenTelemetry specification, "Tracing SDK", section
 * "ComposableSampler".
 *
 * <p>Called on the application's threads, several at a time: must be quick and must not block. An
 * exception means that the span is not sampled. None of the samplers created here allocates.
 */
public interface ComposableSampler extends AutoCloseable {
  /**
   * Returns the intent for a span.
   *
   * <p>An attribute that it sets on the request becomes one of the span if the span is sampled. It
   * must not change the member {@code ot} of the trace state, which is the caller's.
   *
   * @param request the span to decide about; valid during this call only
   * @return see {@link SamplingIntent}
   */
  long getSamplingIntent(SamplingRequest request);

  /** Returns the name and settings of the sampler. */
  String getDescription();

  /** Called once when the provider is closed; a sampler that delegates to others closes them. */
  @Override
  default void close() {}

  /** Samples every span. */
  static ComposableSampler alwaysOn() {
    return new FixedIntent(SamplingIntent.ALL, "ComposableAlwaysOnSampler");
  }

  /** Samples no span. */
  static ComposableSampler alwaysOff() {
    return new FixedIntent(SamplingIntent.NONE, "ComposableAlwaysOffSampler");
  }

  /**
   * Samples a share of all traces by their random value.
   *
   * @param ratio 0.0 to 1.0; one below 2^-57 samples none, as 0.0 does
   */
  static ComposableSampler probability(double ratio) {
    if (!(ratio >= 0.0 && ratio <= 1.0)) {
      throw new IllegalArgumentException("ratio must be in range [0.0, 1.0]");
    }
    long max = SamplingIntent.MAX_THRESHOLD;
    long threshold = max - Math.round(ratio * max);
    return new FixedIntent(
        threshold == max ? SamplingIntent.NONE : SamplingIntent.of(threshold, true),
        "ComposableTraceIdRatioBasedSampler{threshold="
            + (threshold == max ? "max" : OtelTraceState.thresholdText(threshold))
            + ", ratio="
            + ratio
            + "}");
  }

  /** Samples with the parent's threshold, and by {@code root} where there is no parent. */
  static ComposableSampler parentThreshold(ComposableSampler root) {
    return new ParentThreshold(Objects.requireNonNull(root, "root"));
  }

  /** Adds attributes to the spans that are sampled. */
  static ComposableSampler annotating(ComposableSampler delegate, Attributes attributes) {
    return new Annotating(
        Objects.requireNonNull(delegate, "delegate"),
        Objects.requireNonNull(attributes, "attributes"));
  }

  /** Samples by the first rule that matches; no span if none does. */
  static RuleBasedBuilder ruleBasedBuilder() {
    return new RuleBasedBuilder();
  }

  /** Collects the rules of a sampler. Not thread-safe. */
  final class RuleBasedBuilder {
    private final List<RuleBasedIntent.Entry> rules = new ArrayList<>();

    private RuleBasedBuilder() {}

    /** Adds a rule after the existing ones. */
    public RuleBasedBuilder add(SamplingPredicate predicate, ComposableSampler sampler) {
      rules.add(
          new RuleBasedIntent.Entry(
              Objects.requireNonNull(predicate, "predicate"),
              Objects.requireNonNull(sampler, "sampler")));
      return this;
    }

    /** Creates the sampler. */
    public ComposableSampler build() {
      return new RuleBasedIntent(rules);
    }
  }
}
