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

/**
 * The operations of a span in which classes of the application may have a say: their lists, values,
 * attributes and exceptions are read into a buffer of their own first, and only bytes are copied
 * while the span is busy. Nothing leaves these methods as an exception.
 */
final class SpanOperations {
  private SpanOperations() {}

  /** Puts an attribute that is a list or a {@code Value}. */
  static void putComplex(RecordingSpan span, String key, AttributeType type, Object value) {
    SpanEngine engine = span.engine();
    RecordBuffer scratch = null;
    try {
      scratch =
          RecordBuffer.encodeComplex(
              engine.pool, type, value, engine.limits.maxAttributeValueLength);
      if (scratch != null) {
        span.append(engine.key(key), 0, scratch);
      }
    } catch (Throwable t) {
      engine.onInternalError(t);
    } finally {
      if (scratch != null) {
        scratch.release();
      }
    }
  }

  static void setAll(RecordingSpan span, Attributes attributes) {
    if (attributes == null) {
      return;
    }
    try {
      attributes.forEach((key, value) -> setOne(span, key, value));
    } catch (Throwable t) {
      span.engine().onUserError("class of attributes", t);
    }
  }

  @SuppressWarnings("unchecked")
  private static void setOne(RecordingSpan span, AttributeKey<?> key, Object value) {
    span.setAttribute((AttributeKey<Object>) key, value);
  }

  static void addEvent(
      RecordingSpan span, String name, Attributes attributes, boolean timed, long epochNanos) {
    if (name == null || !span.isRecording()) {
      return;
    }
    SpanEngine engine = span.engine();
    RecordBuffer event = engine.pool.take();
    try {
      SpanEncoder.beginEvent(event, engine.limits, engine.limits.maxAttributesPerEvent);
      if (attributes != null) {
        attributes.forEach(event);
      }
      long time = timed ? epochNanos : engine.clock.epochNanos(span.anchorIndex());
      SpanEncoder.finishEvent(event, name, time);
      span.append(null, TraceTags.Span.EVENTS, event);
    } catch (Throwable t) {
      engine.onUserError("class of attributes", t);
    } finally {
      event.release();
    }
  }

  static void recordException(RecordingSpan span, Throwable exception, Attributes additional) {
    if (exception == null || !span.isRecording()) {
      return;
    }
    SpanEngine engine = span.engine();
    RecordBuffer event = engine.pool.take();
    try {
      SpanEncoder.beginEvent(event, engine.limits, engine.limits.maxAttributes);
      event.put(ExceptionAttributes.TYPE, exception.getClass().getCanonicalName());
      event.put(ExceptionAttributes.MESSAGE, exception.getMessage());
      event.put(ExceptionAttributes.STACKTRACE, ExceptionAttributes.stackTrace(exception));
      if (additional != null) {
        additional.forEach(event);
      }
      SpanEncoder.finishEvent(event, "exception", engine.clock.epochNanos(span.anchorIndex()));
      span.append(null, TraceTags.Span.EVENTS, event);
    } catch (Throwable t) {
      engine.onUserError("recorded exception", t);
    } finally {
      event.release();
    }
  }

  static void addLink(RecordingSpan span, SpanContext to, Attributes attributes) {
    SpanEngine engine = span.engine();
    RecordBuffer link = null;
    try {
      if (!SpanEncoder.isLink(to, attributes) || !span.isRecording()) {
        return;
      }
      link = engine.pool.take();
      SpanEncoder.link(link, engine.limits, to, attributes);
      span.append(null, TraceTags.Span.LINKS, link);
    } catch (Throwable t) {
      engine.onUserError("class of attributes", t);
    } finally {
      if (link != null) {
        link.release();
      }
    }
  }
}
