// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.export.DropCause;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.internal.wire.EncodedKey;
import dev.ringlet.internal.wire.KeyCache;
import dev.ringlet.internal.wire.Otlp;
import dev.ringlet.internal.wire.RecordBuffer;
import dev.ringlet.internal.wire.RecordPool;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;

/** What all loggers of a provider share. Immutable but for the flag that it is closed. */
final class LogEngine {
  private static final int MAX_RECORD_BYTES = 4 << 20;

  final AnchoredClock clock;
  final LogLimits limits;
  final Resource resource;
  final RecordPool pool;

  /** Null when nothing is exported. */
  final RecordSink sink;

  final LogRecordProcessor[] processors;
  final LongAdder userErrors = new LongAdder();
  private final KeyCache keys;
  private final int maxRecordBytes;
  private final ThrottledLogger logger = new ThrottledLogger(LogEngine.class);
  volatile boolean closed;

  LogEngine(RingletLoggerProvider.Builder builder, LogRecordProcessor[] processors) {
    clock = builder.anchoredClock();
    limits = builder.limits;
    resource = builder.resource;
    pool = builder.pool;
    keys = pool.keys();
    sink = builder.sink;
    this.processors = processors;
    maxRecordBytes = sink == null ? MAX_RECORD_BYTES : sink.maxRecordBytes();
  }

  EncodedKey key(String name) {
    return keys.get(name);
  }

  /** Takes a buffer and begins a record in it. */
  RecordBuffer beginRecord() {
    RecordBuffer buffer = pool.take();
    buffer.beginRecord(
        LogRecordEncoder.ATTRIBUTES,
        limits.maxAttributes,
        limits.maxAttributeValueLength,
        maxRecordBytes);
    return buffer;
  }

  /** Sends a record that is complete. */
  void send(RecordBuffer record, int scopeNumber) {
    if (sink != null) {
      int from = record.frame(Otlp.SCOPE_RECORDS);
      sink.offer(record.data(), from, record.position() - from, scopeNumber);
    }
  }

  long now() {
    return clock.epochNanos(clock.anchorIndex());
  }

  /** The span in a context; invalid if there is none, or if it cannot be read. */
  SpanContext spanIn(Context context) {
    try {
      Span span = Span.fromContextOrNull(context);
      SpanContext found = span == null ? null : span.getSpanContext();
      return found == null ? SpanContext.getInvalid() : found;
    } catch (Throwable t) {
      onUserError("span", t);
      return SpanContext.getInvalid();
    }
  }

  /** Whether somebody wants such a record. */
  @SuppressWarnings("try") // the scope is only to be closed
  boolean isWanted(InstrumentationScope scope, Severity severity, Context context) {
    if (sink != null) {
      return true;
    }
    for (LogRecordProcessor processor : processors) {
      try (Scope inside = CallbackScope.open()) {
        if (processor.isEnabled(scope, severity, context)) {
          return true;
        }
      } catch (Throwable t) {
        onUserError("log record processor", t);
        return true;
      }
    }
    return false;
  }

  /** Counts and reports an exception of the application's own code that ran inside ours. */
  void onUserError(String where, Throwable error) {
    userErrors.increment();
    logger.log(Level.WARNING, where, () -> "A " + where + " threw " + error.getClass().getName());
  }

  /** Counts a record that could not be completed; the sink counts what it was given itself. */
  void onLostRecord(Throwable error) {
    if (sink != null) {
      sink.counters().drop(DropCause.INTERNAL_ERROR, 1);
    }
    onUserError("log record", error);
  }
}
