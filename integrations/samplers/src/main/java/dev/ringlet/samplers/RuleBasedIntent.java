// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.SamplingRequest;
import java.util.List;

/** Follows the specification, "ComposableRuleBased". */
final class RuleBasedIntent implements ComposableSampler {
  /** A predicate and the sampler for the spans that match it. */
  record Entry(SamplingPredicate predicate, ComposableSampler sampler) {
    @Override
    public String toString() {
      return "(" + predicate + ":" + sampler.getDescription() + ")";
    }
  }

  private final Entry[] rules;

  RuleBasedIntent(List<Entry> rules) {
    this.rules = rules.toArray(new Entry[0]);
  }

  @Override
  public long getSamplingIntent(SamplingRequest request) {
    for (Entry rule : rules) {
      if (rule.predicate.matches(request)) {
        return rule.sampler.getSamplingIntent(request);
      }
    }
    return SamplingIntent.NONE;
  }

  @Override
  public void close() {
    CloseAll.of(List.of(rules), rule -> rule.sampler);
  }

  @Override
  public String getDescription() {
    StringBuilder text = new StringBuilder("ComposableRuleBasedSampler{[");
    for (Entry rule : rules) {
      text.append(rule == rules[0] ? "" : ",").append(rule);
    }
    return text.append("]}").toString();
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
