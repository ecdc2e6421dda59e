// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.TraceTags.Event;
import dev.ringlet.internal.otlp.TraceTags.Link;
import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.otlp.TraceTags.Status;
import dev.ringlet.internal.record.KnownTexts;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * Writes OTLP's {@code Span}, {@code Event} and {@code Link} messages. Attributes, events and links
 * are appended as they are set, the other fields when the span ends.
 */
final class SpanEncoder {
  /** Flag that declares the next bit valid; always set here. */
  private static final int HAS_IS_REMOTE = 0x100;

  private static final int IS_REMOTE = 0x200;

  /** The most bytes of all fields of fixed size, varints included. */
  private static final int FIXED_BYTES = 18 + 10 + 10 + 2 + 9 + 9 + 6 + 6 + 2;

  /** The lengths of a span's name of so many chars, and of an event with one, take one byte. */
  private static final int SHORT_NAME_CHARS = 42;

  static final int SHORT_EVENT_NAME_CHARS = 38;

  /** Tag and length of an event, its time, and tag and length of its name. */
  private static final int SHORT_EVENT_BYTES = 2 + 9 + 2;

  /** What attributes leave free for name, description and trace state: a sixteenth. */
  private static final int TEXT_SHIFT = 4;

  private static final int TEXT_HEADER_BYTES = 16;

  private SpanEncoder() {}

  /**
   * Writes what is known only when the span ends; afterwards the record is complete but for {@link
   * #name} and {@link #finishPlain} or {@link #finishRare}.
   */
  static void finish(
      RecordBuffer out,
      SpanIdentity span,
      long parentSpanId,
      long startEpochNanos,
      long endEpochNanos) {
    int word = span.plainWord();
    out.ensure(FIXED_BYTES);
    byte[] d = out.data();
    int at = out.position();
    at = ProtoWriter.putTraceId(d, at, Span.TRACE_ID, span.traceIdHigh, span.traceIdLow);
    at = ProtoWriter.putSpanId(d, at, Span.SPAN_ID, span.spanId);
    if (parentSpanId != 0) {
      at = ProtoWriter.putSpanId(d, at, Span.PARENT_SPAN_ID, parentSpanId);
    }
    d[at] = Span.KIND;
    d[at + 1] = (byte) (SpanWord.kind(word) + 1);
    d[at + 2] = Span.START_TIME_UNIX_NANO;
    ProtoWriter.putFixed64(d, at + 3, startEpochNanos);
    d[at + 11] = Span.END_TIME_UNIX_NANO;
    ProtoWriter.putFixed64(d, at + 12, endEpochNanos);
    d[at + 20] = (byte) Span.FLAGS;
    d[at + 21] = (byte) (Span.FLAGS >>> 7);
    int remote = SpanWord.isParentRemote(word) ? IS_REMOTE : 0;
    ProtoWriter.putFixed32(d, at + 22, SpanWord.flags(word) | HAS_IS_REMOTE | remote);
    out.position(at + 26);
  }

  /** Appends the name, which the tracer knows or may learn if it is short. */
  static void name(RecordBuffer out, KnownTexts names, String name) {
    int chars = name.length();
    if (chars > SHORT_NAME_CHARS) {
      out.writeText(Span.NAME, name, textBytes(out));
    } else if (!out.appendKnown(names, name)) {
      out.ensure(2 + Utf8.MAX_BYTES_PER_CHAR * chars);
      int at = out.position();
      int length = out.encodeUtf8(name, chars, at + 2);
      out.data()[at] = Span.NAME;
      out.data()[at + 1] = (byte) length;
      out.position(at + 2 + length);
      out.teach(names, name, at);
    }
  }

  /** The most bytes of a name, a description or a trace state: half of the remaining room. */
  private static int textBytes(RecordBuffer out) {
    int left = out.maxBytes() + (out.maxBytes() >> TEXT_SHIFT) - out.position();
    return Math.max(0, left / 2 - TEXT_HEADER_BYTES);
  }

  /** The most bytes of attributes, events and links in a record of the given size. */
  static int partsBytes(int maxRecordBytes) {
    return maxRecordBytes - (maxRecordBytes >> TEXT_SHIFT) - FIXED_BYTES;
  }

  /** Writes the status when there is none, as the official SDK does: present and empty. */
  static void finishPlain(RecordBuffer out) {
    int at = out.position();
    out.ensure(2);
    out.data()[at] = Span.STATUS;
    out.data()[at + 1] = 0;
    out.position(at + 2);
  }

