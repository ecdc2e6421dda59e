// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.TokenSlot;
import io.opentelemetry.api.trace.TraceState;

/** A place for one span at a time of a {@link SpanRecorder}. */
final class NativeSpan extends TokenSlot {
  long traceIdHigh;
  long traceIdLow;
  long spanId;
  long parentSpanId;
  long startEpochNanos;
  String name;
  TraceState traceState;

  /** As in {@link RecordingSpan}, without the lock. */
  int word;

  /** Null when the span is not recorded. */
  RecordBuffer buffer;

  /** Lets go of what the span held, before the place is free again. */
  void clear() {
    name = null;
    traceState = null;
    buffer = null;
  }
}
