// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;

/** Creates span contexts from encoded records. */
final class Contexts {
  private static final int IS_REMOTE = 0x200;

  private Contexts() {}

  /**
   * A context.
   *
   * @param flags of OTLP: the lower eight bits are those of the context
   * @param remote whether the bit for it in {@code flags} is about this context
   */
  static SpanContext create(
      byte[] traceId, byte[] spanId, long flags, boolean remote, TraceState traceState) {
    if (traceId.length != TraceId.getLength() / 2 || spanId.length != SpanId.getLength() / 2) {
      return SpanContext.getInvalid();
    }
    String trace = TraceId.fromBytes(traceId);
    String span = SpanId.fromBytes(spanId);
    TraceFlags own = TraceFlags.fromByte((byte) flags);
    return remote && (flags & IS_REMOTE) != 0
        ? SpanContext.createFromRemoteParent(trace, span, own, traceState)
        : SpanContext.create(trace, span, own, traceState);
  }

  /** Reads a trace state in the form of the W3C header. */
  static TraceState traceState(String header) {
    TraceStateBuilder builder = TraceState.builder();
    String[] entries = header.split(",");
    for (int i = entries.length - 1; i >= 0; i--) { // each put stands in front of the last
      int equals = entries[i].indexOf('=');
      if (equals > 0) {
        builder.put(
            entries[i].substring(0, equals).trim(), entries[i].substring(equals + 1).trim());
      }
    }
    return builder.build();
  }
}
