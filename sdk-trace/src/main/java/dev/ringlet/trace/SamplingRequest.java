// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span that is about to start, for a {@link Sampler}. Valid during {@link Sampler#shouldSample}
 * on that thread only: the object is reused for the next span.
 *
 * <p>A sampler gets only attributes that are set on the builder. Instrumentation should set
 * attributes there if they are known before the start.
 */
public interface SamplingRequest {
  /**
   * The parent context, in which the parent span is the one that will be used. Allocates where the
   * parent is a span of a {@link SpanRecorder}.
   */
  Context getParentContext();

  /**
   * The parent span's context; invalid for a root span. Allocates where the parent is a span of a
   * {@link SpanRecorder}.
   */
  SpanContext getParentSpanContext();

  /** Whether the span has a parent: false for a root span. */
  boolean hasParent();

  /** Whether the parent is in another process; false for a root span. */
  boolean isParentRemote();

  /** Whether the parent is sampled; false for a root span. */
  boolean isParentSampled();

  /** The first eight bytes of the trace id, big-endian. */
  long getTraceIdHigh();

  /** The last eight bytes of the trace id, big-endian. */
  long getTraceIdLow();

  /** The trace id as 32 hex digits; each call creates a new string. */
  String getTraceId();

  /** The span's name. */
  String getName();

  /** The span's kind. */
  SpanKind getKind();

  /** Whether the last seven bytes of the trace id are known to be random (W3C level 2). */
  boolean isTraceIdRandom();

  /** The trace state of the span: that of the parent, or what {@link #setTraceState} has set. */
  TraceState getTraceState();

  /** The attributes set on the builder, decoded; each call allocates. */
  Attributes getAttributes();

  /**
   * The text of an attribute set on the builder; no allocation for a string, a boolean or an
   * integer.
   *
   * @param name the attribute's name
   * @return the value as {@link String#valueOf} has it; null if there is none. Valid until the next
   *     call: the next call changes the same object
   */
  @Nullable CharSequence getAttributeText(String name);

  /** The links set on the builder, decoded; empty, and without allocation, if there are none. */
  List<SpanLink> getLinks();

  /** Attributes and links set on the builder, as an OTLP {@code Span} message. */
  byte[] toOtlp();

  /** Adds an attribute to the span if it is recorded; it replaces one of the same name. */
  <T> void setAttribute(AttributeKey<T> key, T value);

  /** Replaces the trace state that the span inherits from its parent. */
  void setTraceState(TraceState traceState);
}
