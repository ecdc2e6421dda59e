// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedMetric;

/** Assertions of an exponential histogram. */
public final class ExponentialHistogramAssert
    extends PointsAssert<ExponentialHistogramAssert, ExponentialHistogramPointAssert> {
  ExponentialHistogramAssert(CapturedMetric actual) {
    super(actual, ExponentialHistogramAssert.class, ExponentialHistogramPointAssert::new);
  }
}
