// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.rules;

import java.util.List;

/**
 * A rule: what to do under which conditions. Immutable.
 *
 * @param action the first word, in lower case
 * @param arguments the words after it
 * @param conditions all of which must hold; empty for always
 * @param position of the rule in the setting, from 1 on
 */
public record Rule(
    String action, List<String> arguments, List<Condition> conditions, int position) {
  /** Whether all conditions hold. */
  public <T> boolean matches(T of, Subject<T> subject) {
    for (int i = 0; i < conditions.size(); i++) { // an iterator would be an object
      if (!conditions.get(i).matches(of, subject)) {
        return false;
      }
    }
    return true;
  }
}