  /** Writes status, trace state and numbers of what was dropped. */
  static void finishRare(SpanBuffer out, TraceState traceState, int statusCode) {
    writeState(out, Span.TRACE_STATE, traceState);
    out.writeUint32(Span.DROPPED_ATTRIBUTES_COUNT, out.droppedAttributes());
    out.writeUint32(Span.DROPPED_EVENTS_COUNT, out.droppedEvents);
    out.writeUint32(Span.DROPPED_LINKS_COUNT, out.droppedLinks);
    int status = out.beginMessage(Span.STATUS);
    String description = out.statusDescription;
    if (description != null && !description.isEmpty()) {
      out.writeText(Status.MESSAGE, description, textBytes(out));
    }
    out.writeUint32(Status.CODE, statusCode);
    out.endMessage(status);
  }

  /** Begins an event; attributes may follow. */
  static void beginEvent(RecordBuffer out, SpanLimits limits, int maxAttributes, int maxBytes) {
    out.begin(Event.ATTRIBUTES, maxAttributes, limits.maxAttributeValueLength, maxBytes);
  }

  /**
   * Appends an event that has a name of at most {@link #SHORT_EVENT_NAME_CHARS} chars and a time.
   *
   * @return false if there is no room for it
   */
  static boolean appendShortEvent(RecordBuffer out, String name, long epochNanos) {
    int chars = name.length();
    int most = SHORT_EVENT_BYTES + 3 * chars;
    if (most > out.roomForMessage()) {
      out.addOversized(1);
      return false;
    }
    out.ensure(most);
    byte[] d = out.data();
    int at = out.position();
    d[at] = Span.EVENTS;
    d[at + 2] = Event.TIME_UNIX_NANO;
    ProtoWriter.putFixed64(d, at + 3, epochNanos);
    int end = at + 11;
    if (chars > 0) {
      int length = out.encodeUtf8(name, chars, end + 2);
      d[end] = Event.NAME;
      d[end + 1] = (byte) length;
      end += 2 + length;
    }
    d[at + 1] = (byte) (end - at - 2);
    out.position(end);
    return true;
  }

  /** Writes the fields of every event. */
  static void finishEvent(RecordBuffer out, String name, long epochNanos) {
    out.writeUint32(Event.DROPPED_ATTRIBUTES_COUNT, out.droppedAttributes());
    out.writeFixed64(Event.TIME_UNIX_NANO, epochNanos);
    if (!name.isEmpty()) {
      out.writeText(Event.NAME, name, textBytes(out));
    }
  }

  /** Whether a link has content: one with an invalid context needs attributes or a trace state. */
  static boolean isLink(SpanContext to, @Nullable Attributes attributes) {
    return to.isValid()
        || (attributes != null && !attributes.isEmpty())
        || !to.getTraceState().isEmpty();
  }

  /** Begins a link; attributes may follow. */
  static void beginLink(RecordBuffer out, SpanLimits limits, int maxBytes) {
    out.begin(
        Link.ATTRIBUTES, limits.maxAttributesPerLink, limits.maxAttributeValueLength, maxBytes);
  }

  /** Writes the fields of every link; the context may be of any class. */
  static void finishLink(SpanBuffer out, SpanContext to) {
    out.writeTraceId(Link.TRACE_ID, Ids.traceIdHigh(to), Ids.traceIdLow(to));
    out.writeSpanId(Link.SPAN_ID, Ids.spanId(to));
    writeState(out, Link.TRACE_STATE, TraceStates.safe(to.getTraceState()));
    out.writeUint32(Link.DROPPED_ATTRIBUTES_COUNT, out.droppedAttributes());
    out.writeTag(Link.FLAGS);
    out.ensure(4);
    int flags = to.getTraceFlags().asByte() & 0xff;
    ProtoWriter.putFixed32(
        out.data(), out.position(), flags | HAS_IS_REMOTE | (to.isRemote() ? IS_REMOTE : 0));
    out.position(out.position() + 4);
  }

  /** Writes a trace state unless it is empty or would leave too little room for other fields. */
  private static void writeState(SpanBuffer out, int tag, TraceState traceState) {
    if (!traceState.isEmpty()) {
      out.traceState.write(out, tag, traceState, textBytes(out));
    }
  }
}
