// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.trace.SpanEvent;
import dev.ringlet.trace.SpanLink;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;

/** A span that has come in. Immutable. */
public final class CapturedSpan {
  private static final int FLAGS_MASK = 0xff;

  private final Span span;
  private final ScopeSpans ofScope;
  private final ResourceSpans ofResource;
  private final Resource resource;
  private final InstrumentationScope scope;
  private final Attributes attributes;

  private CapturedSpan(
      Span span,
      ScopeSpans ofScope,
      ResourceSpans ofResource,
      Resource resource,
      InstrumentationScope scope) {
    this.span = span;
    this.ofScope = ofScope;
    this.ofResource = ofResource;
    this.resource = resource;
    this.scope = scope;
    attributes = ProtoValues.attributes(span.getAttributesList());
  }

  /** Returns the spans of a request in its order. */
  public static List<CapturedSpan> of(ExportTraceServiceRequest request) {
    List<CapturedSpan> spans = new ArrayList<>();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      Resource resource = ProtoValues.resource(ofResource.getResource(), ofResource.getSchemaUrl());
      ResourceSpans bareResource = ofResource.toBuilder().clearScopeSpans().build();
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        InstrumentationScope scope = ProtoValues.scope(ofScope.getScope(), ofScope.getSchemaUrl());
        ScopeSpans bareScope = ofScope.toBuilder().clearSpans().build();
        for (Span span : ofScope.getSpansList()) {
          spans.add(new CapturedSpan(span, bareScope, bareResource, resource, scope));
        }
      }
    }
    return spans;
  }

  /** Returns the message of the protocol. */
  public Span toProto() {
    return span;
  }

  /** Returns a request with these spans, in their order. */
  static ExportTraceServiceRequest request(List<CapturedSpan> spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (CapturedSpan span : spans) {
      request.addResourceSpans(
          span.ofResource.toBuilder().addScopeSpans(span.ofScope.toBuilder().addSpans(span.span)));
    }
    return request.build();
  }

  /** Returns what made the telemetry. */
  public Resource getResource() {
    return resource;
  }

  /** Returns the scope of the tracer. */
  public InstrumentationScope getInstrumentationScope() {
    return scope;
  }

  /** Returns the name. */
  public String getName() {
    return span.getName();
  }

  /** Returns the kind. */
  public SpanKind getKind() {
    return switch (span.getKind()) {
      case SPAN_KIND_SERVER -> SpanKind.SERVER;
      case SPAN_KIND_CLIENT -> SpanKind.CLIENT;
      case SPAN_KIND_PRODUCER -> SpanKind.PRODUCER;
      case SPAN_KIND_CONSUMER -> SpanKind.CONSUMER;
      default -> SpanKind.INTERNAL;
    };
  }

  /** Returns the trace id, 32 hexadecimal digits. */
  public String getTraceId() {
    return ProtoValues.hex(span.getTraceId());
  }

  /** Returns the span id, 16 hexadecimal digits. */
  public String getSpanId() {
    return ProtoValues.hex(span.getSpanId());
  }

  /** Returns the span id of the parent, empty for a root. */
  public String getParentSpanId() {
    return ProtoValues.hex(span.getParentSpanId());
  }

  /** Returns ids, flags and trace state together. */
  public SpanContext getSpanContext() {
    return context(getTraceId(), getSpanId(), span.getFlags(), span.getTraceState());
  }

  private static SpanContext context(String trace, String span, int flags, String state) {
    TraceStateBuilder entries = TraceState.builder();
    String[] members = state.isEmpty() ? new String[0] : state.split(",");
    for (int i = members.length - 1; i >= 0; i--) { // a builder puts the last one first
      int equals = members[i].indexOf('=');
      if (equals > 0) {
        entries.put(members[i].substring(0, equals).strip(), members[i].substring(equals + 1));
      }
    }
    TraceFlags traceFlags = TraceFlags.fromByte((byte) (flags & FLAGS_MASK));
    return SpanContext.create(trace, span, traceFlags, entries.build());
  }

  /** Returns the attributes. */
  public Attributes getAttributes() {
    return attributes;
  }

  /** Returns the events in their order. */
  public List<SpanEvent> getEvents() {
    return span.getEventsList().stream()
        .map(
            event ->
                new SpanEvent(
                    event.getName(),
                    event.getTimeUnixNano(),
                    ProtoValues.attributes(event.getAttributesList()),
                    event.getDroppedAttributesCount()))
        .toList();
  }

  /** Returns the links in their order. */
  public List<SpanLink> getLinks() {
    return span.getLinksList().stream()
        .map(
            link ->
                new SpanLink(
                    context(
                        ProtoValues.hex(link.getTraceId()),
                        ProtoValues.hex(link.getSpanId()),
                        link.getFlags(),
                        link.getTraceState()),
                    ProtoValues.attributes(link.getAttributesList()),
                    link.getDroppedAttributesCount()))
        .toList();
  }

  /** Returns the code of the status. */
  public StatusCode getStatusCode() {
    return switch (span.getStatus().getCode()) {
      case STATUS_CODE_OK -> StatusCode.OK;
      case STATUS_CODE_ERROR -> StatusCode.ERROR;
      default -> StatusCode.UNSET;
    };
  }

  /** Returns the description of the status, or an empty string. */
  public String getStatusDescription() {
    return span.getStatus().getMessage();
  }

  /** Returns the start in nanoseconds since 1970. */
  public long getStartEpochNanos() {
    return span.getStartTimeUnixNano();
  }

  /** Returns the end in nanoseconds since 1970. */
  public long getEndEpochNanos() {
    return span.getEndTimeUnixNano();
  }

  /** Returns kind, name and ids, for messages. */
  @Override
  public String toString() {
    return getKind() + " \"" + getName() + "\" " + getTraceId() + " " + getSpanId();
  }
}
