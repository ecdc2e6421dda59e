// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.testing.StackEnd;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;

/** Logs for the first time where the stack is full, then where it is not; prints the latter. */
final class ColdStackMain {
  private static final int DEPTHS = 2000;

  private ColdStackMain() {}

  public static void main(String[] args) throws Exception {
    LogSink sink = new LogSink(true);
    RingletLoggerProvider provider = sink.provider().build();
    Logger logger = provider.get("test");
    // What the application makes itself is there before.
    Value<?> value =
        Value.of(
            KeyValue.of("list", Value.of(Value.of("text"), Value.of(true), Value.of(0.5))),
            KeyValue.of("bytes", Value.of(new byte[] {1})));
    Exception exception = new IllegalStateException("text", new Exception("cause"));
    Runnable step = () -> log(logger, value, exception, Severity.TRACE);
    StackEnd.approach(DEPTHS, step);

    log(logger, value, exception, Severity.FATAL);
    List<LogRecord> records =
        sink.records().stream().filter(one -> one.getSeverityNumberValue() == 21).toList();
    System.out.println(records.size() + " " + records);
  }

  private static void log(Logger logger, Value<?> value, Exception exception, Severity severity) {
    LogRecordBuilder builder = logger.logRecordBuilder().setSeverity(severity).setBody(value);
    builder.setEventName("event").setException(exception);
    builder.setAttribute(AttributeKey.stringArrayKey("list"), List.of("element"));
    builder.setAttribute(AttributeKey.valueKey("value"), value);
    for (int i = 0; i < 40; i++) {
      builder.setAttribute("key " + i, i);
    }
    builder.emit();
  }
}
