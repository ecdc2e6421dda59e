// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.engine.CreationCounts;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.RecordEngine;
import dev.ringlet.internal.otlp.LogTags;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;

/**
 * State that all loggers of a provider share. Immutable except for the flag that the provider is
 * closed.
 */
final class LogEngine extends RecordEngine<LogRecordProcessor> {
  /** The most bytes of all fields of fixed size: times, severity, counts, ids and flags. */
  private static final int FIXED_BYTES = 80;

  final LogLimits limits;
  final LogRecordProcessor[] processors;

  LogEngine(
      Pipeline pipeline, Resource resource, LogLimits limits, List<LogRecordProcessor> processors) {
    this(pipeline, resource, limits, processors.toArray(new LogRecordProcessor[0]));
  }

  private LogEngine(
      Pipeline pipeline, Resource resource, LogLimits limits, LogRecordProcessor[] processors) {
    super(LogEngine.class, pipeline, resource, "log record processor", processors);
    this.limits = limits;
    this.processors = processors;
  }

  @Override
  protected boolean flush(LogRecordProcessor processor, Duration timeout) {
    return processor.flush(timeout);
  }

  @Override
  protected void close(LogRecordProcessor processor) {
    processor.close();
  }

  /** Counts a record that is emitted, if a metric says how many there are. */
  void countEmitted() {
    CreationCounts counting = counts;
    if (counting != null) {
      counting.logCreated();
    }
  }

  /** Takes a buffer and begins a record in it. */
  RecordBuffer beginRecord() {
    RecordBuffer buffer = pool.take();
    buffer.beginRecord(
        LogTags.LogRecord.ATTRIBUTES,
        limits.maxAttributes,
        limits.maxAttributeValueLength,
        Math.max(0, maxRecordBytes - FIXED_BYTES));
    return buffer;
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

  /** Whether a record in this context belongs to a span that is not sampled. */
  boolean isUnsampled(Context context) {
    try {
      SpanContext span = spanIn(context);
      return span.isValid() && !span.isSampled();
    } catch (Throwable t) {
      onUserError("span context", t);
      return false;
    }
  }

  /** Writes the ids of a span; none if they cannot be read. */
  void putSpan(RecordBuffer out, SpanContext span) {
    int start = out.position();
    try {
      LogRecordEncoder.span(out, span);
    } catch (Throwable t) {
      out.position(start);
      onUserError("span context", t);
    }
  }

  /** Whether a processor or an exporter gets such a record. */
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

  /** Counts an exception of the SDK, which must not reach the application. */
  void onInternalError(Throwable error) {
    onUserError("log record operation", error);
  }

  /** Counts a record that could not be completed; the sink counts what it was given itself. */
  void onLostRecord(Throwable error) {
    onLost("log record", error);
  }
}
