// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.time.EpochNanos;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Builds a span. Attributes and links are written to the buffer of the future span; a second {@code
 * startSpan} starts without them, as in the official SDK.
 *
 * <p>It is small and passed to no method, so the JIT can eliminate the object.
 */
class RingletSpanBuilder implements SpanBuilder {
  /**
   * Types in signatures of a builder. Before JDK 24 the JIT inlines a method only after classes of
   * the same jar have resolved such types; until then the builder is an object.
   */
  @SuppressWarnings("unused")
  private static final Class<?>[] RESOLVED = {
    AttributeKey.class,
    Attributes.class,
    Context.class,
    Span.class,
    SpanContext.class,
    SpanKind.class
  };

  private static final Context ROOT = Context.root();

  private static final int KIND_MASK = 7;
  private static final int ONE_LINK = 8;

  private final RingletTracer tracer;
  private final String name;
  private @Nullable Context parent;

  /** The kind in the lowest three bits, above them how many links were added: eight bytes saved. */
  private int kindAndLinks;

  private long startEpochNanos;
  private @Nullable SpanBuffer buffer;

  RingletSpanBuilder(RingletTracer tracer, String name) {
    this.tracer = tracer;
    this.name = name;
  }

  private SpanBuffer buffer() {
    SpanBuffer b = buffer;
    if (b == null) {
      b = tracer.origin.engine.beginSpan();
      buffer = b;
    }
    return b;
  }

  @Override
  public SpanBuilder setParent(Context context) {
    if (context != null) {
      parent = context;
    }
    return this;
  }

  @Override
  public SpanBuilder setNoParent() {
    parent = ROOT;
    return this;
  }

  @Override
  public SpanBuilder addLink(SpanContext spanContext) {
    return addLink(spanContext, null);
  }

  @Override
  public SpanBuilder addLink(SpanContext spanContext, @Nullable Attributes attributes) {
    SpanEngine engine = tracer.origin.engine;
    SpanBuffer link =
        SpanOperations.encodeLink(engine, engine.partBytes(buffer), spanContext, attributes);
    if (link != null) {
      try {
        buffer().append(TraceTags.Span.LINKS, link, engine.limits);
        kindAndLinks += ONE_LINK;
      } catch (Throwable t) {
        engine.onInternalError(t);
      }
      link.release();
    }
    return this;
  }

  private SpanBuilder put(@Nullable String key, int kind, long bits, @Nullable String text) {
    try {
      EncodedKey encoded = tracer.origin.engine.key(key);
      if (encoded != null) {
        buffer().put(encoded, kind, bits, text);
      }
    } catch (Throwable t) {
      tracer.origin.engine.onInternalError(t);
    }
    return this;
  }

  @Override
  public SpanBuilder setAttribute(String key, String value) {
    return value == null ? this : put(key, RecordBuffer.STRING, 0, value);
  }

  @Override
  public SpanBuilder setAttribute(String key, long value) {
    return put(key, RecordBuffer.LONG, value, null);
  }

  @Override
  public SpanBuilder setAttribute(String key, double value) {
    return put(key, RecordBuffer.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  @Override
  public SpanBuilder setAttribute(String key, boolean value) {
    return put(key, RecordBuffer.BOOLEAN, value ? 1 : 0, null);
  }

  @Override
  public <T> SpanBuilder setAttribute(AttributeKey<T> key, T value) {
    try {
      buffer().put(key, value);
    } catch (Throwable t) {
      tracer.origin.engine.onInternalError(t);
    }
    return this;
  }

  @Override
  public SpanBuilder setAttribute(AttributeKey<Long> key, int value) {
    return put(tracer.origin.engine.nameOf(key), RecordBuffer.LONG, value, null);
  }

  @Override
  public SpanBuilder setAllAttributes(Attributes attributes) {
    if (attributes != null) {
      try {
        tracer.origin.engine.putAll(buffer(), attributes);
      } catch (Throwable t) {
        tracer.origin.engine.onInternalError(t);
      }
    }
    return this;
  }

  @Override
  public SpanBuilder setSpanKind(SpanKind spanKind) {
    if (spanKind != null) {
      kindAndLinks = kindAndLinks & ~KIND_MASK | spanKind.ordinal();
    }
    return this;
  }

  @Override
  public SpanBuilder setStartTimestamp(long startTimestamp, TimeUnit unit) {
    if (startTimestamp >= 0 && unit != null) {
      startEpochNanos = unit.toNanos(startTimestamp);
    }
    return this;
  }

  @Override
  public SpanBuilder setStartTimestamp(Instant startTimestamp) {
    if (startTimestamp != null) {
      setStartTimestamp(EpochNanos.of(startTimestamp), TimeUnit.NANOSECONDS);
    }
    return this;
  }

  @Override
  @SuppressWarnings("NullAway") // without a place there is a span
  public Span startSpan() {
    SpanBuffer b = buffer;
    if (kindAndLinks >= ONE_LINK) {
      b = linksAgain();
    }
    buffer = null;
    return tracer.start(null, name, kindAndLinks & KIND_MASK, parent, startEpochNanos, b);
  }

  /**
   * As in the official SDK, a builder that is used again still counts the links of before, as
   * dropped ones.
   */
  private SpanBuffer linksAgain() {
    SpanBuffer b = buffer();
    b.droppedLinks = kindAndLinks / ONE_LINK - b.links;
    return b;
  }
}
