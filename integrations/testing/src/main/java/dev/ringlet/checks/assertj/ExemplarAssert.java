// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedExemplar;

/** Assertions of an exemplar. */
public final class ExemplarAssert extends TelemetryAssert<ExemplarAssert, CapturedExemplar> {
  ExemplarAssert(CapturedExemplar actual) {
    super(actual, ExemplarAssert.class, "exemplar " + actual.value(), actual.filteredAttributes());
  }

  /** Fails unless it has this value. */
  public ExemplarAssert hasValue(double value) {
    return isEqual("value", actual.value(), value);
  }

  /** Fails unless it leads to a span of this trace. */
  public ExemplarAssert hasTraceId(String traceId) {
    return isEqual("trace id", actual.traceId(), traceId);
  }

  /** Fails unless it leads to this span. */
  public ExemplarAssert hasSpanId(String spanId) {
    return isEqual("span id", actual.spanId(), spanId);
  }
}
