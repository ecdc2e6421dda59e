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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span that a {@link SpanProcessor} can read. Follows the OpenTelemetry specification, "Tracing
 * SDK", section "Additional Span Interfaces".
 *
 * <p>Any thread may read at any time, also after the span ended.
 */
public interface ReadableSpan {
  /** Returns the span's own context. */
  SpanContext getSpanContext();

  /** Returns the parent's context, with ids and flags only; invalid for a root span. */
  SpanContext getParentSpanContext();

  /** Returns the current name. */
  String getName();

  /** Returns the kind. */
  SpanKind getKind();

  /** Returns the instrumentation scope. */
  InstrumentationScope getInstrumentationScope();

  /** Returns the resource. */
  Resource getResource();

  /** Returns the start time in nanoseconds since the epoch. */
  long getStartEpochNanos();

  /** Returns the end time in nanoseconds since the epoch, or 0 if the span has not ended. */
  long getEndEpochNanos();

  /** Returns the nanoseconds from start to end, or to now if the span has not ended. */
  long getLatencyNanos();

  /** Returns whether the span has ended. */
  boolean hasEnded();

  /** Returns the status code. */
  StatusCode getStatusCode();

  /** Returns the description of an error status, or the empty string. */
  String getStatusDescription();

  /** Returns the decoded attributes, sorted by name as all attributes of the API are. */
  Attributes getAttributes();

  /** Returns the value of an attribute, or null. */
  <T> @Nullable T getAttribute(AttributeKey<T> key);

  /** Returns the events, decoded. */
  List<SpanEvent> getEvents();

  /** Returns the links, decoded. */
  List<SpanLink> getLinks();

  /** Returns the number of attributes that exceeded a limit. */
  int getDroppedAttributes();

  /** Returns the number of events that exceeded a limit. */
  int getDroppedEvents();

  /** Returns the number of links that exceeded a limit. */
  int getDroppedLinks();

  /**
   * Exports a span that a processor holds; no effect on other spans, and on a second call.
   *
   * @return whether the span was held
   * @see ExportDecision#HOLD
   */
  boolean export();

  /**
   * Discards a span that a processor holds and counts it as filtered if it is sampled; no effect on
   * other spans, and on a second call.
   *
   * @return whether the span was held
   * @see ExportDecision#HOLD
   */
  boolean discard();

  /** Returns the current span as an OTLP {@code Span} message. */
  byte[] toOtlp();
}
