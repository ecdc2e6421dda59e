// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.TokenSlot;
import dev.ringlet.internal.slots.TokenTable;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * Records logs without a single object: a log record is named by a {@code long}.
 *
 * <pre>
 *   long record = recorder.begin(Severity.INFO);
 *   recorder.put(record, "user.id", 7);
 *   recorder.setBody(record, "signed in");
 *   recorder.emit(record);
 * </pre>
 *
 * <p>Limits, configuration, time and export are those of the provider's loggers, and the records
 * look the same to whoever receives them; only log record processors do not see them. At most
 * {@value #MAX_RECORDS} records may be open at a time; one more is not recorded, counted as
 * dropped, and named 0. The name 0, and the name of a record that was emitted, are good arguments
 * everywhere and do nothing. A record that will not be emitted must be given up with {@link
 * #discard}.
 *
 * <p>Any thread may call any method at any time. Nothing blocks, nothing is thrown, and once warm
 * nothing is allocated.
 */
public final class LogRecorder {
  /** How many records may be open at a time. */
  public static final int MAX_RECORDS = 1024;

  private final RingletLogger logger;
  private final LogEngine engine;
  private final TokenTable<NativeLogRecord> records =
      new TokenTable<>(MAX_RECORDS, NativeLogRecord::new);

  LogRecorder(RingletLogger logger) {
    this.logger = logger;
    engine = logger.engine;
  }

  /** Begins a record in the span that is current. */
  public long begin(Severity severity) {
    return begin(severity, Context.current());
  }

  /**
   * Begins a record.
   *
   * @param severity how grave it is; null for unknown
   * @param context the context with the span that the record belongs to; null for the current one
   * @return the record's name among the calls of this recorder, or 0 if such records are not wanted
   */
  public long begin(Severity severity, Context context) {
    if (context == null) {
      return begin(severity);
    }
    Severity known = severity == null ? Severity.UNDEFINED_SEVERITY_NUMBER : severity;
    if (!takes(known, context)) {
      return 0;
    }
    int slot = records.take();
    if (slot < 0) {
      if (engine.sink != null) {
        engine.sink.counters().drop(DropCause.QUEUE_FULL, 1);
      }
      return 0;
    }
    NativeLogRecord record = records.place(slot);
    record.severity = known;
    SpanContext span = engine.spanIn(context);
    if (span.isValid()) {
      record.traceIdHigh = Ids.traceIdHigh(span);
      record.traceIdLow = Ids.traceIdLow(span);
      record.spanId = Ids.spanId(span);
    }
    record.flags = span.getTraceFlags().asByte() & 0xff;
    record.buffer = engine.beginRecord();
    return records.open(slot);
  }

  /**
   * Records a message without attributes in the span that is current: what {@link #begin}, {@link
   * #setBody} and {@link #emit(long)} would do, at two thirds of the price.
   *
   * @param severity how grave it is; null for unknown
   * @param body the message; null for none
   */
  public void emit(Severity severity, String body) {
    Severity known = severity == null ? Severity.UNDEFINED_SEVERITY_NUMBER : severity;
    Context context = Context.current();
    if (!takes(known, context)) {
      return;
    }
    RecordBuffer buffer = null;
    try {
      buffer = engine.beginRecord();
      LogRecordEncoder.body(buffer, body);
      LogRecordEncoder.times(buffer, 0, engine.now(), known);
      LogRecordEncoder.span(buffer, engine.spanIn(context));
      engine.send(buffer, logger.scopeNumber);
    } catch (Throwable t) {
      engine.onLostRecord(t);
    } finally {
      if (buffer != null) {
        buffer.release();
      }
    }
  }

  private boolean takes(Severity severity, Context context) {
    try {
      Context current = Context.current();
      return (context == current || !Suppression.isActive(current))
          && logger.takes(severity, context);
    } catch (Throwable t) {
      engine.onLostRecord(t);
      return false;
    }
  }

  /** Puts a string attribute. */
  public void put(long record, String key, String value) {
    NativeLogRecord r = key == null || key.isEmpty() || value == null ? null : find(record);
    if (r != null) {
      try {
        r.buffer.putString(engine.key(key), value);
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        engine.onUserError("log record", t);
      }
    }
  }

  /** Puts a whole number. */
  public void put(long record, String key, long value) {
    NativeLogRecord r = key == null || key.isEmpty() ? null : find(record);
    if (r != null) {
      try {
        r.buffer.putLong(engine.key(key), value);
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        engine.onUserError("log record", t);
      }
    }
  }

  /** Puts a floating-point number. */
  public void put(long record, String key, double value) {
    NativeLogRecord r = key == null || key.isEmpty() ? null : find(record);
    if (r != null) {
      try {
        r.buffer.putDouble(engine.key(key), value);
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        engine.onUserError("log record", t);
      }
    }
  }

  /** Puts a truth value. */
  public void put(long record, String key, boolean value) {
    NativeLogRecord r = key == null || key.isEmpty() ? null : find(record);
    if (r != null) {
      try {
        r.buffer.putBoolean(engine.key(key), value);
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        engine.onUserError("log record", t);
      }
    }
  }

  /** Sets the body; null for none. */
  public void setBody(long record, String body) {
    NativeLogRecord r = find(record);
    if (r != null) {
      try {
        r.body = body;
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        throw t;
      }
    }
  }

  /** Sets the severity's original name. */
  public void setSeverityText(long record, String severityText) {
    NativeLogRecord r = find(record);
    if (r != null) {
      try {
        r.severityText = severityText;
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        throw t;
      }
    }
  }

  /** Sets the name that makes the record an event. */
  public void setEventName(long record, String eventName) {
    NativeLogRecord r = find(record);
    if (r != null) {
      try {
        r.eventName = eventName;
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        throw t;
      }
    }
  }

  /** Sets when it happened, in nanoseconds since the epoch. */
  public void setTimestamp(long record, long timestampEpochNanos) {
    NativeLogRecord r = find(record);
    if (r != null) {
      try {
        r.timestampEpochNanos = timestampEpochNanos;
        r.release();
      } catch (Throwable t) {
        r.state ^= TokenSlot.HELD;
        throw t;
      }
    }
  }

  /** Completes the record and hands it over for export. */
  public void emit(long record) {
    NativeLogRecord r = find(record);
    if (r == null) {
      return;
    }
    try {
      complete(r);
      free(record, r);
    } catch (Throwable t) {
      r.state += TokenSlot.OVER;
      engine.onUserError("log record", t);
    }
  }

  private void complete(NativeLogRecord r) {
    RecordBuffer buffer = r.buffer;
    try {
      LogRecordEncoder.body(buffer, r.body);
      LogRecordEncoder.times(buffer, r.timestampEpochNanos, engine.now(), r.severity);
      LogRecordEncoder.names(buffer, r.severityText, r.eventName);
      if (r.spanId != 0) {
        LogRecordEncoder.ids(buffer, r.traceIdHigh, r.traceIdLow, r.spanId);
      }
      LogRecordEncoder.flags(buffer, r.flags);
      engine.send(buffer, logger.scopeNumber);
    } catch (Throwable t) {
      engine.onLostRecord(t);
    }
  }

  /** Gives a record up. */
  public void discard(long record) {
    NativeLogRecord r = find(record);
    if (r != null) {
      try {
        free(record, r);
      } catch (Throwable t) {
        r.state += TokenSlot.OVER;
        throw t;
      }
    }
  }

  private NativeLogRecord find(long record) {
    return records.acquire(record);
  }

  private void free(long record, NativeLogRecord r) {
    r.buffer.release();
    r.clear();
    records.free(record);
  }
}
