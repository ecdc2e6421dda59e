// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.TokenSlot;

/** A place for one span at a time of a {@link SpanRecorder}. */
final class NativeSpan extends TokenSlot {
  final SpanIdentity identity = new SpanIdentity();
  long parentSpanId;
  long startEpochNanos;
  String name;

  /** Null when the span is not recorded. */
  RecordBuffer buffer;

  /** Drops what the span held, before the place is free again. */
  void clear() {
    name = null;
    buffer = null;
    identity.traceState = null;
  }
}
