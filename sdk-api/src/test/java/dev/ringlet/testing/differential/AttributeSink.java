// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing.differential;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;

/** What spans, log records and their builders have in common: attributes by all overloads. */
public interface AttributeSink {
  Object set(String key, String value);

  Object set(String key, long value);

  Object set(String key, double value);

  Object set(String key, boolean value);

  Object set(String key, Value<?> value);

  Object set(AttributeKey<Long> key, int value);

  <T> Object set(AttributeKey<T> key, T value);

  Object setAll(Attributes attributes);

  /**
   * A call on a sink.
   *
   * @param text the call as source code
   * @param setter does it and returns what it returned
   */
  record Call(String text, Setter setter) {}

  /** Does one call and returns what the SDK returned. */
  @FunctionalInterface
  interface Setter {
    Object setOn(AttributeSink sink);
  }

  static AttributeSink of(Span span) {
    return new AttributeSink() {
      @Override
      public Object set(String key, String value) {
        return span.setAttribute(key, value);
      }

      @Override
      public Object set(String key, long value) {
        return span.setAttribute(key, value);
      }

      @Override
      public Object set(String key, double value) {
        return span.setAttribute(key, value);
      }

      @Override
      public Object set(String key, boolean value) {
        return span.setAttribute(key, value);
      }

      @Override
      public Object set(String key, Value<?> value) {
        return span.setAttribute(key, value);
      }

      @Override
      public Object set(AttributeKey<Long> key, int value) {
        return span.setAttribute(key, value);
      }

      @Override
      public <T> Object set(AttributeKey<T> key, T value) {
        return span.setAttribute(key, value);
      }

      @Override
      public Object setAll(Attributes attributes) {
        return span.setAllAttributes(attributes);
      }
    };
  }

  static AttributeSink of(SpanBuilder builder) {
    return new AttributeSink() {
      @Override
      public Object set(String key, String value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, long value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, double value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, boolean value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, Value<?> value) {
        return builder.setAttribute(AttributeKey.valueKey(key), value);
      }

      @Override
      public Object set(AttributeKey<Long> key, int value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public <T> Object set(AttributeKey<T> key, T value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object setAll(Attributes attributes) {
        return builder.setAllAttributes(attributes);
      }
    };
  }

  static AttributeSink of(LogRecordBuilder builder) {
    return new AttributeSink() {
      @Override
      public Object set(String key, String value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, long value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, double value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, boolean value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(String key, Value<?> value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object set(AttributeKey<Long> key, int value) {
        return builder.setAttribute(key, (long) value);
      }

      @Override
      public <T> Object set(AttributeKey<T> key, T value) {
        return builder.setAttribute(key, value);
      }

      @Override
      public Object setAll(Attributes attributes) {
        return builder.setAllAttributes(attributes);
      }
    };
  }
}
