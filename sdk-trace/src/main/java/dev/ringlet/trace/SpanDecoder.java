// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.TraceTags.Event;
import dev.ringlet.internal.otlp.TraceTags.Link;
import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.record.AttributeReader;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads events and links from OTLP's {@code Span} message, for samplers and processors. */
final class SpanDecoder {
  private static final int IS_REMOTE = 0x200;

  private SpanDecoder() {}

  /** The last value of a number of a message, or 0. */
  static int number(ProtoReader message, int tag) {
    int number = 0;
    while (message.next()) {
      number = message.tag() == tag ? (int) message.number() : number;
    }
    return number;
  }

  static List<SpanEvent> events(ProtoReader span) {
    List<SpanEvent> events = new ArrayList<>();
    while (span.next()) {
      if (span.tag() == Span.EVENTS) {
        events.add(event(span.message()));
      }
    }
    return Collections.unmodifiableList(events);
  }

  private static SpanEvent event(ProtoReader event) {
    String name = "";
    long time = 0;
    int dropped = 0;
    ProtoReader attributes = event.again();
    while (event.next()) {
      switch (event.tag()) {
        case Event.NAME -> name = event.string();
        case Event.TIME_UNIX_NANO -> time = event.number();
        case Event.DROPPED_ATTRIBUTES_COUNT -> dropped = (int) event.number();
        default -> {}
      }
    }
    return new SpanEvent(name, time, AttributeReader.read(attributes, Event.ATTRIBUTES), dropped);
  }

  static List<SpanLink> links(ProtoReader span) {
    List<SpanLink> links = new ArrayList<>();
    while (span.next()) {
      if (span.tag() == Span.LINKS) {
        links.add(link(span.message()));
      }
    }
    return Collections.unmodifiableList(links);
  }

  private static SpanLink link(ProtoReader link) {
    String traceId = TraceId.getInvalid();
    String spanId = SpanId.getInvalid();
    TraceState state = TraceState.getDefault();
    int flags = 0;
    int dropped = 0;
    ProtoReader attributes = link.again();
    while (link.next()) {
      switch (link.tag()) {
        case Link.TRACE_ID -> traceId = TraceId.fromBytes(link.bytes());
        case Link.SPAN_ID -> spanId = SpanId.fromBytes(link.bytes());
        case Link.TRACE_STATE -> state = state(link.string());
        case Link.FLAGS -> flags = (int) link.number();
        case Link.DROPPED_ATTRIBUTES_COUNT -> dropped = (int) link.number();
        default -> {}
      }
    }
    TraceFlags traceFlags = TraceFlags.fromByte((byte) flags);
    SpanContext context =
        (flags & IS_REMOTE) != 0
            ? SpanContext.createFromRemoteParent(traceId, spanId, traceFlags, state)
            : SpanContext.create(traceId, spanId, traceFlags, state);
    return new SpanLink(context, AttributeReader.read(attributes, Link.ATTRIBUTES), dropped);
  }

  /** The trace state that {@link SpanEncoder} has written in the form of the W3C header. */
  private static TraceState state(String header) {
    TraceStateBuilder state = TraceState.builder();
    String[] members = header.split(",", -1);
    for (int i = members.length - 1; i >= 0; i--) { // the builder puts the last one first
      int equals = members[i].indexOf('=');
      if (equals > 0) {
        state.put(members[i].substring(0, equals), members[i].substring(equals + 1));
      }
    }
    return state.build();
  }
}
