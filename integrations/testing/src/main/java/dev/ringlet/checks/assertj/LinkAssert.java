// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.trace.SpanLink;

/** Assertions of a link of a span. */
public final class LinkAssert extends TelemetryAssert<LinkAssert, SpanLink> {
  LinkAssert(SpanLink actual) {
    super(
        actual,
        LinkAssert.class,
        "link to " + actual.spanContext().getSpanId(),
        actual.attributes());
  }

  /** Fails unless it leads to a span of this trace. */
  public LinkAssert hasTraceId(String traceId) {
    return isEqual("trace id", actual.spanContext().getTraceId(), traceId);
  }

  /** Fails unless it leads to this span. */
  public LinkAssert hasSpanId(String spanId) {
    return isEqual("span id", actual.spanContext().getSpanId(), spanId);
  }
}
