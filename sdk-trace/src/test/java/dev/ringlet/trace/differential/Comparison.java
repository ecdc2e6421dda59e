// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.differential.FlatMessage;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds all in which two outcomes differ and that {@link Deviations} does not allow. */
final class Comparison {
  private final Outcome official;
  private final Outcome other;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Outcome official, Outcome other) {
    this.official = official;
    this.other = other;
  }

  static List<Difference> of(Outcome official, Outcome other) {
    if (!official.lost.isEmpty()) {
      // Without this, a batch that the official exporter refuses would leave nothing to compare.
      throw new IllegalArgumentException("the official SDK lost " + official.lost);
    }
    Comparison comparison = new Comparison(official, other);
    comparison.answers();
    comparison.spans();
    comparison.maps("resource", official.resource, other.resource);
    comparison.order();
    if (!official.wrongTimes.equals(other.wrongTimes)) {
      comparison.add("times", "wrong", official.wrongTimes, other.wrongTimes);
    }
    return comparison.differences;
  }

  private void answers() {
    int common = Math.min(official.answers.size(), other.answers.size());
    for (int i = 0; i < common; i++) {
      String expected = official.answers.get(i);
      String actual = other.answers.get(i);
      if (!expected.equals(actual)) {
        add("answer " + i, "answers", expected, actual);
        if (!step(expected).equals(step(actual))) {
          return;
        }
      }
    }
    if (official.answers.size() != other.answers.size()) {
      add("answers", "number of answers", official.answers.size(), other.answers.size());
    }
  }

  private static String step(String answer) {
    return answer.substring(0, answer.indexOf(" -> "));
  }

  private void spans() {
    maps("scope", official.scopes, other.scopes);
    for (Map.Entry<String, Span> entry : official.spans.entrySet()) {
      Span expected = entry.getValue();
      Span actual = other.spans.get(entry.getKey());
      if (actual != null && !actual.equals(expected)) {
        fields(entry.getKey(), FlatMessage.of(expected), FlatMessage.of(actual));
      }
    }
  }

  private void order() {
    Set<String> unordered = new HashSet<>(official.scopesNamedTwice);
    unordered.addAll(other.scopesNamedTwice);
    official.order.keySet().removeAll(unordered);
    other.order.keySet().removeAll(unordered);
    maps("order of export", official.order, other.order);
  }

  private void fields(
      String span, SortedMap<String, String> expected, SortedMap<String, String> actual) {
    maps(span, expected, actual);
    if (expected.equals(actual)) {
      throw new IllegalStateException("unequal messages look equal: " + span);
    }
  }

  private <T> void maps(String where, SortedMap<String, T> expected, SortedMap<String, T> actual) {
    SortedSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      if (!Objects.equals(expected.get(key), actual.get(key))) {
        add(where, key, expected.get(key), actual.get(key));
      }
    }
  }

  private void add(String where, String what, Object expected, Object actual) {
    Difference difference =
        new Difference(
            where,
            what,
            expected == null ? null : expected.toString(),
            actual == null ? null : actual.toString());
    if (!Deviations.allow(difference)) {
      differences.add(difference);
    }
  }
}
