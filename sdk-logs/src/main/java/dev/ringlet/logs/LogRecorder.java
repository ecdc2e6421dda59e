// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.TokenSlot;
import dev.ringlet.internal.slots.TokenTable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records logs without objects: a {@code long} handle identifies a log record.
 *
 * <pre>
 *   long handle = recorder.begin(Severity.INFO);
 *   recorder.put(handle, "user.id", 7);
 *   recorder.setBody(handle, "signed in");
 *   recorder.emit(handle);
 * </pre>
 *
 * <p>Limits, configuration, time and export are those of the provider's loggers, and the exported
 * records look the same; only log record processors do not see them. At most {@value #MAX_RECORDS}
 * records of a recorder may be open at a time; a further one is dropped and counted, and its handle
 * is 0. Passing 0 or the handle of an emitted record is a no-op. A record that is not emitted must
 * be discarded with {@link #discard}.
 *
 * <p>Any thread may call any method at any time. Calls for the same record on two threads exclude
 * each other by spinning, for the few dozen nanoseconds of one call. No argument causes an
 * exception: null severities, contexts, keys and values are allowed everywhere. After warm-up calls
 * allocate nothing.
 */
public final class LogRecorder {
  /** Most records that may be open at a time. */
  public static final int MAX_RECORDS = 1024;

  private static final int BODY = 0;
  private static final int SEVERITY_TEXT = 1;
  private static final int EVENT_NAME = 2;
  private static final int TIMESTAMP = 3;

  private final RingletLogger logger;
  private final LogEngine engine;
  private final TokenTable<NativeLogRecord> records;

  LogRecorder(RingletLogger logger) {
    this(logger, MAX_RECORDS, NativeLogRecord::new);
  }

  LogRecorder(RingletLogger logger, int maxRecords, Supplier<NativeLogRecord> maker) {
    this.logger = logger;
    records = new TokenTable<>(maxRecords, maker);
    engine = logger.engine;
  }

  /** Begins a record in the current span. */
  public long begin(@Nullable Severity severity) {
    return begin(severity, null);
  }

  /**
   * Begins a record.
   *
   * @param severity the severity; null for none
   * @param context the context with the span that the record belongs to; null for the current one
   * @return the record's handle, or 0 if such records are not recorded
   */
  public long begin(@Nullable Severity severity, @Nullable Context context) {
    Severity known = severity == null ? Severity.UNDEFINED_SEVERITY_NUMBER : severity;
    try {
      Context in = context == null ? Context.current() : context;
      if (!takes(known, in)) {
        return 0;
      }
      int slot = records.take();
      if (slot < 0) {
        if (engine.sink != null) {
          engine.sink.drop(DropCause.QUEUE_FULL);
        }
        return 0;
      }
      fill(records.place(slot), known, engine.spanIn(in));
      return records.open(slot);
    } catch (Throwable t) {
      // Only if memory or the stack is exhausted; the place stays unusable.
      engine.onLostRecord(t);
      return 0;
    }
  }

  private void fill(NativeLogRecord record, Severity severity, SpanContext span) {
    record.severity = severity;
    try {
      if (span.isValid()) {
        record.traceIdHigh = Ids.traceIdHigh(span);
        record.traceIdLow = Ids.traceIdLow(span);
        record.spanId = Ids.spanId(span);
      }
      record.flags = span.getTraceFlags().asByte() & 0xff;
    } catch (Throwable t) {
      record.spanId = 0;
      record.flags = 0;
      engine.onUserError("span context", t);
    }
    record.buffer = engine.beginRecord();
  }

  /**
   * Records a message without attributes in the current span, as {@link #begin}, {@link #setBody}
   * and {@link #emit(long)} do, in two thirds of the time.
   *
   * @param severity the severity; null for none
   * @param body the body; null for none
   */
  public void emit(@Nullable Severity severity, @Nullable String body) {
    Severity known = severity == null ? Severity.UNDEFINED_SEVERITY_NUMBER : severity;
    RecordBuffer buffer = null;
    try {
      Context context = Context.current();
      if (!takes(known, context)) {
        return;
      }
      engine.countEmitted();
      buffer = engine.beginRecord();
      LogRecordEncoder.body(buffer, logger.bodies, body);
      LogRecordEncoder.times(buffer, 0, engine.now(), known);
      engine.putSpan(buffer, engine.spanIn(context));
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
    Context current = Context.current();
    return (context == current || !Suppression.isActive(current))
        && logger.takes(severity, context);
  }

  private void put(long handle, @Nullable String key, int kind, long bits, @Nullable String text) {
    NativeLogRecord r = null;
    try {
      EncodedKey encoded = engine.key(key);
      if (encoded == null) {
        return;
      }
      r = records.acquire(handle);
      if (r != null) {
        r.buffer.put(encoded, kind, bits, text);
        r.unlock();
      }
    } catch (Throwable t) {
      if (r != null) {
        r.state ^= TokenSlot.HELD;
      }
      engine.onInternalError(t);
    }
  }

  private void set(long handle, int field, long number, @Nullable String text) {
    NativeLogRecord r = null;
    try {
      r = records.acquire(handle);
      if (r != null) {
        switch (field) {
          case BODY -> r.body = text;
          case SEVERITY_TEXT -> r.severityText = text;
          case EVENT_NAME -> r.eventName = text;
          default -> r.timestampEpochNanos = number;
        }
        r.unlock();
      }
    } catch (Throwable t) {
      if (r != null) {
        r.state ^= TokenSlot.HELD;
      }
      engine.onInternalError(t);
    }
  }

  /** Puts a string attribute. */
  public void put(long handle, @Nullable String key, @Nullable String value) {
    if (value != null) {
      put(handle, key, RecordBuffer.STRING, 0, value);
    }
  }

  /** Puts an integer attribute. */
  public void put(long handle, @Nullable String key, long value) {
    put(handle, key, RecordBuffer.LONG, value, null);
  }

  /** Puts a floating-point attribute. */
  public void put(long handle, @Nullable String key, double value) {
    put(handle, key, RecordBuffer.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  /** Puts a boolean attribute. */
  public void put(long handle, @Nullable String key, boolean value) {
    put(handle, key, RecordBuffer.BOOLEAN, value ? 1 : 0, null);
  }

  /** Puts a string attribute. */
  public void put(long handle, @Nullable AttributeKey<String> key, @Nullable String value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Puts an integer attribute. */
  public void put(long handle, @Nullable AttributeKey<Long> key, long value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Puts a floating-point attribute. */
  public void put(long handle, @Nullable AttributeKey<Double> key, double value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Puts a boolean attribute. */
  public void put(long handle, @Nullable AttributeKey<Boolean> key, boolean value) {
    put(handle, engine.nameOf(key), value);
  }

  /** Sets the body; null for none. */
  public void setBody(long handle, @Nullable String body) {
    set(handle, BODY, 0, body);
  }

  /** Sets the severity text, the name of the severity in its source; null for none. */
  public void setSeverityText(long handle, @Nullable String severityText) {
    set(handle, SEVERITY_TEXT, 0, severityText);
  }

  /** Sets the event name, which makes the record an event; null for none. */
  public void setEventName(long handle, @Nullable String eventName) {
    set(handle, EVENT_NAME, 0, eventName);
  }

  /** Sets the time of the event, in nanoseconds since the epoch; 0 for none. */
  public void setTimestamp(long handle, long timestampEpochNanos) {
    set(handle, TIMESTAMP, timestampEpochNanos, null);
  }

  /** Completes the record and passes it on for export. */
  public void emit(long handle) {
    end(handle, true);
  }

  /** Discards the record; it is not exported. */
  public void discard(long handle) {
    end(handle, false);
  }

  private void end(long handle, boolean emitted) {
    NativeLogRecord r;
    try {
      r = records.acquire(handle);
    } catch (Throwable t) {
      engine.onInternalError(t);
      return;
    }
    if (r == null) {
      return;
    }
    RecordBuffer buffer = r.buffer;
    Throwable failure = null;
    try {
      if (emitted) {
        complete(r);
      }
    } catch (Throwable t) {
      failure = t;
    }
    try {
      r.clear();
      records.free(handle);
    } catch (Throwable t) {
      r.state += TokenSlot.OVER;
      engine.onInternalError(t);
    }
    handOver(buffer, emitted, failure);
  }

  private void complete(NativeLogRecord r) {
    RecordBuffer buffer = r.buffer;
    engine.countEmitted();
    LogRecordEncoder.body(buffer, logger.bodies, r.body);
    LogRecordEncoder.times(buffer, r.timestampEpochNanos, engine.now(), r.severity);
    LogRecordEncoder.names(buffer, r.severityText, r.eventName);
    if (r.spanId != 0) {
      LogRecordEncoder.ids(buffer, r.traceIdHigh, r.traceIdLow, r.spanId);
    }
    LogRecordEncoder.flags(buffer, r.flags);
  }

  /** Called when the place is free: a simple processor's exporter and log handlers run here. */
  private void handOver(RecordBuffer buffer, boolean emitted, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        engine.onLostRecord(failure);
      } else if (emitted) {
        engine.send(buffer, logger.scopeNumber);
      }
    } catch (Throwable t) {
      engine.onLostRecord(t);
    } finally {
      buffer.release();
    }
  }
}
