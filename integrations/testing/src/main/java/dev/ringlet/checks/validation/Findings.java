// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects findings, at most so many; of what is found again it counts. Not thread-safe. */
final class Findings {
  private final Set<Rule> rules;
  private final int max;
  private final Map<Key, Counted> found = new LinkedHashMap<>();
  private long leftOut;

  /** What makes two findings one. */
  private record Key(Rule rule, String service, String scope, String subject, String attribute) {}

  /** The first finding, and how many there are. */
  private static final class Counted {
    final Finding first;
    long occurrences = 1;

    Counted(Finding first) {
      this.first = first;
    }
  }

  Findings(Set<Rule> rules, int max) {
    this.rules = EnumSet.noneOf(Rule.class);
    this.rules.addAll(rules);
    this.max = max;
  }

  private Findings(Findings other) {
    this(other.rules, other.max);
    leftOut = other.leftOut;
    other.found.forEach(
        (key, counted) -> {
          Counted copy = new Counted(counted.first);
          copy.occurrences = counted.occurrences;
          found.put(key, copy);
        });
  }

  Findings copy() {
    return new Findings(this);
  }

  void clear() {
    found.clear();
    leftOut = 0;
  }

  boolean isOn(Rule rule) {
    return rules.contains(rule);
  }

  void report(Rule rule, Place place, String foundText) {
    report(rule, place, "", foundText, rule.remedy());
  }

  void report(Rule rule, Place place, String attribute, String foundText, String remedy) {
    report(rule, place, place.subject(), attribute, foundText, remedy);
  }

  /**
   * Reports a finding.
   *
   * @param like what findings that count as one have in common, in place of the subject
   */
  void report(
      Rule rule, Place place, String like, String attribute, String foundText, String remedy) {
    if (!isOn(rule)) {
      return;
    }
    Key key = new Key(rule, place.service(), place.scope(), like, attribute);
    Counted earlier = found.get(key);
    if (earlier != null) {
      earlier.occurrences++;
    } else if (found.size() >= max) {
      leftOut++;
    } else {
      found.put(
          key,
          new Counted(
              new Finding(
                  rule,
                  foundText,
                  remedy,
                  place.service(),
                  place.scope(),
                  place.subject(),
                  attribute,
                  Text.hex(place.traceId()),
                  Text.hex(place.spanId()),
                  1)));
    }
  }

  /** How many findings are not in the list because it is full. */
  long leftOut() {
    return leftOut;
  }

  /** The worst first, of one rule in the order in which they were found. */
  List<Finding> list() {
    return found.values().stream()
        .map(counted -> withCount(counted.first, counted.occurrences))
        .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::rule))
        .toList();
  }

  private static Finding withCount(Finding first, long occurrences) {
    return new Finding(
        first.rule(),
        first.found(),
        first.remedy(),
        first.service(),
        first.scope(),
        first.subject(),
        first.attribute(),
        first.traceId(),
        first.spanId(),
        occurrences);
  }
}
