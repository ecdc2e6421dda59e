// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.official.data.DecodedSpan;
import dev.ringlet.trace.ReadableSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A view of Ringlet's span for a processor of the official SDK. All views of a span are equal.
 *
 * <p>Thread rules are those of the span.
 */
final class SpanView implements ReadWriteSpan {
  private final ReadableSpan span;

  /** The span to change; one that takes no changes when it has ended. */
  private final Span target;

  private final Origins origins;

  /** Values that no longer change; kept, because several exporters may read them. */
  private volatile @Nullable SpanData ended;

  SpanView(ReadableSpan span, Span target, Origins origins) {
    this.span = span;
    this.target = target;
    this.origins = origins;
  }

  @Override
  public SpanData toSpanData() {
    SpanData known = ended;
    if (known != null) {
      return known;
    }
    boolean hasEnded = span.hasEnded();
    SpanData data =
        DecodedSpan.read(
            span.toOtlp(),
            origins.of(span.getResource()),
            getInstrumentationScopeInfo(),
            span.getSpanContext(),
            span.getParentSpanContext(),
            hasEnded);
    if (hasEnded) {
      ended = data;
    }
    return data;
  }

  @Override
  @Deprecated
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    InstrumentationScopeInfo scope = getInstrumentationScopeInfo();
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(
        scope.getName(), scope.getVersion(), scope.getSchemaUrl());
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return origins.of(span.getInstrumentationScope());
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return span.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return span.getAttributes();
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, T value) {
    target.setAttribute(key, value);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    target.addEvent(name, attributes);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    target.addEvent(name, attributes, timestamp, unit);
    return this;
  }

  @Override
  public Span addLink(SpanContext spanContext) {
    target.addLink(spanContext);
    return this;
  }

  @Override
  public Span addLink(SpanContext spanContext, Attributes attributes) {
    target.addLink(spanContext, attributes);
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    target.setStatus(statusCode, description);
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    target.recordException(exception, additionalAttributes);
    return this;
  }

  @Override
  public Span updateName(String name) {
    target.updateName(name);
    return this;
  }

  @Override
  public void end() {
    target.end();
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    target.end(timestamp, unit);
  }

  @Override
  public boolean isRecording() {
    return !span.hasEnded();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpanView that && span == that.span;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(span);
  }

  @Override
  public String toString() {
    return span.toString();
  }
}
