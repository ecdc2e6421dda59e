// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.propagation.ExtendedContextPropagators;
import io.opentelemetry.api.incubator.trace.ExtendedSpanBuilder;
import io.opentelemetry.api.incubator.trace.SpanCallable;
import io.opentelemetry.api.incubator.trace.SpanRunnable;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A span builder with the additional methods of the API's incubator. */
final class ExtendedRingletSpanBuilder extends RingletSpanBuilder implements ExtendedSpanBuilder {
  ExtendedRingletSpanBuilder(RingletTracer tracer, String name) {
    super(tracer, name);
  }

  @Override
  public ExtendedSpanBuilder setParentFrom(
      @Nullable ContextPropagators propagators, @Nullable Map<String, String> carrier) {
    if (propagators != null) {
      setParent(ExtendedContextPropagators.extractTextMapPropagationContext(carrier, propagators));
    }
    return this;
  }

  @Override
  public <T, E extends Throwable> T startAndCall(SpanCallable<T, E> spanCallable) throws E {
    return startAndCall(spanCallable, ExtendedRingletSpanBuilder::recordError);
  }

  @Override
  @SuppressWarnings("try") // the scope is only to be closed
  public <T, E extends Throwable> T startAndCall(
      SpanCallable<T, E> spanCallable, BiConsumer<Span, Throwable> handleException) throws E {
    Span span = startSpan();
    try (Scope scope = span.makeCurrent()) {
      return spanCallable.callInSpan();
    } catch (Throwable thrown) {
      handle(handleException, span, thrown);
      throw thrown;
    } finally {
      span.end();
    }
  }

  @Override
  public <E extends Throwable> void startAndRun(SpanRunnable<E> runnable) throws E {
    startAndRun(runnable, ExtendedRingletSpanBuilder::recordError);
  }

  @Override
  public <E extends Throwable> void startAndRun(
      SpanRunnable<E> runnable, BiConsumer<Span, Throwable> handleException) throws E {
    startAndCall(
        () -> {
          runnable.runInSpan();
          return Boolean.TRUE;
        },
        handleException);
  }

  /** An exception of the handler must not replace that of the application. */
  private static void handle(BiConsumer<Span, Throwable> handler, Span span, Throwable thrown) {
    try {
      handler.accept(span, thrown);
    } catch (Throwable second) {
      if (second != thrown) {
        thrown.addSuppressed(second);
      }
    }
  }

  private static void recordError(Span span, Throwable thrown) {
    span.setStatus(StatusCode.ERROR);
    span.recordException(thrown);
  }

  @Override
  public ExtendedSpanBuilder setParent(Context context) {
    super.setParent(context);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setNoParent() {
    super.setNoParent();
    return this;
  }

  @Override
  public ExtendedSpanBuilder addLink(SpanContext spanContext) {
    super.addLink(spanContext);
    return this;
  }

  @Override
  public ExtendedSpanBuilder addLink(SpanContext spanContext, @Nullable Attributes attributes) {
    super.addLink(spanContext, attributes);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setAttribute(String key, String value) {
    super.setAttribute(key, value);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setAttribute(String key, long value) {
    super.setAttribute(key, value);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setAttribute(String key, double value) {
    super.setAttribute(key, value);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setAttribute(String key, boolean value) {
    super.setAttribute(key, value);
    return this;
  }

  @Override
  public <T> ExtendedSpanBuilder setAttribute(AttributeKey<T> key, T value) {
    super.setAttribute(key, value);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setAttribute(AttributeKey<Long> key, int value) {
    super.setAttribute(key, value);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setAllAttributes(Attributes attributes) {
    super.setAllAttributes(attributes);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setSpanKind(SpanKind spanKind) {
    super.setSpanKind(spanKind);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setStartTimestamp(long startTimestamp, TimeUnit unit) {
    super.setStartTimestamp(startTimestamp, unit);
    return this;
  }

  @Override
  public ExtendedSpanBuilder setStartTimestamp(Instant startTimestamp) {
    super.setStartTimestamp(startTimestamp);
    return this;
  }
}
