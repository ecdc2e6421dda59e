// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import dev.ringlet.checks.internal.semconv.Registry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for lists of attributes, and for values of log records. */
final class AttributeChecks {
  /** The default limit of SDKs for spans and log records. */
  static final int MAX_ATTRIBUTES = 128;

  /** Some back ends drop longer values. */
  static final int MAX_CHARS = 32_768;

  private final Registry registry;
  private final Findings findings;

  AttributeChecks(Registry registry, Findings findings) {
    this.registry = registry;
    this.findings = findings;
  }

  /**
   * Checks the attributes of a record or of a part of it.
   *
   * @param dropped how many the limits of the SDK left out
   */
  void check(Place place, List<KeyValue> attributes, int dropped) {
    if (attributes.size() > MAX_ATTRIBUTES) {
      String text = Text.count(attributes.size(), "attribute") + " on " + place.what();
      findings.report(Rule.ATTRIBUTE_FLOOD, place, text);
    }
    if (dropped > 0) {
      String text = Text.count(dropped, "attribute") + " of " + place.what();
      findings.report(Rule.ATTRIBUTE_FLOOD, place, text + " dropped by a limit of the SDK");
    }
    Set<String> keys = new HashSet<>();
    for (KeyValue attribute : attributes) {
      String key = attribute.getKey();
      if (!keys.add(key)) {
        String text = Text.quoted(key) + " is twice on " + place.what();
        findings.report(
            Rule.ATTRIBUTE_DUPLICATE, place, key, text, Rule.ATTRIBUTE_DUPLICATE.remedy());
      }
      checkKey(place, key);
      checkName(place, key, attribute.getValue());
      checkValue(place, key, attribute.getValue());
    }
  }

  private void checkKey(Place place, String key) {
    NameIds ids = NameIds.in(key);
    if (ids != null) {
      String text = "the key " + Text.quoted(key) + " on " + place.what() + " has " + ids.kind();
      findings.report(
          Rule.NAME_HAS_ID,
          place,
          "",
          ids.template(),
          text,
          "Use a key that is the same each time.");
    }
  }

  private void checkName(Place place, String key, AnyValue value) {
    Registry.Attribute known = registry.attribute(key);
    if (known == null) {
      return;
    }
    if (!known.deprecation().isEmpty()) {
      String text = Text.quoted(key) + " on " + place.what() + " is deprecated";
      findings.report(
          Rule.ATTRIBUTE_DEPRECATED, place, "", key, text, successor(known.deprecation()));
      return;
    }
    String actual = typeOf(value);
    String expected = known.valueType();
    if (!actual.isEmpty() && !fits(actual, expected)) {
      String text = Text.quoted(key) + " on " + place.what() + " is of type " + actual;
      String remedy = "Set it as " + expected + ".";
      findings.report(Rule.ATTRIBUTE_TYPE, place, "", key, text, remedy);
    }
  }

  /** What to use in place of a name. */
  static String successor(String deprecation) {
    return deprecation.startsWith("=")
        ? "Use " + deprecation.substring(1) + " instead."
        : deprecation;
  }

  /** The types of protocol and registry differ: a number that is whole is often sent as int. */
  private static boolean fits(String actual, String expected) {
    return actual.equals(expected)
        || expected.equals("any")
        || expected.equals("double") && actual.equals("int")
        || actual.equals("[]") && expected.endsWith("[]");
  }

  private static String typeOf(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> "string";
      case INT_VALUE -> "int";
      case BOOL_VALUE -> "boolean";
      case DOUBLE_VALUE -> "double";
      case BYTES_VALUE -> "bytes";
      case KVLIST_VALUE -> "map";
      case ARRAY_VALUE -> typeOfArray(value.getArrayValue().getValuesList());
      default -> "";
    };
  }

  private static String typeOfArray(List<AnyValue> values) {
    if (values.isEmpty()) {
      return "[]";
    }
    AnyValue first = values.get(0);
    return switch (first.getValueCase()) {
      case STRING_VALUE -> "string[]";
      case INT_VALUE -> "int[]";
      case BOOL_VALUE -> "boolean[]";
      case DOUBLE_VALUE -> "double[]";
      case VALUE_NOT_SET -> "";
      default -> first.getValueCase().name().toLowerCase(Locale.ROOT).replace("_value", "") + "[]";
    };
  }

  /** Looks for secrets and for length in a value, at any depth, without recursion. */
  void checkValue(Place place, String key, AnyValue value) {
    Deque<AnyValue> open = new ArrayDeque<>();
    open.push(value);
    while (!open.isEmpty()) {
      AnyValue next = open.pop();
      switch (next.getValueCase()) {
        case STRING_VALUE -> checkText(place, key, next.getStringValue());
        case ARRAY_VALUE -> next.getArrayValue().getValuesList().forEach(open::push);
        case KVLIST_VALUE ->
            next.getKvlistValue().getValuesList().forEach(entry -> open.push(entry.getValue()));
        default -> {}
      }
    }
  }

  /**
   * Looks for secrets and for length in a text.
   *
   * @param key of the attribute; empty for a name or a body
   */
  void checkText(Place place, String key, String text) {
    String what = key.isEmpty() ? place.what() : Text.quoted(key) + " on " + place.what();
    String secret = secret(key, text);
    if (secret != null) {
      String found = what + " has what looks like " + secret;
      findings.report(Rule.SECRET, place, "", key, found, Rule.SECRET.remedy());
    }
    if (text.length() > MAX_CHARS) {
      String found = what + " has " + text.length() + " characters";
      findings.report(Rule.ATTRIBUTE_FLOOD, place, key, found, Rule.ATTRIBUTE_FLOOD.remedy());
    }
  }

  private @Nullable String secret(String key, String text) {
    if (!findings.isOn(Rule.SECRET)) {
      return null;
    }
    return Secrets.isSecretKey(key, text) ? "a secret" : Secrets.in(text);
  }
}
