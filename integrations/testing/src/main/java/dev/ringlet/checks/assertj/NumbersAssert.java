// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedMetric;

/** Assertions of a sum or gauge. */
public final class NumbersAssert extends PointsAssert<NumbersAssert, NumberPointAssert> {
  NumbersAssert(CapturedMetric actual) {
    super(actual, NumbersAssert.class, NumberPointAssert::new);
  }

  /** Fails unless it is a sum that only grows. */
  public NumbersAssert isMonotonic() {
    return monotonic(true);
  }

  /** Fails if it is a sum that only grows. */
  public NumbersAssert isNotMonotonic() {
    return monotonic(false);
  }

  private NumbersAssert monotonic(boolean expected) {
    return check(
        () -> {
          if (actual.toProto().getSum().getIsMonotonic() != expected) {
            throw new AssertionError(expected ? "it is not monotonic" : "it is monotonic");
          }
        });
  }
}
