// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request to a custom sampler and the attributes and trace state that it adds. Belongs to the
 * buffer of the future span and is reused with it, so a call allocates nothing.
 */
final class SamplerCall implements SamplingRequest {
  private static final SpanKind[] KINDS = SpanKind.values();

  /** Replaces the span outside of a call, for a sampler that keeps the request. */
  private static final SpanIdentity NONE = new SpanIdentity();

  /** The identity of the span to decide about; there is no handle before the decision. */
  final SpanIdentity asked = new SpanIdentity();

  private final SpanBuffer buffer;
  private SpanIdentity span = NONE;
  private String name = "";
  private Context context = Context.root();
  private @Nullable SpanContext parent;
  private long parentSpanId;
  private int parentBits;
  private TraceState parentState = TraceState.getDefault();
  private boolean asking;
  private final AttributeText text = new AttributeText();

  SamplerCall(SpanBuffer buffer) {
    this.buffer = buffer;
  }

  /**
   * Calls the sampler and throws what it throws.
   *
   * @param context the parent's context
   * @param parent the parent's span context; null for a root span and a child within a recorder,
   *     for which it is made if the sampler looks at it
   * @param parentSpanId 0 for a root span
   */
  @Nullable SamplingDecision ask(
      Sampler sampler,
      SpanIdentity span,
      String name,
      Context context,
      @Nullable SpanContext parent,
      long parentSpanId) {
    this.span = span;
    this.name = name;
    this.context = context;
    this.parent = parent;
    this.parentSpanId = parentSpanId;
    parentBits = Samplers.parentBits(parentSpanId, span.plainWord());
    parentState = span.traceState;
    asking = true;
    try {
      return sampler.shouldSample(this);
    } finally {
      asking = false;
      this.span = NONE;
      this.name = "";
      this.context = Context.root();
      this.parent = null;
      this.parentSpanId = 0;
      parentBits = 0;
      parentState = TraceState.getDefault();
    }
  }

  @Override
  public Context getParentContext() {
    if (parent == null && parentSpanId != 0) {
      return Context.root().with(Span.wrap(getParentSpanContext()));
    }
    int flags = SpanWord.flags(span.plainWord());
    if (parent != null || flags == 0) {
      return context;
    }
    // A root span has no parent whose flags say that the trace id is random.
    return context.with(
        Span.wrap(
            SpanContext.create(
                TraceId.getInvalid(),
                SpanId.getInvalid(),
                TraceFlags.fromByte((byte) flags),
                TraceState.getDefault())));
  }

  @Override
  public SpanContext getParentSpanContext() {
    if (parent == null && parentSpanId != 0) {
      parent = span.context(parentSpanId, parentState);
    }
    return parent == null ? SpanContext.getInvalid() : parent;
  }

  @Override
  public boolean hasParent() {
    return (parentBits & Samplers.PARENT) != 0;
  }

  @Override
  public boolean isParentRemote() {
    return (parentBits & Samplers.REMOTE) != 0;
  }

  @Override
  public boolean isParentSampled() {
    return (parentBits & Samplers.SAMPLED) != 0;
  }

  @Override
  public long getTraceIdHigh() {
    return span.traceIdHigh;
  }

  @Override
  public long getTraceIdLow() {
    return span.traceIdLow;
  }

  @Override
  public String getTraceId() {
    return Ids.traceIdHex(span.traceIdHigh, span.traceIdLow);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return KINDS[SpanWord.kind(span.plainWord())];
  }

  @Override
  public boolean isTraceIdRandom() {
    return (SpanWord.flags(span.plainWord()) & SpanWord.RANDOM_FLAG) != 0;
  }

  @Override
  public TraceState getTraceState() {
    return asking ? span.traceState : TraceState.getDefault();
  }

  private ProtoReader reader() {
    int length = buffer.position() - RecordBuffer.HEADROOM;
    return new ProtoReader(buffer.data(), RecordBuffer.HEADROOM, length);
  }

  @Override
  public Attributes getAttributes() {
    return asking ? AttributeReader.read(reader(), TraceTags.Span.ATTRIBUTES) : Attributes.empty();
  }

  @Override
  public @Nullable CharSequence getAttributeText(String name) {
    if (!asking || name == null) {
      return null;
    }
    return text.of(buffer.data(), RecordBuffer.HEADROOM, buffer.position(), name);
  }

  @Override
  public List<SpanLink> getLinks() {
    return asking && buffer.links != 0 ? SpanDecoder.links(reader()) : List.of();
  }

  @Override
  public byte[] toOtlp() {
    return asking
        ? Arrays.copyOfRange(buffer.data(), RecordBuffer.HEADROOM, buffer.position())
        : new byte[0];
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    if (asking) {
      buffer.put(key, value);
    }
  }

  @Override
  public void setTraceState(TraceState newState) {
    if (asking && newState != null) {
      span.traceState = TraceStates.safe(newState);
    }
  }
}
