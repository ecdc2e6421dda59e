// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedMetric;

/** Assertions of a histogram with explicit bounds. */
public final class HistogramAssert extends PointsAssert<HistogramAssert, HistogramPointAssert> {
  HistogramAssert(CapturedMetric actual) {
    super(actual, HistogramAssert.class, HistogramPointAssert::new);
  }
}
