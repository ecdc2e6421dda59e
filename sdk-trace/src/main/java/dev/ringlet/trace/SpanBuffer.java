// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of a recorded span, with the state that is encoded when the span ends. A pool lends it
 * to one span after the other; {@link #beginSpan} resets it without allocation. Only for the thread
 * that has the buffer.
 */
final class SpanBuffer extends RecordBuffer {
  int droppedEvents;
  int links;
  int droppedLinks;

  /** Description of the status, or null. */
  @Nullable String statusDescription;

  final TraceStateWriter traceState = new TraceStateWriter();

  /** The request for the sampler; null until a span in this buffer needs it. */
  private @Nullable SamplerCall samplerCall;

  private int events;

  SpanBuffer(RecordPool.Home home) {
    super(home);
  }

  /** Begins a span; its attributes, events and links have at most {@code maxBytes}. */
  void beginSpan(SpanLimits limits, int maxBytes) {
    beginRecord(Span.ATTRIBUTES, limits.maxAttributes, limits.maxAttributeValueLength, maxBytes);
    events = 0;
    droppedEvents = 0;
    links = 0;
    droppedLinks = 0;
    statusDescription = null;
  }

  /** Returns the buffer of a span to its pool; the caller must not use it afterwards. */
  void releaseSpan() {
    statusDescription = null;
    release();
  }

  /** The request for a sampler about the span in this buffer. */
  SamplerCall samplerCall() {
    if (samplerCall == null) {
      samplerCall = new SamplerCall(this);
    }
    return samplerCall;
  }

  /** Not 0 if attributes, events or links were dropped. */
  int dropped() {
    return droppedAttributes() | droppedEvents | droppedLinks;
  }

  /**
   * Appends an event with a short name and no attributes, or counts it as dropped if there is no
   * room.
   */
  void appendShortEvent(String name, long epochNanos, SpanLimits limits) {
    if (events < limits.maxEvents && SpanEncoder.appendShortEvent(this, name, epochNanos)) {
      events++;
    } else {
      droppedEvents++;
    }
  }

  /** Appends an event or a link, or counts it as dropped if there is no room. */
  void append(int tag, RecordBuffer part, SpanLimits limits) {
    if (tag == Span.EVENTS) {
      if (events < limits.maxEvents && appendMessage(tag, part)) {
        events++;
      } else {
        droppedEvents++;
      }
    } else if (links < limits.maxLinks && appendMessage(tag, part)) {
      links++;
    } else {
      droppedLinks++;
    }
  }
}
