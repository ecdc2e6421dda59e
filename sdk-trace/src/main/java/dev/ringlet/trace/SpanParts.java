// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.record.RecordBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a recorded span that is not encoded yet. It stays with the buffer, which spans and
 * log records share, and is reset for the next span, without allocation. Only for the thread that
 * has the buffer.
 */
final class SpanParts {
  int droppedEvents;
  int links;
  int droppedLinks;

  /** Description of the status, or null. */
  @Nullable String statusDescription;

  final TraceStateWriter traceState = new TraceStateWriter();

  /** The request for the sampler; null until a span in this buffer needs it. */
  private @Nullable SamplerCall samplerCall;

  private int events;

  private SpanParts() {}

  /** Resets the parts of a buffer, in which a span begins. */
  static void begin(RecordBuffer buffer) {
    if (!(buffer.attachment instanceof SpanParts parts)) {
      buffer.attachment = new SpanParts();
      return;
    }
    parts.events = 0;
    parts.droppedEvents = 0;
    parts.links = 0;
    parts.droppedLinks = 0;
    parts.statusDescription = null;
  }

  /** Returns the buffer of a span; the caller must not use it afterwards. */
  static void release(RecordBuffer buffer) {
    of(buffer).statusDescription = null;
    buffer.release();
  }

  /** The parts of the span in a buffer. */
  @SuppressWarnings("NullAway") // begin() has set it
  static SpanParts of(RecordBuffer buffer) {
    return (SpanParts) buffer.attachment;
  }

  /** The request for a sampler about the span in a buffer. */
  static SamplerCall samplerCall(RecordBuffer buffer) {
    SpanParts parts = of(buffer);
    if (parts.samplerCall == null) {
      parts.samplerCall = new SamplerCall(buffer);
    }
    return parts.samplerCall;
  }

  /** Not 0 if events or links were dropped. */
  int dropped() {
    return droppedEvents | droppedLinks;
  }

  /**
   * Appends an event with a short name and no attributes, or counts it as dropped if there is no
   * room.
   */
  static void appendShortEvent(RecordBuffer buffer, String name, long nanos, SpanLimits limits) {
    SpanParts parts = of(buffer);
    if (parts.events < limits.maxEvents && SpanEncoder.appendShortEvent(buffer, name, nanos)) {
      parts.events++;
    } else {
      parts.droppedEvents++;
    }
  }

  /** Appends an event or a link, or counts it as dropped if there is no room. */
  static void append(RecordBuffer buffer, int tag, RecordBuffer part, SpanLimits limits) {
    SpanParts parts = of(buffer);
    if (tag == Span.EVENTS) {
      if (parts.events < limits.maxEvents && buffer.appendMessage(tag, part)) {
        parts.events++;
      } else {
        parts.droppedEvents++;
      }
    } else if (parts.links < limits.maxLinks && buffer.appendMessage(tag, part)) {
      parts.links++;
    } else {
      parts.droppedLinks++;
    }
  }
}
