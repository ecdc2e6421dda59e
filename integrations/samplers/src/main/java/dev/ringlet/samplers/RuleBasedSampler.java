// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Delegates the decision to the sampler of the first matching rule, or to a fallback.
 *
 * <pre>
 *   Sampler sampler =
 *       RuleBasedSampler.builder(Samplers.traceIdRatio(0.1))
 *           .add(SamplingPredicates.attributePatterns("url.path", List.of("/health*"), List.of()),
 *               Samplers.alwaysOff())
 *           .build();
 * </pre>
 *
 * <p>Thread-safe; a decision allocates nothing if those of its samplers do not.
 */
public final class RuleBasedSampler implements Sampler {
  private record Entry(SamplingPredicate predicate, Sampler sampler) {
    @Override
    public String toString() {
      return predicate + ":" + sampler.getDescription();
    }
  }

  private final Entry[] rules;
  private final Sampler fallback;

  private RuleBasedSampler(List<Entry> rules, Sampler fallback) {
    this.rules = rules.toArray(new Entry[0]);
    this.fallback = fallback;
  }

  /**
   * Returns a builder.
   *
   * @param fallback decides about spans that no rule matches
   */
  public static Builder builder(Sampler fallback) {
    return new Builder(Objects.requireNonNull(fallback, "fallback"));
  }

  @Override
  public SamplingDecision shouldSample(SamplingRequest request) {
    for (Entry rule : rules) {
      if (rule.predicate.matches(request)) {
        return rule.sampler.shouldSample(request);
      }
    }
    return fallback.shouldSample(request);
  }

  @Override
  public void close() {
    List<Sampler> parts = new ArrayList<>();
    for (Entry rule : rules) {
      parts.add(rule.sampler);
    }
    parts.add(fallback);
    CloseAll.of(parts, part -> part);
  }

  @Override
  public String getDescription() {
    return "RuleBasedSampler{rules="
        + List.of(rules)
        + ", fallback="
        + fallback.getDescription()
        + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }

  /** Collects the rules. Not thread-safe. */
  public static final class Builder {
    private final List<Entry> rules = new ArrayList<>();
    private final Sampler fallback;

    private Builder(Sampler fallback) {
      this.fallback = fallback;
    }

    /** Adds a rule after the existing ones. */
    public Builder add(SamplingPredicate predicate, Sampler sampler) {
      rules.add(
          new Entry(
              Objects.requireNonNull(predicate, "predicate"),
              Objects.requireNonNull(sampler, "sampler")));
      return this;
    }

    /** Creates the sampler. */
    public Sampler build() {
      return new RuleBasedSampler(rules, fallback);
    }
  }
}
