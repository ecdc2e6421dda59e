// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * A log record as a {@link LogRecordProcessor} may read and change it. Follows the OpenTelemetry
 * specification, "Logs SDK", section "ReadWriteLogRecord".
 *
 * <p>Changes are taken until the last processor has returned; later ones do nothing. Reading is
 * possible at any time, on one thread at a time until then and on any afterwards.
 */
public interface ReadWriteLogRecord {
  /** Where it comes from. */
  InstrumentationScope getInstrumentationScope();

  /** What it belongs to. */
  Resource getResource();

  /** When it happened, in nanoseconds since the epoch, or 0. */
  long getTimestampEpochNanos();

  /** When it was seen, in nanoseconds since the epoch. */
  long getObservedTimestampEpochNanos();

  /** The span it was emitted in, or an invalid context. */
  SpanContext getSpanContext();

  /** The severity. */
  Severity getSeverity();

  /** The severity's original name, or null. */
  @Nullable String getSeverityText();

  /** The body, or null. */
  @Nullable Value<?> getBody();

  /** The event's name, or null. */
  @Nullable String getEventName();

  /** The attributes, as they would be sent: unique by name, within the limits. */
  Attributes getAttributes();

  /** The value of one attribute, or null. */
  <T> @Nullable T getAttribute(AttributeKey<T> key);

  /** Sets an attribute; a null or empty key or a null value is ignored. */
  <T> ReadWriteLogRecord setAttribute(@Nullable AttributeKey<T> key, @Nullable T value);

  /** Sets the body; null removes it. */
  ReadWriteLogRecord setBody(@Nullable Value<?> body);

  /** Sets the severity; null is ignored. */
  ReadWriteLogRecord setSeverity(@Nullable Severity severity);

  /** Sets the severity's original name; null for none. */
  ReadWriteLogRecord setSeverityText(@Nullable String severityText);

  /** Sets the event's name; null for none. */
  ReadWriteLogRecord setEventName(@Nullable String eventName);

  /** The record as an OTLP {@code LogRecord} message, as it is now. */
  byte[] toOtlp();
}
