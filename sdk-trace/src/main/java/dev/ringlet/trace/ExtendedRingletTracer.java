// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.incubator.trace.ExtendedSpanBuilder;
import io.opentelemetry.api.incubator.trace.ExtendedTracer;
import io.opentelemetry.api.trace.TracerProvider;

/**
 * A tracer with the additional methods of the API's incubator; loaded only if its jar is present.
 */
final class ExtendedRingletTracer extends RingletTracer implements ExtendedTracer {
  private static final ExtendedTracer NOOP = (ExtendedTracer) TracerProvider.noop().get("noop");

  private ExtendedRingletTracer(SpanOrigin origin) {
    super(origin);
  }

  static RingletTracer create(SpanOrigin origin) {
    return new ExtendedRingletTracer(origin);
  }

  @Override
  public ExtendedSpanBuilder spanBuilder(String spanName) {
    return isEnabled()
        ? new ExtendedRingletSpanBuilder(this, nameOrDefault(spanName))
        : NOOP.spanBuilder(spanName);
  }
}
