// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.LogTags;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A log record for processors; created only when there are processors. */
final class ProcessedLogRecord implements ReadWriteLogRecord {
  private final RingletLogger logger;
  private final SpanContext span;
  private final long timestampEpochNanos;
  private final LogRecordExtras extras;
  private final int maxAttributes;
  private Severity severity;
  private @Nullable String severityText;
  private @Nullable Object body;

  /** Set when the last processor has returned; publishes all changes to later readers. */
  private volatile boolean complete;

  private boolean dropped;

  ProcessedLogRecord(
      RingletLogger logger,
      SpanContext span,
      long timestampEpochNanos,
      Severity severity,
      LogRecordExtras extras) {
    this.logger = logger;
    this.span = span;
    this.timestampEpochNanos = timestampEpochNanos;
    this.severity = severity;
    this.extras = extras;
    maxAttributes = logger.engine.limits.maxAttributes;
  }

  /** Sets what the application wrote, before the first processor runs. */
  void write(@Nullable String severityText, @Nullable Object body) {
    this.severityText = severityText;
    this.body = body;
  }

  @SuppressWarnings("try") // the scope is only to be closed
  void process(Context context) {
    for (LogRecordProcessor processor : logger.engine.processors) {
      try (Scope inside = CallbackScope.open()) {
        processor.onEmit(context, this);
      } catch (Throwable t) {
        logger.engine.onUserError("log record processor", t);
      }
      if (dropped) {
        break;
      }
    }
    complete = true;
  }

  void encode(RecordBuffer out) {
    extras.putAttributes(out);
    LogRecordEncoder.body(out, logger.bodies, body);
    LogRecordEncoder.times(out, timestampEpochNanos, extras.observedEpochNanos, severity);
    LogRecordEncoder.names(out, severityText, extras.eventName);
    logger.engine.putSpan(out, span);
  }

  @Override
  public InstrumentationScope getInstrumentationScope() {
    return logger.scope;
  }

  @Override
  public Resource getResource() {
    return logger.engine.resource;
  }

  @Override
  public long getTimestampEpochNanos() {
    return timestampEpochNanos;
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return extras.observedEpochNanos;
  }

  @Override
  public SpanContext getSpanContext() {
    return span;
  }

  @Override
  public Severity getSeverity() {
    return severity;
  }

  @Override
  public @Nullable String getSeverityText() {
    return severityText;
  }

  @Override
  public @Nullable Value<?> getBody() {
    return body instanceof String text ? Value.of(text) : (Value<?>) body;
  }

  @Override
  public @Nullable String getEventName() {
    return extras.eventName;
  }

  @Override
  public Attributes getAttributes() {
    byte[] record = toOtlp();
    return AttributeReader.read(
        new ProtoReader(record, 0, record.length), LogTags.LogRecord.ATTRIBUTES);
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return key == null ? null : getAttributes().get(key);
  }

  @Override
  public <T> ReadWriteLogRecord setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    if (!complete && key != null && value != null && !key.getKey().isEmpty()) {
      extras.set(key, value, maxAttributes);
    }
    return this;
  }

  @Override
  public ReadWriteLogRecord setBody(@Nullable Value<?> body) {
    if (!complete) {
      this.body = body;
    }
    return this;
  }

  @Override
  public ReadWriteLogRecord setSeverity(@Nullable Severity severity) {
    if (!complete && severity != null) {
      this.severity = severity;
    }
    return this;
  }

  @Override
  public ReadWriteLogRecord setSeverityText(@Nullable String severityText) {
    if (!complete) {
      this.severityText = severityText;
    }
    return this;
  }

  @Override
  public ReadWriteLogRecord setEventName(@Nullable String eventName) {
    if (!complete) {
      extras.eventName = eventName;
    }
    return this;
  }

  @Override
  public ReadWriteLogRecord removeAttributes(Predicate<String> names) {
    if (!complete) {
      extras.remove(names);
    }
    return this;
  }

  @Override
  public void drop() {
    dropped |= !complete;
  }

  @Override
  public boolean isDropped() {
    return dropped;
  }

  @Override
  public byte[] toOtlp() {
    RecordBuffer buffer = logger.engine.beginRecord();
    try {
      encode(buffer);
      return Arrays.copyOfRange(buffer.data(), RecordBuffer.HEADROOM, buffer.position());
    } finally {
      buffer.release();
    }
  }
}
