// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.internal.rules.Rule;
import dev.ringlet.trace.SamplingRequest;

/**
 * The condition of a rule of a setting.
 *
 * @param rule parsed with {@link RequestSubject#VOCABULARY}
 */
record RulePredicate(Rule rule) implements SamplingPredicate {
  @Override
  public boolean matches(SamplingRequest request) {
    return rule.matches(request, RequestSubject.INSTANCE);
  }

  @Override
  public String toString() {
    return rule.conditions().toString();
  }
}
