// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.export.Suppression;
import dev.ringlet.internal.wire.ExceptionAttributes;
import dev.ringlet.internal.wire.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A log record in the making. It holds references to what it was given and is encoded when it is
 * emitted, in one go, so it can be emitted again; two attributes find room in the object itself,
 * which keeps the usual record at 64 bytes. Not thread-safe, as no builder is.
 */
final class RingletLogRecordBuilder
    implements LogRecordBuilder, BiConsumer<AttributeKey<?>, Object> {
  private final RingletLogger logger;
  private Context context;
  private Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
  private String severityText;

  /** A {@code String}, a {@code Value}, or null. */
  private Object body;

  private long timestampEpochNanos;
  private AttributeKey<?> key1;
  private Object value1;
  private AttributeKey<?> key2;
  private Object value2;

  /** What few records have; null until it is needed. */
  private LogRecordExtras extras;

  RingletLogRecordBuilder(RingletLogger logger) {
    this.logger = logger;
  }

  private LogRecordExtras extras() {
    if (extras == null) {
      extras = new LogRecordExtras();
    }
    return extras;
  }

  @Override
  public LogRecordBuilder setTimestamp(long timestamp, TimeUnit unit) {
    timestampEpochNanos = unit == null ? timestamp : unit.toNanos(timestamp);
    return this;
  }

  @Override
  public LogRecordBuilder setTimestamp(Instant instant) {
    if (instant != null) {
      timestampEpochNanos = epochNanos(instant);
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
      extras().observedEpochNanos = epochNanos(instant);
    }
    return this;
  }

  private static long epochNanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  @Override
  public LogRecordBuilder setContext(Context context) {
    this.context = context;
    return this;
  }

  @Override
  public LogRecordBuilder setSeverity(Severity severity) {
    this.severity = severity == null ? Severity.UNDEFINED_SEVERITY_NUMBER : severity;
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
    if (eventName != null || extras != null) {
      extras().eventName = eventName;
    }
    return this;
  }

  @Override
  public LogRecordBuilder setException(Throwable exception) {
    if (exception != null) {
      try {
        putIfAbsent(ExceptionAttributes.TYPE, exception.getClass().getCanonicalName());
        putIfAbsent(ExceptionAttributes.MESSAGE, exception.getMessage());
        if (!has(ExceptionAttributes.STACKTRACE.getKey())) {
          setAttribute(ExceptionAttributes.STACKTRACE, ExceptionAttributes.stackTrace(exception));
        }
      } catch (Throwable t) {
        logger.engine.onUserError("recorded exception", t);
      }
    }
    return this;
  }

  private void putIfAbsent(AttributeKey<String> key, String value) {
    if (!has(key.getKey())) {
      setAttribute(key, value);
    }
  }

  private boolean has(String name) {
    return key1 != null && key1.getKey().equals(name)
        || key2 != null && key2.getKey().equals(name)
        || extras != null && extras.has(name);
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
  public void accept(AttributeKey<?> key, Object value) {
    if (key == null || value == null || key.getKey().isEmpty()) {
      return;
    }
    int most = logger.engine.limits.maxAttributes;
    if (extras != null && extras.holdsAll) {
      extras.add(key, value, most);
    } else if (key1 == null && most > 0) {
      key1 = key;
      value1 = value;
    } else if (key2 == null && most > 1) {
      key2 = key;
      value2 = value;
    } else {
      if (extras().count() + 2 >= most) {
        spill();
      }
      extras.add(key, value, most);
    }
  }

  /** Moves all attributes to one place, where names can be counted. */
  private void spill() {
    extras.takeOver(key1, value1, key2, value2);
    key1 = null;
    value1 = null;
    key2 = null;
    value2 = null;
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
    Context current = Context.current();
    Context at = context == null ? current : context;
    if (Suppression.isActive(current) || !logger.takes(severity, at)) {
      return;
    }
    LogRecordExtras more = extras;
    long observed = more == null ? 0 : more.observedEpochNanos;
    RecordBuffer record = null;
    try {
      record = engine.beginRecord();
      observed = observed != 0 ? observed : engine.now();
      if (engine.processors.length == 0) {
        putAttributes(record);
        LogRecordEncoder.body(record, body);
        LogRecordEncoder.times(record, timestampEpochNanos, observed, severity);
        LogRecordEncoder.names(record, severityText, more == null ? null : more.eventName);
        LogRecordEncoder.span(record, engine.spanIn(at));
      } else {
        process(at, observed).encode(record);
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

  private void putAttributes(RecordBuffer record) {
    if (key1 != null) {
      record.put(key1, value1);
    }
    if (key2 != null) {
      record.put(key2, value2);
    }
    if (extras != null) {
      extras.putAttributes(record);
    }
  }

  private ProcessedLogRecord process(Context at, long observedEpochNanos) {
    LogRecordExtras copy = extras == null ? new LogRecordExtras() : extras.copy();
    copy.observedEpochNanos = observedEpochNanos;
    copy.takeOver(key1, value1, key2, value2);
    ProcessedLogRecord record =
        new ProcessedLogRecord(
            logger,
            logger.engine.spanIn(at),
            timestampEpochNanos,
            severity,
            severityText,
            body,
            copy,
            logger.engine.limits.maxAttributes);
    record.process(at);
    return record;
  }
}
