// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.rules;

import org.jspecify.annotations.Nullable;

/**
 * One condition of a rule. Immutable; evaluating it allocates nothing but for attributes that are
 * compared with {@code <} or {@code >} and are not integers.
 *
 * @param name of a property or an attribute
 * @param text pattern for {@code =} and {@code !=}, else null
 * @param number operand of the other operators
 * @param ofAttribute whether the name is that of an attribute
 */
record Condition(
    String name, Operator operator, @Nullable Glob text, double number, boolean ofAttribute) {
  /** The operators, longest symbols first. */
  enum Operator {
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("="),
    BELOW("<"),
    ABOVE(">");

    final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }

  <T> boolean matches(T of, Subject<T> subject) {
    if (text != null) {
      CharSequence actual = ofAttribute ? subject.attribute(of, name) : subject.text(of, name);
      boolean equal = actual != null && text.matches(actual);
      return equal == (operator == Operator.EQUAL);
    }
    double actual = ofAttribute ? parse(subject.attribute(of, name)) : subject.number(of, name);
    return !(ofAttribute ? Double.isNaN(actual) : actual < 0)
        && switch (operator) {
          case AT_MOST -> actual <= number;
          case AT_LEAST -> actual >= number;
          case BELOW -> actual < number;
          case ABOVE -> actual > number;
          case EQUAL -> actual == number;
          case NOT_EQUAL -> actual != number;
        };
  }

  /** The number that a text is, or NaN. */
  private static double parse(@Nullable CharSequence text) {
    if (text == null || text.isEmpty()) {
      return Double.NaN;
    }
    boolean negative = text.charAt(0) == '-';
    long value = 0;
    int i = negative ? 1 : 0;
    while (i < text.length() && i < 18 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      value = 10 * value + text.charAt(i++) - '0';
    }
    if (i == text.length() && i > (negative ? 1 : 0)) {
      return negative ? -value : value;
    }
    try {
      return Double.parseDouble(text.toString());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public String toString() {
    return name + operator.symbol + (text != null ? text : number);
  }
}
