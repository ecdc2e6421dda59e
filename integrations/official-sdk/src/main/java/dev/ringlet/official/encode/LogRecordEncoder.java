// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.encode;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.LogTags.LogRecord;
import dev.ringlet.internal.record.AnyValues;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;

/** Writes {@code ExportLogsServiceRequest}. Not thread-safe. */
public final class LogRecordEncoder extends RequestEncoder<LogRecordData> {
  /** Some tens less than the largest int, for the mark of what is cut. */
  private static final int ANY_LENGTH = 1 << 30;

  @Override
  Resource resource(LogRecordData entry) {
    return entry.getResource();
  }

  @Override
  InstrumentationScopeInfo scope(LogRecordData entry) {
    return entry.getInstrumentationScopeInfo();
  }

  @Override
  void write(ProtoWriter out, LogRecordData entry) {
    out.writeFixed64(LogRecord.TIME_UNIX_NANO, entry.getTimestampEpochNanos());
    out.writeFixed64(LogRecord.OBSERVED_TIME_UNIX_NANO, entry.getObservedTimestampEpochNanos());
    out.writeUint32(LogRecord.SEVERITY_NUMBER, entry.getSeverity().getSeverityNumber());
    text(out, LogRecord.SEVERITY_TEXT, entry.getSeverityText());
    text(out, LogRecord.EVENT_NAME, entry.getEventName());
    Value<?> body = entry.getBodyValue();
    if (body != null) {
      int mark = out.beginMessage(LogRecord.BODY);
      AnyValues.writeValue(out, body, Integer.MAX_VALUE, ANY_LENGTH);
      out.endMessage(mark);
    }
    attributes(out, LogRecord.ATTRIBUTES, entry.getAttributes());
    out.writeUint32(
        LogRecord.DROPPED_ATTRIBUTES_COUNT,
        entry.getTotalAttributeCount() - entry.getAttributes().size());
    SpanContext span = entry.getSpanContext();
    int flags = span.getTraceFlags().asByte() & 0xff;
    if (flags != 0) {
      fixed32(out, LogRecord.FLAGS, flags);
    }
    if (span.isValid()) {
      id(out, LogRecord.TRACE_ID, span.getTraceId());
      id(out, LogRecord.SPAN_ID, span.getSpanId());
    }
  }

  private static void text(ProtoWriter out, int tag, String text) {
    if (text != null && !text.isEmpty()) {
      out.writeString(tag, text);
    }
  }
}
