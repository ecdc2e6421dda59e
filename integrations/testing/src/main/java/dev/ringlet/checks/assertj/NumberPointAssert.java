// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/** Assertions of a point of a sum or gauge. */
public final class NumberPointAssert extends PointAssert<NumberPointAssert> {
  NumberPointAssert(CapturedPoint actual) {
    super(actual, NumberPointAssert.class);
  }

  private NumberDataPoint point() {
    return (NumberDataPoint) actual.proto();
  }

  /** Fails unless it has this value, as a whole number. */
  public NumberPointAssert hasValue(long value) {
    return isEqual("type of the value", point().getValueCase(), NumberDataPoint.ValueCase.AS_INT)
        .isEqual("value", point().getAsInt(), value);
  }

  /** Fails unless it has this value, as a floating-point number. */
  public NumberPointAssert hasValue(double value) {
    return isEqual("type of the value", point().getValueCase(), NumberDataPoint.ValueCase.AS_DOUBLE)
        .isEqual("value", point().getAsDouble(), value);
  }
}
