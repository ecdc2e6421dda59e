// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares attributes; each failure names the key, and those that there are. */
final class AttributesCheck {
  private AttributesCheck() {}

  static void equal(String owner, Attributes actual, Attributes expected) {
    List<AttributeAssertion> assertions = new ArrayList<>();
    expected.forEach((key, value) -> assertions.add(equalTo(key, value)));
    satisfyExactly(owner, actual, assertions);
  }

  static AttributeAssertion equalTo(AttributeKey<?> key, Object expected) {
    return new AttributeAssertion(
        key,
        value -> {
          if (!expected.equals(value)) {
            throw new AssertionError("expected " + expected + " but was " + value);
          }
        });
  }

  static void satisfy(String owner, Attributes actual, List<AttributeAssertion> assertions) {
    for (AttributeAssertion assertion : assertions) {
      AttributeKey<?> key = assertion.key();
      Object value = actual.get(key);
      if (value == null) {
        throw new AssertionError(
            owner + " has no attribute " + described(key) + otherType(actual, key) + ": " + actual);
      }
      try {
        assertion.check(value);
      } catch (AssertionError e) {
        throw new AssertionError(
            "attribute " + described(key) + " of " + owner + ": " + e.getMessage(), e);
      }
    }
  }

  static void satisfyExactly(String owner, Attributes actual, List<AttributeAssertion> assertions) {
    satisfy(owner, actual, assertions);
    Set<AttributeKey<?>> expected = new HashSet<>();
    assertions.forEach(assertion -> expected.add(assertion.key()));
    Set<AttributeKey<?>> others = new HashSet<>(actual.asMap().keySet());
    others.removeAll(expected);
    if (!others.isEmpty()) {
      List<String> names = others.stream().map(AttributesCheck::described).sorted().toList();
      throw new AssertionError(owner + " has attributes that are not expected: " + names);
    }
  }

  static void contain(String owner, Attributes actual, String key) {
    if (actual.asMap().keySet().stream().noneMatch(one -> one.getKey().equals(key))) {
      throw new AssertionError(owner + " has no attribute " + key + ": " + actual);
    }
  }

  static void notContain(String owner, Attributes actual, String key) {
    if (actual.asMap().keySet().stream().anyMatch(one -> one.getKey().equals(key))) {
      throw new AssertionError(owner + " has an attribute " + key + ": " + actual);
    }
  }

  private static String described(AttributeKey<?> key) {
    return key.getKey() + " (" + key.getType() + ")";
  }

  private static String otherType(Attributes actual, AttributeKey<?> key) {
    return actual.asMap().keySet().stream()
        .filter(other -> other.getKey().equals(key.getKey()))
        .map(other -> ", but one of type " + other.getType())
        .findFirst()
        .orElse("");
  }
}
