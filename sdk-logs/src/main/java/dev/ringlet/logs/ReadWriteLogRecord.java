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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A log record that a {@link LogRecordProcessor} can read and change. Follows the OpenTelemetry
 * specification, "Logs SDK", section "ReadWriteLogRecord".
 *
 * <p>Setters have an effect until the last processor has returned; later calls are ignored. Getters
 * work at any time: on one thread at a time until then, on any thread afterwards.
 */
public interface ReadWriteLogRecord {
  /** Returns the instrumentation scope. */
  InstrumentationScope getInstrumentationScope();

  /** Returns the resource. */
  Resource getResource();

  /** Returns the timestamp in nanoseconds since the epoch, or 0 if it is not set. */
  long getTimestampEpochNanos();

  /** Returns the observed timestamp in nanoseconds since the epoch. */
  long getObservedTimestampEpochNanos();

  /** Returns the context of the span in which the record was emitted; invalid if there is none. */
  SpanContext getSpanContext();

  /** Returns the severity. */
  Severity getSeverity();

  /** Returns the severity text, or null. */
  @Nullable String getSeverityText();

  /** Returns the body, or null. */
  @Nullable Value<?> getBody();

  /** Returns the event name, or null. */
  @Nullable String getEventName();

  /** Returns the attributes as they would be exported: unique by name, within the limits. */
  Attributes getAttributes();

  /** Returns the value of an attribute, or null. */
  <T> @Nullable T getAttribute(AttributeKey<T> key);

  /** Sets an attribute; a null or empty key or a null value is ignored. */
  <T> ReadWriteLogRecord setAttribute(@Nullable AttributeKey<T> key, @Nullable T value);

  /** Sets the body; null removes it. */
  ReadWriteLogRecord setBody(@Nullable Value<?> body);

  /** Sets the severity; null is ignored. */
  ReadWriteLogRecord setSeverity(@Nullable Severity severity);

  /** Sets the severity text; null removes it. */
  ReadWriteLogRecord setSeverityText(@Nullable String severityText);

  /** Sets the event name; null removes it. */
  ReadWriteLogRecord setEventName(@Nullable String eventName);

  /**
   * Removes the attributes whose name a predicate accepts; they do not count as dropped.
   *
   * @param names called once for each attribute
   */
  ReadWriteLogRecord removeAttributes(Predicate<String> names);

  /**
   * Drops the record: it is counted as filtered and not exported, and no further processor is
   * called for it.
   */
  void drop();

  /** Returns whether a processor has dropped the record. */
  boolean isDropped();

  /** Returns the current record as an OTLP {@code LogRecord} message. */
  byte[] toOtlp();
}
