// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedSpan;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import java.util.function.Consumer;

/** Assertions of a log record. */
public final class LogRecordAssert extends TelemetryAssert<LogRecordAssert, CapturedLogRecord> {
  LogRecordAssert(CapturedLogRecord actual) {
    super(
        actual,
        LogRecordAssert.class,
        "log record \"" + actual.getBody() + '"',
        actual.getAttributes());
  }

  /** Fails unless the body is this text. */
  public LogRecordAssert hasBody(String body) {
    return isEqual("body", actual.getBody(), body);
  }

  /** Fails unless the body is this value. */
  public LogRecordAssert hasBody(Value<?> body) {
    Value<?> found = actual.getBodyValue();
    return isEqual("body", found == null ? "none" : found, body);
  }

  /** Fails unless the text of the body satisfies what is asserted. */
  public LogRecordAssert hasBodySatisfying(Consumer<String> assertion) {
    return check(() -> assertion.accept(actual.getBody()));
  }

  /** Fails unless it has this severity. */
  public LogRecordAssert hasSeverity(Severity severity) {
    return isEqual("severity", actual.getSeverity(), severity);
  }

  /** Fails unless it has this text of its severity. */
  public LogRecordAssert hasSeverityText(String text) {
    return isEqual("text of the severity", actual.getSeverityText(), text);
  }

  /** Fails unless it is an event of this name. */
  public LogRecordAssert hasEventName(String name) {
    return isEqual("event name", actual.getEventName(), name);
  }

  /** Fails unless it has this time. */
  public LogRecordAssert hasTimestamp(long epochNanos) {
    return isEqual("time", actual.getTimestampEpochNanos(), epochNanos);
  }

  /** Fails unless it was logged in this span. */
  public LogRecordAssert hasSpan(CapturedSpan span) {
    return isEqual("trace id", actual.getTraceId(), span.getTraceId())
        .isEqual("span id", actual.getSpanId(), span.getSpanId());
  }

  /** Fails if it was logged in a span. */
  public LogRecordAssert hasNoSpan() {
    return isEqual("span id", actual.getSpanId(), "");
  }

  /** Fails unless the scope of its logger has this name. */
  public LogRecordAssert hasInstrumentationScopeName(String name) {
    return isEqual("scope", actual.getInstrumentationScope().getName(), name);
  }
}
