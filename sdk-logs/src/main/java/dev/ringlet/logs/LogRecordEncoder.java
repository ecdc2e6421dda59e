// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import dev.ringlet.internal.otlp.LogTags.LogRecord;
import dev.ringlet.internal.record.KnownTexts;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/** Writes the fields of OTLP's {@code LogRecord} message. */
final class LogRecordEncoder {
  /** With so many chars of ASCII both lengths of a body take one byte. */
  private static final int SHORT_BODY_CHARS = 125;

  /** The most bytes of a field apart from its text or value. */
  private static final int HEADER_BYTES = 32;

  private LogRecordEncoder() {}

  /**
   * Writes a body: a {@code String}, a {@code Value}, or null for none.
   *
   * @param known bodies of the logger, as their field
   */
  static void body(RecordBuffer out, KnownTexts known, @Nullable Object body) {
    if (body instanceof String text) {
      if (!out.appendKnown(known, text)) {
        text(out, known, text);
      }
    } else if (body != null) {
      RecordBuffer value =
          RecordBuffer.encodeComplex(
              out.pool(), null, body, Integer.MAX_VALUE, out.textRoom(HEADER_BYTES));
      if (value != null) {
        out.addOversized(value.oversized());
        out.writeBytes(LogRecord.BODY, value.data(), 0, value.position());
        value.release();
      }
    }
  }

  private static void text(RecordBuffer out, KnownTexts known, String text) {
    int chars = text.length();
    if (chars <= SHORT_BODY_CHARS) {
      out.ensure(4 + chars);
      byte[] d = out.data();
      int at = out.position();
      if (out.encodeAscii(text, chars, at + 4)) {
        d[at] = (byte) LogRecord.BODY;
        d[at + 1] = (byte) (2 + chars);
        d[at + 2] = AnyValue.STRING_VALUE;
        d[at + 3] = (byte) chars;
        out.position(at + 4 + chars);
        out.teach(known, text, at);
        return;
      }
    }
    int message = out.beginMessage(LogRecord.BODY);
    out.writeText(AnyValue.STRING_VALUE, text, out.textRoom(HEADER_BYTES));
    out.endMessage(message);
  }

  /** Writes the fields of every record. */
  static void times(
      RecordBuffer out, long timestampEpochNanos, long observedEpochNanos, Severity severity) {
    out.ensure(20);
    byte[] d = out.data();
    int at = out.position();
    if (timestampEpochNanos != 0) {
      d[at] = (byte) LogRecord.TIME_UNIX_NANO;
      ProtoWriter.putFixed64(d, at + 1, timestampEpochNanos);
      at += 9;
    }
    if (observedEpochNanos != 0) {
      d[at] = (byte) LogRecord.OBSERVED_TIME_UNIX_NANO;
      ProtoWriter.putFixed64(d, at + 1, observedEpochNanos);
      at += 9;
    }
    int number = severity == null ? 0 : severity.getSeverityNumber();
    if (number != 0) {
      d[at] = (byte) LogRecord.SEVERITY_NUMBER;
      d[at + 1] = (byte) number;
      at += 2;
    }
    out.position(at);
    out.writeUint32(LogRecord.DROPPED_ATTRIBUTES_COUNT, out.droppedAttributes());
  }

  /** Writes names that are not null or empty. */
  static void names(RecordBuffer out, @Nullable String severityText, @Nullable String eventName) {
    if (severityText != null && !severityText.isEmpty()) {
      out.writeText(LogRecord.SEVERITY_TEXT, severityText, out.textRoom(HEADER_BYTES));
    }
    if (eventName != null && !eventName.isEmpty()) {
      out.writeText(LogRecord.EVENT_NAME, eventName, out.textRoom(HEADER_BYTES));
    }
  }

  /** Writes the ids of the span that the record belongs to, if they are valid, and its flags. */
  static void span(RecordBuffer out, SpanContext span) {
    if (span.isValid()) {
      ids(out, Ids.traceIdHigh(span), Ids.traceIdLow(span), Ids.spanId(span));
    }
    flags(out, span.getTraceFlags().asByte() & 0xff);
  }

  static void ids(RecordBuffer out, long traceIdHigh, long traceIdLow, long spanId) {
    out.ensure(ProtoWriter.TRACE_ID_BYTES + ProtoWriter.SPAN_ID_BYTES);
    byte[] d = out.data();
    int at = ProtoWriter.putTraceId(d, out.position(), LogRecord.TRACE_ID, traceIdHigh, traceIdLow);
    out.position(ProtoWriter.putSpanId(d, at, LogRecord.SPAN_ID, spanId));
  }

  static void flags(RecordBuffer out, int flags) {
    if (flags != 0) {
      out.ensure(5);
      int at = out.position();
      out.data()[at] = LogRecord.FLAGS;
      ProtoWriter.putFixed32(out.data(), at + 1, flags);
      out.position(at + 5);
    }
  }
}
