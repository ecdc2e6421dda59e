// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.official.encode.SpanEncoder;
import dev.ringlet.trace.SamplingRequest;
import dev.ringlet.trace.SpanLink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of an official sampler as a request for one of Ringlet's. Not thread-safe. */
final class SamplerViewRequest implements SamplingRequest {
  private static final int HALF = 16;

  /** The flag of W3C level 2. */
  private static final int RANDOM = 2;

  private final Context parentContext;
  private final SpanContext parent;
  private final String traceId;
  private final String name;
  private final SpanKind kind;
  private final Attributes attributes;
  private final List<LinkData> links;
  private @Nullable AttributesBuilder added;
  private @Nullable TraceState traceState;

  SamplerViewRequest(
      Context parentContext,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    this.parentContext = parentContext;
    this.parent = Span.fromContext(parentContext).getSpanContext();
    this.traceId = traceId;
    this.name = name;
    this.kind = kind;
    this.attributes = attributes;
    this.links = links;
  }

  /** The attributes that the sampler has set. */
  Attributes added() {
    return added == null ? Attributes.empty() : added.build();
  }

  /** The trace state that the sampler has set; null if it has not. */
  @Nullable TraceState changedTraceState() {
    return traceState;
  }

  @Override
  public Context getParentContext() {
    return parentContext;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public boolean hasParent() {
    return parent.isValid();
  }

  @Override
  public boolean isParentRemote() {
    return parent.isValid() && parent.isRemote();
  }

  @Override
  public boolean isParentSampled() {
    return parent.isValid() && parent.isSampled();
  }

  @Override
  public long getTraceIdHigh() {
    return Long.parseUnsignedLong(traceId, 0, HALF, HALF);
  }

  @Override
  public long getTraceIdLow() {
    return Long.parseUnsignedLong(traceId, HALF, 2 * HALF, HALF);
  }

  @Override
  public String getTraceId() {
    return traceId;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  /** Official samplers do not learn how the id of a root was made; id generators are random. */
  @Override
  public boolean isTraceIdRandom() {
    return !parent.isValid() || (parent.getTraceFlags().asByte() & RANDOM) != 0;
  }

  @Override
  public TraceState getTraceState() {
    return traceState == null ? parent.getTraceState() : traceState;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public @Nullable CharSequence getAttributeText(String key) {
    for (Map.Entry<AttributeKey<?>, Object> attribute : attributes.asMap().entrySet()) {
      if (attribute.getKey().getKey().equals(key)) {
        return String.valueOf(attribute.getValue());
      }
    }
    return null;
  }

  @Override
  public List<SpanLink> getLinks() {
    return links.stream()
        .map(
            link ->
                new SpanLink(
                    link.getSpanContext(),
                    link.getAttributes(),
                    link.getTotalAttributeCount() - link.getAttributes().size()))
        .toList();
  }

  @Override
  public byte[] toOtlp() {
    return new SpanEncoder().encodeStart(attributes, links);
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    added = added == null ? Attributes.builder() : added;
    added.put(key, value);
  }

  @Override
  public void setTraceState(TraceState traceState) {
    this.traceState = Objects.requireNonNull(traceState, "traceState");
  }
}
