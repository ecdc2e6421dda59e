// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.ExceptionAttributes;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a span that run code of the application: its lists, values, attributes and
 * exceptions are read into a buffer of their own first, and only bytes are copied while the span is
 * busy. These methods throw nothing.
 */
final class SpanOperations {
  /** Stands for the time of the call. */
  static final long NOW = -1;

  private static final Attributes NO_ATTRIBUTES = Attributes.empty();

  private SpanOperations() {}

  /** Puts an attribute that is a list or a {@code Value}. */
  static void putComplex(
      RecordingSpan span, String key, @Nullable AttributeType type, Object value) {
    SpanEngine engine = span.origin.engine;
    RecordBuffer scratch = null;
    try {
      scratch =
          RecordBuffer.encodeComplex(
              engine.pool,
              type,
              value,
              engine.limits.maxAttributeValueLength,
              engine.maxRecordBytes / 2);
      if (scratch != null) {
        span.append(Objects.requireNonNull(engine.key(key)), 0, scratch);
      }
    } catch (Throwable t) {
      engine.onInternalError(t);
    } finally {
      if (scratch != null) {
        scratch.release();
      }
    }
  }

  static void setAll(RecordingSpan span, @Nullable Attributes attributes) {
    if (attributes == null) {
      return;
    }
    try {
      attributes.forEach((key, value) -> setOne(span, key, value));
    } catch (Throwable t) {
      span.origin.engine.onUserError("class of attributes", t);
    }
  }

  @SuppressWarnings("unchecked")
  private static void setOne(RecordingSpan span, AttributeKey<?> key, Object value) {
    span.setAttribute((AttributeKey<Object>) key, value);
  }

  static void addEvent(
      RecordingSpan span, @Nullable String name, @Nullable Attributes attributes, long epochNanos) {
    if (name == null || !span.isRecording()) {
      return;
    }
    if ((attributes == null || attributes == NO_ATTRIBUTES)
        && epochNanos != 0 // which is written as nothing
        && name.length() <= SpanEncoder.SHORT_EVENT_NAME_CHARS) {
      span.appendShortEvent(name, epochNanos);
      return;
    }
    int maxAttributes = span.origin.engine.limits.maxAttributesPerEvent;
    addEvent(span, name, maxAttributes, null, attributes, epochNanos);
  }

  private static void addEvent(
      RecordingSpan span,
      String name,
      int maxAttributes,
      @Nullable Throwable exception,
      @Nullable Attributes attributes,
      long epochNanos) {
    SpanEngine engine = span.origin.engine;
    RecordBuffer event = null;
    try {
      event = engine.pool.take();
      SpanEncoder.beginEvent(event, engine.limits, maxAttributes, engine.partBytes(span.buffer));
      if (exception != null) {
        ExceptionAttributes.put(event, exception);
      }
      if (attributes != null) {
        engine.putAll(event, attributes);
      }
      SpanEncoder.finishEvent(event, name, span.eventTime(epochNanos, span.word));
      span.append(null, TraceTags.Span.EVENTS, event);
    } catch (Throwable t) {
      engine.onInternalError(t);
    } finally {
      if (event != null) {
        event.release();
      }
    }
  }

  static void recordException(
      RecordingSpan span, @Nullable Throwable exception, @Nullable Attributes additional) {
    if (exception == null || !span.isRecording()) {
      return;
    }
    int maxAttributes = span.origin.engine.limits.maxAttributes;
    addEvent(span, "exception", maxAttributes, exception, additional, NOW);
  }

  static void addLink(
      RecordingSpan span, @Nullable SpanContext to, @Nullable Attributes attributes) {
    if (!span.isRecording()) {
      return;
    }
    SpanEngine engine = span.origin.engine;
    SpanBuffer link = encodeLink(engine, engine.partBytes(span.buffer), to, attributes);
    if (link != null) {
      span.append(null, TraceTags.Span.LINKS, link);
      link.release();
    }
  }

  /**
   * A link in a buffer of its own, to be released by the caller; null if there is nothing in it.
   */
  static @Nullable SpanBuffer encodeLink(
      SpanEngine engine, int maxBytes, @Nullable SpanContext to, @Nullable Attributes attributes) {
    SpanBuffer link = null;
    try {
      if (to != null && SpanEncoder.isLink(to, attributes)) {
        link = engine.take();
        SpanEncoder.beginLink(link, engine.limits, maxBytes);
        if (attributes != null) {
          engine.putAll(link, attributes);
        }
        SpanEncoder.finishLink(link, to);
        return link;
      }
    } catch (Throwable t) {
      engine.onUserError("span context", t);
      if (link != null) {
        link.release();
      }
    }
    return null;
  }
}
