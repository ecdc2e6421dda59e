// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.time.EpochNanos;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Builds a log record. Holds references to its values and encodes them when it is emitted, so it
 * can be emitted again. Three attributes fit into the object itself, which keeps the usual record
 * at 64 bytes. Not thread-safe.
 */
class RingletLogRecordBuilder extends LogRecordAttributes implements LogRecordBuilder {
  private static final Severity[] SEVERITIES = Severity.values();

  /** Ordinal of the severity; a byte, or the object would be larger by eight. */
  private byte severity;

  private @Nullable String severityText;

  /** A {@code String}, a {@code Value}, or null. */
  private @Nullable Object body;

  private long timestampEpochNanos;

  RingletLogRecordBuilder(RingletLogger logger) {
    super(logger);
  }

  @Override
  public LogRecordBuilder setTimestamp(long timestamp, TimeUnit unit) {
    timestampEpochNanos = unit == null ? timestamp : unit.toNanos(timestamp);
    return this;
  }

  @Override
  public LogRecordBuilder setTimestamp(Instant instant) {
    if (instant != null) {
      timestampEpochNanos = EpochNanos.of(instant);
    }
    return this;
  }

  @Override
  public LogRecordBuilder setObservedTimestamp(long timestamp, TimeUnit unit) {
    extras().observedEpochNanos = unit == null ? timestamp : unit.toNanos(timestamp);
    return this;
  }

  @Override
  public LogRecordBuilder setObservedTimestamp(Instant instant) {
    if (instant != null) {
      extras().observedEpochNanos = EpochNanos.of(instant);
    }
    return this;
  }

  @Override
  public LogRecordBuilder setContext(Context context) {
    context(context);
    return this;
  }

  @Override
  public LogRecordBuilder setSeverity(Severity severity) {
    this.severity = severity == null ? 0 : (byte) severity.ordinal();
    return this;
  }

  @Override
  public LogRecordBuilder setSeverityText(String severityText) {
    this.severityText = severityText;
    return this;
  }

  @Override
  public LogRecordBuilder setBody(String body) {
    this.body = body;
    return this;
  }

  @Override
  public LogRecordBuilder setBody(Value<?> body) {
    this.body = body;
    return this;
  }

  @Override
  public LogRecordBuilder setEventName(String eventName) {
    if (eventName != null || extrasOrNull() != null) {
      extras().eventName = eventName;
    }
    return this;
  }

  @Override
  public LogRecordBuilder setException(Throwable exception) {
    if (exception != null) {
      acceptException(exception);
    }
    return this;
  }

  @Override
  public LogRecordBuilder setAllAttributes(Attributes attributes) {
    if (attributes != null) {
      try {
        attributes.forEach(this);
      } catch (Throwable t) {
        logger.engine.onUserError("class of attributes", t);
      }
    }
    return this;
  }

  @Override
  public <T> LogRecordBuilder setAttribute(AttributeKey<T> key, T value) {
    accept(key, value);
    return this;
  }

  @Override
  public LogRecordBuilder setAttribute(String key, String value) {
    accept(key == null ? null : AttributeKey.stringKey(key), value);
    return this;
  }

  @Override
  public LogRecordBuilder setAttribute(String key, long value) {
    accept(key == null ? null : AttributeKey.longKey(key), value);
    return this;
  }

  @Override
  public LogRecordBuilder setAttribute(String key, double value) {
    accept(key == null ? null : AttributeKey.doubleKey(key), value);
    return this;
  }

  @Override
  public LogRecordBuilder setAttribute(String key, boolean value) {
    accept(key == null ? null : AttributeKey.booleanKey(key), value);
    return this;
  }

  @Override
  public LogRecordBuilder setAttribute(String key, int value) {
    return setAttribute(key, (long) value);
  }

  @Override
  public LogRecordBuilder setAttribute(String key, Value<?> value) {
    accept(key == null ? null : AttributeKey.valueKey(key), value);
    return this;
  }

  @Override
  public void emit() {
    LogEngine engine = logger.engine;
    RecordBuffer record = null;
    try {
      Context current = Context.current();
      Context set = context();
      Context at = set == null ? current : set;
      Severity severity = SEVERITIES[this.severity];
      if ((at != current && Suppression.isActive(current)) || !logger.takes(severity, at)) {
        return;
      }
      engine.countEmitted();
      LogRecordExtras more = extrasOrNull();
      long observed = more == null ? 0 : more.observedEpochNanos;
      record = engine.beginRecord();
      observed = observed != 0 ? observed : engine.now();
      if (engine.processors.length == 0) {
        putAttributes(record);
        LogRecordEncoder.body(record, logger.bodies, body);
        LogRecordEncoder.times(record, timestampEpochNanos, observed, severity);
        LogRecordEncoder.names(record, severityText, more == null ? null : more.eventName);
        engine.putSpan(record, engine.spanIn(at));
      } else {
        ProcessedLogRecord processed = processed(at, observed, severity);
        processed.process(at);
        if (processed.isDropped()) {
          engine.onFiltered();
          return;
        }
        processed.encode(record);
      }
      engine.send(record, logger.scopeNumber);
    } catch (Throwable t) {
      engine.onLostRecord(t);
    } finally {
      if (record != null) {
        record.release();
      }
    }
  }

  /** The record for processors. */
  ProcessedLogRecord processed(Context at, long observedEpochNanos, Severity severity) {
    LogRecordExtras copy = copy();
    copy.observedEpochNanos = observedEpochNanos;
    copy.renderExceptions(logger.engine.pool);
    SpanContext span = logger.engine.spanIn(at);
    ProcessedLogRecord record =
        new ProcessedLogRecord(logger, span, timestampEpochNanos, severity, copy);
    record.write(severityText, body);
    return record;
  }
}
