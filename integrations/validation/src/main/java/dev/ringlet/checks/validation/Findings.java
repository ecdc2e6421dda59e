// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects findings, at most so many; of what is found again it counts. Names in them are cut to
 * 256 chars. Not thread-safe.
 */
final class Findings {
  private final Set<Rule> rules;
  private final int max;
  private final boolean isLatestKept;
  private final Map<Key, Counted> found = new LinkedHashMap<>();
  private long leftOut;

  /** What makes two findings one. */
  private record Key(Rule rule, String service, String scope, String subject, String attribute) {}

  /** The first or the last finding, and how many there are. */
  private static final class Counted {
    Finding example;
    long occurrences = 1;

    Counted(Finding example) {
      this.example = example;
    }
  }

  /** With {@code isLatestKept}, a finding that comes again has the place of the last time. */
  Findings(Set<Rule> rules, int max, boolean isLatestKept) {
    this.rules = EnumSet.noneOf(Rule.class);
    this.rules.addAll(rules);
    this.max = max;
    this.isLatestKept = isLatestKept;
  }

  private Findings(Findings other) {
    this(other.rules, other.max, other.isLatestKept);
    leftOut = other.leftOut;
    other.found.forEach(
        (key, counted) -> {
          Counted copy = new Counted(counted.example);
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
    Key key =
        new Key(
            rule,
            Text.cut(place.service()),
            Text.cut(place.scope()),
            Text.cut(like),
            Text.cut(attribute));
    Counted earlier = found.get(key);
    if (earlier == null && found.size() >= max) {
      leftOut++;
    } else if (earlier == null) {
      found.put(key, new Counted(finding(rule, place, attribute, foundText, remedy)));
    } else {
      earlier.occurrences++;
      if (isLatestKept) {
        earlier.example = finding(rule, place, attribute, foundText, remedy);
      }
    }
  }

  private static Finding finding(
      Rule rule, Place place, String attribute, String foundText, String remedy) {
    return new Finding(
        rule,
        foundText,
        remedy,
        Text.cut(place.service()),
        Text.cut(place.scope()),
        Text.cut(place.subject()),
        Text.cut(attribute),
        Text.hex(place.traceId()),
        Text.hex(place.spanId()),
        1);
  }

  /** How many findings are not in the list because it is full. */
  long leftOut() {
    return leftOut;
  }

  /** The worst first, of one rule in the order in which they were found. */
  List<Finding> list() {
    return found.values().stream()
        .map(counted -> withCount(counted.example, counted.occurrences))
        .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::rule))
        .toList();
  }

  private static Finding withCount(Finding example, long occurrences) {
    return new Finding(
        example.rule(),
        example.found(),
        example.remedy(),
        example.service(),
        example.scope(),
        example.subject(),
        example.attribute(),
        example.traceId(),
        example.spanId(),
        occurrences);
  }
}
