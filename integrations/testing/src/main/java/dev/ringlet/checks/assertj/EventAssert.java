// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.trace.SpanEvent;

/** Assertions of an event of a span. */
public final class EventAssert extends TelemetryAssert<EventAssert, SpanEvent> {
  EventAssert(SpanEvent actual) {
    super(actual, EventAssert.class, "event \"" + actual.name() + '"', actual.attributes());
  }

  /** Fails unless it has this name. */
  public EventAssert hasName(String name) {
    return isEqual("name", actual.name(), name);
  }

  /** Fails unless it is of this time. */
  public EventAssert hasTimestamp(long epochNanos) {
    return isEqual("time", actual.epochNanos(), epochNanos);
  }
}
