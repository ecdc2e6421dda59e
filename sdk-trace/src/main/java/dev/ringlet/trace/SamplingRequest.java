// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/**
 * A span that is about to start, for a {@link Sampler}. Valid during {@link Sampler#shouldSample}
 * on that thread only: the object is reused for the next span.
 */
public interface SamplingRequest {
  /** The parent context, in which the parent span is the one that will be used. */
  Context getParentContext();

  /** The parent span's context; invalid for a root span. */
  SpanContext getParentSpanContext();

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

  /** The attributes set on the builder, decoded. */
  Attributes getAttributes();

  /** What was set on the builder, as an OTLP {@code Span} message: attributes and links. */
  byte[] toOtlp();

  /** Adds an attribute to the span if it is recorded; it replaces one of the same name. */
  <T> void setAttribute(AttributeKey<T> key, T value);

  /** Replaces the trace state that the span inherits from its parent. */
  void setTraceState(TraceState traceState);
}
