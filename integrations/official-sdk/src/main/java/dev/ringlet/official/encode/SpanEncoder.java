// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.encode;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.TraceTags;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Arrays;
import java.util.List;

/** Writes {@code ExportTraceServiceRequest}. Not thread-safe. */
public final class SpanEncoder extends RequestEncoder<SpanData> {
  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  /** Writes attributes and links of a span that is about to start, as a {@code Span} message. */
  public byte[] encodeStart(Attributes attributes, List<LinkData> links) {
    ProtoWriter out = new ProtoWriter(256);
    attributes(out, TraceTags.Span.ATTRIBUTES, attributes);
    for (LinkData link : links) {
      link(out, link);
    }
    return Arrays.copyOf(out.data(), out.position());
  }

  @Override
  Resource resource(SpanData span) {
    return span.getResource();
  }

  @Override
  InstrumentationScopeInfo scope(SpanData span) {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  void write(ProtoWriter out, SpanData span) {
    SpanContext context = span.getSpanContext();
    SpanContext parent = span.getParentSpanContext();
    id(out, TraceTags.Span.TRACE_ID, context.getTraceId());
    id(out, TraceTags.Span.SPAN_ID, context.getSpanId());
    traceState(out, TraceTags.Span.TRACE_STATE, context.getTraceState());
    if (parent.isValid()) {
      id(out, TraceTags.Span.PARENT_SPAN_ID, parent.getSpanId());
    }
    out.writeString(TraceTags.Span.NAME, span.getName());
    out.writeUint32(TraceTags.Span.KIND, span.getKind().ordinal() + 1);
    out.writeFixed64(TraceTags.Span.START_TIME_UNIX_NANO, span.getStartEpochNanos());
    out.writeFixed64(TraceTags.Span.END_TIME_UNIX_NANO, span.getEndEpochNanos());
    attributes(out, TraceTags.Span.ATTRIBUTES, span.getAttributes());
    out.writeUint32(
        TraceTags.Span.DROPPED_ATTRIBUTES_COUNT,
        span.getTotalAttributeCount() - span.getAttributes().size());
    for (EventData event : span.getEvents()) {
      event(out, event);
    }
    out.writeUint32(
        TraceTags.Span.DROPPED_EVENTS_COUNT,
        span.getTotalRecordedEvents() - span.getEvents().size());
    for (LinkData link : span.getLinks()) {
      link(out, link);
    }
    out.writeUint32(
        TraceTags.Span.DROPPED_LINKS_COUNT, span.getTotalRecordedLinks() - span.getLinks().size());
    status(out, span.getStatus());
    fixed32(out, TraceTags.Span.FLAGS, flags(context, parent));
  }

  /** The flags of one context, and whether the other is remote. */
  private static int flags(SpanContext own, SpanContext other) {
    return own.getTraceFlags().asByte() & 0xff | HAS_IS_REMOTE | (other.isRemote() ? IS_REMOTE : 0);
  }

  private void event(ProtoWriter out, EventData event) {
    int mark = out.beginMessage(TraceTags.Span.EVENTS);
    out.writeFixed64(TraceTags.Event.TIME_UNIX_NANO, event.getEpochNanos());
    out.writeString(TraceTags.Event.NAME, event.getName());
    attributes(out, TraceTags.Event.ATTRIBUTES, event.getAttributes());
    out.writeUint32(
        TraceTags.Event.DROPPED_ATTRIBUTES_COUNT,
        event.getTotalAttributeCount() - event.getAttributes().size());
    out.endMessage(mark);
  }

  private void link(ProtoWriter out, LinkData link) {
    SpanContext context = link.getSpanContext();
    int mark = out.beginMessage(TraceTags.Span.LINKS);
    id(out, TraceTags.Link.TRACE_ID, context.getTraceId());
    id(out, TraceTags.Link.SPAN_ID, context.getSpanId());
    traceState(out, TraceTags.Link.TRACE_STATE, context.getTraceState());
    attributes(out, TraceTags.Link.ATTRIBUTES, link.getAttributes());
    out.writeUint32(
        TraceTags.Link.DROPPED_ATTRIBUTES_COUNT,
        link.getTotalAttributeCount() - link.getAttributes().size());
    fixed32(out, TraceTags.Link.FLAGS, flags(context, context));
    out.endMessage(mark);
  }

  private static void status(ProtoWriter out, StatusData status) {
    int code = status.getStatusCode().ordinal(); // unset, ok, error: as on the wire
    if (code != 0 || !status.getDescription().isEmpty()) {
      int mark = out.beginMessage(TraceTags.Span.STATUS);
      if (!status.getDescription().isEmpty()) {
        out.writeString(TraceTags.Status.MESSAGE, status.getDescription());
      }
      out.writeUint32(TraceTags.Status.CODE, code);
      out.endMessage(mark);
    }
  }
}
