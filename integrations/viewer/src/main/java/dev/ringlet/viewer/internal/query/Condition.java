// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a search: {@code key=value}, {@code key!=value}, {@code key>1}, {@code key~part}, or
 * with an empty key a text that may be anywhere. Values with spaces stand in quotes; a minus in
 * front negates.
 */
record Condition(boolean isNegated, String key, Operator operator, String value) {
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    MORE(">"),
    LESS("<"),
    CONTAINS("~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Operator of(String sign) {
      for (Operator each : values()) {
        if (each.sign.equals(sign)) {
          return each;
        }
      }
      return CONTAINS;
    }
  }

  private static final Pattern PART =
      Pattern.compile(
          "(-?)(?:([\\p{L}_][\\p{L}\\p{N}_.\\-/]*)(!=|>=|<=|=|>|<|~))?(?:\"([^\"]*)\"?|(\\S+))");
  private static final Pattern DURATION = Pattern.compile("([0-9.]+)(ns|us|µs|ms|s|m)");

  static List<Condition> parse(String text) {
    List<Condition> conditions = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      String key = matcher.group(2) == null ? "" : matcher.group(2);
      String quoted = matcher.group(4);
      conditions.add(
          new Condition(
              !matcher.group(1).isEmpty(),
              key,
              key.isEmpty() ? Operator.CONTAINS : Operator.of(matcher.group(3)),
              quoted != null ? quoted : matcher.group(5)));
    }
    return conditions;
  }

  /** Whether it says what must not be: {@code -text} or {@code key!=value}. */
  boolean isExclusion() {
    return isNegated != (operator == Operator.NOT_EQUAL);
  }

  /** What an exclusion excludes. */
  Condition opposite() {
    return operator == Operator.NOT_EQUAL
        ? new Condition(isNegated, key, Operator.EQUAL, value)
        : new Condition(!isNegated, key, operator, value);
  }

  /** Whether a value, null if there is none, is what the condition asks for. */
  boolean holds(@Nullable String actual) {
    return holdsPlain(actual) != isNegated;
  }

  private boolean holdsPlain(@Nullable String actual) {
    if (actual == null) {
      return operator == Operator.NOT_EQUAL;
    }
    return switch (operator) {
      case EQUAL -> actual.equalsIgnoreCase(value);
      case NOT_EQUAL -> !actual.equalsIgnoreCase(value);
      case CONTAINS -> contains(actual, value);
      case AT_LEAST -> compare(actual, value) >= 0;
      case AT_MOST -> compare(actual, value) <= 0;
      case MORE -> compare(actual, value) > 0;
      case LESS -> compare(actual, value) < 0;
    };
  }

  /** NaN, of which no comparison holds, if one of the texts is no number. */
  private static double compare(String actual, String wanted) {
    double left = number(actual);
    double right = number(wanted);
    return Double.isNaN(left) || Double.isNaN(right) ? Double.NaN : Double.compare(left, right);
  }

  /** A number, or a duration in nanoseconds; NaN for other text. */
  static double number(String text) {
    try {
      Matcher duration = DURATION.matcher(text);
      if (!duration.matches()) {
        return Double.parseDouble(text);
      }
      double scale =
          switch (duration.group(2)) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> 60e9;
          };
      return Double.parseDouble(duration.group(1)) * scale;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether a text anywhere in a record holds it, for a condition without a key. */
  boolean holdsAnywhere(Iterable<String> texts, Iterable<List<KeyValue>> attributes) {
    return isAnywhere(texts, attributes) != isNegated;
  }

  private boolean isAnywhere(Iterable<String> texts, Iterable<List<KeyValue>> attributes) {
    for (String text : texts) {
      if (contains(text, value)) {
        return true;
      }
    }
    for (List<KeyValue> list : attributes) {
      for (KeyValue each : list) {
        if (contains(each.getKey(), value) || contains(Attribute.text(each.getValue()), value)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The value of an attribute; null without it. */
  static @Nullable String find(String key, List<KeyValue> attributes) {
    for (KeyValue each : attributes) {
      if (each.getKey().equals(key)) {
        return Attribute.text(each.getValue());
      }
    }
    return null;
  }

  /** Regardless of case; without copies, since a search asks it of all texts that are kept. */
  static boolean contains(String text, String part) {
    int last = text.length() - part.length();
    for (int i = 0; i <= last; i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
