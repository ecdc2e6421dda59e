// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.bytes.Utf8;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;

/**
 * Writes the fields of OTLP's {@code LogRecord} message; the only place that knows their numbers.
 */
final class LogRecordEncoder {
  static final int ATTRIBUTES_FIELD = 6;
  static final int ATTRIBUTES = 0x32;

  private static final int TIME = 0x09;
  private static final int SEVERITY_NUMBER = 0x10;
  private static final int SEVERITY_TEXT = 0x1a;
  private static final int BODY = 0x2a;
  private static final int DROPPED_ATTRIBUTES = 0x38;
  private static final int FLAGS = 0x45;
  private static final int TRACE_ID = 0x4a;
  private static final int SPAN_ID = 0x52;
  private static final int OBSERVED_TIME = 0x59;
  private static final int EVENT_NAME = 0x62;

  /** With so many chars of ASCII both lengths of a body take one byte. */
  private static final int SHORT_BODY_CHARS = 125;

  private LogRecordEncoder() {}

  /** Writes a body: a {@code String}, a {@code Value}, or null for none. */
  static void body(RecordBuffer out, Object body) {
    if (body instanceof String) {
      text(out, (String) body);
    } else if (body != null) {
      RecordBuffer value = RecordBuffer.encodeComplex(out.pool(), null, body, Integer.MAX_VALUE);
      if (value != null) {
        out.writeBytes(BODY, value.data(), 0, value.position());
        value.release();
      }
    }
  }

  private static void text(RecordBuffer out, String text) {
    int chars = text.length();
    if (chars <= SHORT_BODY_CHARS) {
      out.ensure(4 + chars);
      byte[] d = out.data();
      int at = out.position();
      if (Utf8.encodeAscii(text, chars, d, at + 4)) {
        d[at] = BODY;
        d[at + 1] = (byte) (2 + chars);
        d[at + 2] = AnyValue.STRING_VALUE;
        d[at + 3] = (byte) chars;
        out.position(at + 4 + chars);
        return;
      }
    }
    int message = out.beginMessage(BODY);
    out.writeString(AnyValue.STRING_VALUE, text);
    out.endMessage(message);
  }

  /** Writes what every record has. */
  static void times(
      RecordBuffer out, long timestampEpochNanos, long observedEpochNanos, Severity severity) {
    out.ensure(20);
    byte[] d = out.data();
    int at = out.position();
    if (timestampEpochNanos != 0) {
      d[at] = TIME;
      ProtoWriter.putFixed64(d, at + 1, timestampEpochNanos);
      at += 9;
    }
    if (observedEpochNanos != 0) {
      d[at] = OBSERVED_TIME;
      ProtoWriter.putFixed64(d, at + 1, observedEpochNanos);
      at += 9;
    }
    int number = severity == null ? 0 : severity.getSeverityNumber();
    if (number != 0) {
      d[at] = SEVERITY_NUMBER;
      d[at + 1] = (byte) number;
      at += 2;
    }
    out.position(at);
    out.writeUint32(DROPPED_ATTRIBUTES, out.droppedAttributes());
  }

  /** Writes names; those that are null or empty are left out. */
  static void names(RecordBuffer out, String severityText, String eventName) {
    if (severityText != null && !severityText.isEmpty()) {
      out.writeString(SEVERITY_TEXT, severityText);
    }
    if (eventName != null && !eventName.isEmpty()) {
      out.writeString(EVENT_NAME, eventName);
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
    out.ensure(28);
    byte[] d = out.data();
    int at = out.position();
    d[at] = TRACE_ID;
    d[at + 1] = 16;
    ProtoWriter.putId(d, at + 2, traceIdHigh);
    ProtoWriter.putId(d, at + 10, traceIdLow);
    d[at + 18] = SPAN_ID;
    d[at + 19] = 8;
    ProtoWriter.putId(d, at + 20, spanId);
    out.position(at + 28);
  }

  static void flags(RecordBuffer out, int flags) {
    if (flags != 0) {
      out.ensure(5);
      int at = out.position();
      out.data()[at] = FLAGS;
      ProtoWriter.putFixed32(out.data(), at + 1, flags);
      out.position(at + 5);
    }
  }
}
