// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * A span as a {@link SpanProcessor} may read it. Follows the OpenTelemetry specification, "Tracing
 * SDK", section "Additional Span Interfaces".
 *
 * <p>Any thread may read at any time, also after the span ended.
 */
public interface ReadableSpan {
  /** The span's own context. */
  SpanContext getSpanContext();

  /** The parent's context, with ids and flags only; invalid for a root span. */
  SpanContext getParentSpanContext();

  /** The name it has now. */
  String getName();

  /** The kind. */
  SpanKind getKind();

  /** Where it comes from. */
  InstrumentationScope getInstrumentationScope();

  /** What it belongs to. */
  Resource getResource();

  /** When it started, in nanoseconds since the epoch. */
  long getStartEpochNanos();

  /** When it ended, in nanoseconds since the epoch, or 0 while it has not. */
  long getEndEpochNanos();

  /** Nanoseconds from start to end, or to now while it has not ended. */
  long getLatencyNanos();

  /** Whether it has ended. */
  boolean hasEnded();

  /** The status. */
  StatusCode getStatusCode();

  /** The description of an error status, or the empty string. */
  String getStatusDescription();

  /** The attributes, decoded; sorted by name as all attributes of the API are. */
  Attributes getAttributes();

  /** The value of one attribute, or null. */
  <T> @Nullable T getAttribute(AttributeKey<T> key);

  /** The span as an OTLP {@code Span} message, as it is now. */
  byte[] toOtlp();
}
