// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.official.data.DecodedLogRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import org.jspecify.annotations.Nullable;

/** A view of Ringlet's log record for a processor of the official SDK. */
record LogRecordView(dev.ringlet.logs.ReadWriteLogRecord entry, Origins origins)
    implements ReadWriteLogRecord {
  @Override
  public <T> ReadWriteLogRecord setAttribute(AttributeKey<T> key, T value) {
    entry.setAttribute(key, value);
    return this;
  }

  @Override
  public LogRecordData toLogRecordData() {
    return DecodedLogRecord.read(
        entry.toOtlp(),
        origins.of(entry.getResource()),
        getInstrumentationScopeInfo(),
        entry.getSpanContext());
  }

  @Override
  public @Nullable String getEventName() {
    return entry.getEventName();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return entry.getAttribute(key);
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return origins.of(entry.getInstrumentationScope());
  }

  @Override
  public long getTimestampEpochNanos() {
    return entry.getTimestampEpochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return entry.getObservedTimestampEpochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return entry.getSpanContext();
  }

  @Override
  public Severity getSeverity() {
    return entry.getSeverity();
  }

  @Override
  public @Nullable String getSeverityText() {
    return entry.getSeverityText();
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return entry.getBody();
  }

  @Override
  public Attributes getAttributes() {
    return entry.getAttributes();
  }
}
