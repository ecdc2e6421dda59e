// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.AttributeReader;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A span read from an encoded one. Immutable once it is read. */
public final class DecodedSpan implements SpanData {
  private static final byte[] NONE = {};
  private static final SpanKind[] KINDS = SpanKind.values();

  private final Resource resource;
  private final InstrumentationScopeInfo scope;
  private final List<EventData> events = new ArrayList<>();
  private final List<LinkData> links = new ArrayList<>();
  private byte[] traceId = NONE;
  private byte[] spanId = NONE;
  private byte[] parentSpanId = NONE;
  private TraceState traceState = TraceState.getDefault();
  private long flags;
  private String name = "";
  private SpanKind kind = SpanKind.INTERNAL;
  private long startEpochNanos;
  private long endEpochNanos;
  private Attributes attributes = Attributes.empty();
  private int droppedAttributes;
  private int droppedEvents;
  private int droppedLinks;
  private StatusData status = StatusData.unset();
  private SpanContext context = SpanContext.getInvalid();
  private SpanContext parent = SpanContext.getInvalid();
  private boolean ended = true;

  private DecodedSpan(Resource resource, InstrumentationScopeInfo scope) {
    this.resource = resource;
    this.scope = scope;
  }

  /** Reads a span that has ended. */
  static SpanData read(ProtoReader in, Resource resource, InstrumentationScopeInfo scope) {
    DecodedSpan span = new DecodedSpan(resource, scope);
    span.read(in);
    span.context = Contexts.create(span.traceId, span.spanId, span.flags, false, span.traceState);
    span.parent =
        Contexts.create(span.traceId, span.parentSpanId, span.flags, true, TraceState.getDefault());
    return span;
  }

  /** Reads a span whose contexts are at hand, and which may not have ended. */
  public static SpanData read(
      byte[] otlp,
      Resource resource,
      InstrumentationScopeInfo scope,
      SpanContext context,
      SpanContext parent,
      boolean ended) {
    DecodedSpan span = new DecodedSpan(resource, scope);
    span.read(new ProtoReader(otlp, 0, otlp.length));
    span.context = context;
    span.parent = parent;
    span.ended = ended;
    return span;
  }

  private void read(ProtoReader in) {
    while (in.next()) {
      switch (in.tag()) {
        case TraceTags.Span.TRACE_ID -> traceId = in.bytes();
        case TraceTags.Span.SPAN_ID -> spanId = in.bytes();
        case TraceTags.Span.TRACE_STATE -> traceState = Contexts.traceState(in.string());
        case TraceTags.Span.PARENT_SPAN_ID -> parentSpanId = in.bytes();
        case TraceTags.Span.FLAGS -> flags = in.number();
        case TraceTags.Span.NAME -> name = in.string();
        case TraceTags.Span.KIND -> kind = kind((int) in.number());
        case TraceTags.Span.START_TIME_UNIX_NANO -> startEpochNanos = in.number();
        case TraceTags.Span.END_TIME_UNIX_NANO -> endEpochNanos = in.number();
        case TraceTags.Span.EVENTS -> events.add(event(in.message()));
        case TraceTags.Span.LINKS -> links.add(link(in.message()));
        case TraceTags.Span.STATUS -> status = status(in.message());
        case TraceTags.Span.DROPPED_ATTRIBUTES_COUNT -> droppedAttributes = (int) in.number();
        case TraceTags.Span.DROPPED_EVENTS_COUNT -> droppedEvents = (int) in.number();
        case TraceTags.Span.DROPPED_LINKS_COUNT -> droppedLinks = (int) in.number();
        default -> {}
      }
    }
    attributes = AttributeReader.read(in.again(), TraceTags.Span.ATTRIBUTES);
  }

  private static SpanKind kind(int number) {
    return number > 0 && number <= KINDS.length ? KINDS[number - 1] : SpanKind.INTERNAL;
  }

  private static StatusData status(ProtoReader in) {
    String description = "";
    int code = 0;
    while (in.next()) {
      if (in.tag() == TraceTags.Status.MESSAGE) {
        description = in.string();
      } else if (in.tag() == TraceTags.Status.CODE) {
        code = (int) in.number();
      }
    }
    StatusCode[] codes = StatusCode.values();
    return StatusData.create(
        code > 0 && code < codes.length ? codes[code] : StatusCode.UNSET, description);
  }

  private static EventData event(ProtoReader in) {
    long epochNanos = 0;
    String name = "";
    int dropped = 0;
    while (in.next()) {
      switch (in.tag()) {
        case TraceTags.Event.TIME_UNIX_NANO -> epochNanos = in.number();
        case TraceTags.Event.NAME -> name = in.string();
        case TraceTags.Event.DROPPED_ATTRIBUTES_COUNT -> dropped = (int) in.number();
        default -> {}
      }
    }
    Attributes attributes = AttributeReader.read(in.again(), TraceTags.Event.ATTRIBUTES);
    return EventData.create(epochNanos, name, attributes, attributes.size() + dropped);
  }

  private static LinkData link(ProtoReader in) {
    byte[] trace = NONE;
    byte[] span = NONE;
    long flags = 0;
    TraceState state = TraceState.getDefault();
    int dropped = 0;
    while (in.next()) {
      switch (in.tag()) {
        case TraceTags.Link.TRACE_ID -> trace = in.bytes();
        case TraceTags.Link.SPAN_ID -> span = in.bytes();
        case TraceTags.Link.FLAGS -> flags = in.number();
        case TraceTags.Link.TRACE_STATE -> state = Contexts.traceState(in.string());
        case TraceTags.Link.DROPPED_ATTRIBUTES_COUNT -> dropped = (int) in.number();
        default -> {}
      }
    }
    Attributes attributes = AttributeReader.read(in.again(), TraceTags.Link.ATTRIBUTES);
    return LinkData.create(
        Contexts.create(trace, span, flags, true, state), attributes, attributes.size() + dropped);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  @Override
  public long getStartEpochNanos() {
    return startEpochNanos;
  }

  @Override
  public long getEndEpochNanos() {
    return ended ? endEpochNanos : 0;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return Collections.unmodifiableList(events);
  }

  @Override
  public List<LinkData> getLinks() {
    return Collections.unmodifiableList(links);
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size() + droppedAttributes;
  }

  @Override
  public int getTotalRecordedEvents() {
    return events.size() + droppedEvents;
  }

  @Override
  public int getTotalRecordedLinks() {
    return links.size() + droppedLinks;
  }

  @Override
  @Deprecated
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(
        scope.getName(), scope.getVersion(), scope.getSchemaUrl());
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public String toString() {
    return "DecodedSpan{" + name + ", " + context + ", " + attributes + "}";
  }
}
