// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.record.ExceptionAttributes;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.time.EpochNanos;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A log record in the making. It holds references to what it was given and is encoded when it is
 * emitted, in one go, so it can be emitted again; three attributes find room in the object itself,
 * which keeps the usual record at 64 bytes. Not thread-safe, as no builder is.
 */
final class RingletLogRecordBuilder
    implements LogRecordBuilder, BiConsumer<AttributeKey<?>, Object> {
  private static final int INLINE = 3;
  private static final Severity[] SEVERITIES = Severity.values();

  private final RingletLogger logger;

  /** The {@code Context} that was set, the {@link LogRecordExtras} that hold it, or null. */
  private Object rest;

  /** Ordinal of the severity; a byte, or the object would be larger by eight. */
  private byte severity;

  private String severityText;

  /** A {@code String}, a {@code Value}, or null. */
  private Object body;

  private long timestampEpochNanos;
  private AttributeKey<?> key1;
  private Object value1;
  private AttributeKey<?> key2;
  private Object value2;
  private AttributeKey<?> key3;
  private Object value3;

  RingletLogRecordBuilder(RingletLogger logger) {
    this.logger = logger;
  }

  /** What few records have; null while it is not needed. */
  private LogRecordExtras extrasOrNull() {
    return rest instanceof LogRecordExtras ? (LogRecordExtras) rest : null;
  }

  private LogRecordExtras extras() {
    LogRecordExtras extras = extrasOrNull();
    if (extras == null) {
      extras = new LogRecordExtras();
      extras.context = (Context) rest;
      rest = extras;
    }
    return extras;
  }

  private Context context() {
    LogRecordExtras extras = extrasOrNull();
    return extras == null ? (Context) rest : extras.context;
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
    LogRecordExtras extras = extrasOrNull();
    if (extras == null) {
      rest = context;
    } else {
      extras.context = context;
    }
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
        || key3 != null && key3.getKey().equals(name)
        || extrasOrNull() != null && extras().has(name);
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
    if (key != null && value != null) {
      try {
        put(key, value);
      } catch (Throwable t) {
        logger.engine.onUserError("class of attribute keys", t);
      }
    }
  }

  private void put(AttributeKey<?> key, Object value) {
    if (key.getKey().isEmpty()) {
      return;
    }
    int most = logger.engine.limits.maxAttributes;
    LogRecordExtras extras = extrasOrNull();
    if (extras != null && extras.holdsAll) {
      extras.add(key, value, most);
    } else if (key1 == null && most > 0) {
      key1 = key;
      value1 = value;
    } else if (key2 == null && most > 1) {
      key2 = key;
      value2 = value;
    } else if (key3 == null && most > 2) {
      key3 = key;
      value3 = value;
    } else {
      LogRecordExtras more = extras();
      if (more.count() + INLINE >= most) {
        spill(more);
      }
      more.add(key, value, most);
    }
  }

  /** Moves all attributes to one place, where names can be counted. */
  private void spill(LogRecordExtras extras) {
    extras.takeOver(inlineAttributes());
    key1 = null;
    value1 = null;
    key2 = null;
    value2 = null;
    key3 = null;
    value3 = null;
  }

  private Object[] inlineAttributes() {
    Object[] all = {key1, value1, key2, value2, key3, value3};
    int count = key1 == null ? 0 : key2 == null ? 1 : key3 == null ? 2 : 3;
    return Arrays.copyOf(all, 2 * count);
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
      LogRecordExtras more = extrasOrNull();
      long observed = more == null ? 0 : more.observedEpochNanos;
      record = engine.beginRecord();
      observed = observed != 0 ? observed : engine.now();
      if (engine.processors.length == 0) {
        putAttributes(record);
        LogRecordEncoder.body(record, body);
        LogRecordEncoder.times(record, timestampEpochNanos, observed, severity);
        LogRecordEncoder.names(record, severityText, more == null ? null : more.eventName);
        LogRecordEncoder.span(record, engine.spanIn(at));
      } else {
        process(at, observed, severity).encode(record);
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
    if (key3 != null) {
      record.put(key3, value3);
    }
    LogRecordExtras extras = extrasOrNull();
    if (extras != null) {
      extras.putAttributes(record);
    }
  }

  private ProcessedLogRecord process(Context at, long observedEpochNanos, Severity severity) {
    LogRecordExtras extras = extrasOrNull();
    LogRecordExtras copy = extras == null ? new LogRecordExtras() : extras.copy();
    copy.observedEpochNanos = observedEpochNanos;
    copy.takeOver(inlineAttributes());
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
