// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.slots.TokenSlot;
import org.jspecify.annotations.Nullable;

/** A place for one span at a time of a {@link SpanRecorder}; subclasses are for tests. */
class NativeSpan extends TokenSlot {
  final SpanIdentity identity = new SpanIdentity();

  /** The parent while the span starts, if it is a span of the same recorder. */
  private final SpanIdentity parent = new SpanIdentity();

  private boolean hasParent;

  long parentSpanId;
  long startEpochNanos;

  @SuppressWarnings("NullAway.Init") // set while the span starts
  String name;

  /** Null when the span is not recorded. */
  @Nullable SpanBuffer buffer;

  /** Copies the parent, whose place is held by the caller; null for none in this recorder. */
  final void setParent(@Nullable SpanIdentity from) {
    hasParent = from != null;
    if (from != null) {
      parent.traceIdHigh = from.traceIdHigh;
      parent.traceIdLow = from.traceIdLow;
      parent.spanId = from.spanId;
      parent.traceState = from.traceState;
      parent.setPlainWord(from.plainWord());
    }
  }

  final @Nullable SpanIdentity parentOrNull() {
    return hasParent ? parent : null;
  }

  /** Releases the span's references before the place is free again. */
  @SuppressWarnings("NullAway") // nothing reads a free place
  final void clear() {
    name = null;
    buffer = null;
    identity.traceState = null;
    parent.traceState = null;
  }
}
