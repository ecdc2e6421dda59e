// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import static dev.ringlet.exporter.console.internal.Drawn.MILLI;
import static dev.ringlet.exporter.console.internal.Drawn.T0;
import static dev.ringlet.exporter.console.internal.Drawn.attribute;
import static dev.ringlet.exporter.console.internal.Drawn.id;
import static dev.ringlet.exporter.console.internal.Drawn.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import org.junit.jupiter.api.Test;

class LogPagesTest {
  private static String draw(LogRecord.Builder... records) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder().setScope(Drawn.SCOPE);
    for (LogRecord.Builder record : records) {
      scope.addLogRecords(record);
    }
    return Drawn.body(
        Signal.LOGS,
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().setResource(Drawn.SHOP).addScopeLogs(scope))
            .build());
  }

  private static LogRecord.Builder record(int severity, AnyValue body) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(T0 + 42 * MILLI)
        .setSeverityNumberValue(severity)
        .setBody(body);
  }

  @Test
  void writesALineWithItsAttributesBelowInTheOrderOfTime() {
    String text =
        draw(
            record(9, value("order 4712 accepted")),
            record(13, value("slow"))
                .addAttributes(attribute("customer", "Ada L."))
                .setDroppedAttributesCount(3)
                .setTraceId(id("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(id("b7ad6b7169203331")),
            record(6, value("detail")).clearTimeUnixNano().setObservedTimeUnixNano(T0),
            record(17, value("text wins")).setSeverityText("SEVERE").setEventName("shop.failed"),
            record(99, value("odd")),
            LogRecord.newBuilder());
    assertThat(text)
        .isEqualTo(
            """
            (no time)  -      shop.checkout
            2026-03-01T10:00:00.000Z  DEBUG2  shop.checkout  detail
            2026-03-01T10:00:00.042Z  INFO   shop.checkout  order 4712 accepted
            2026-03-01T10:00:00.042Z  WARN   shop.checkout  slow
                customer="Ada L."  (3 attributes dropped)
                trace=0af7651916cd43dd8448eb211c80319c span=b7ad6b7169203331
            2026-03-01T10:00:00.042Z  SEVERE  shop.checkout  [shop.failed]  text wins
            2026-03-01T10:00:00.042Z  99     shop.checkout  odd
            """);
  }

  @Test
  void writesBodiesOfEveryKind() {
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder()
                    .addValues(value(-1))
                    .addValues(value("42"))
                    .addValues(AnyValue.getDefaultInstance()))
            .build();
    AnyValue map =
        AnyValue.newBuilder()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(attribute("list", list))
                    .addValues(attribute("a=b", "c d")))
            .build();
    AnyValue bytes =
        AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {1, -1})).build();
    String text =
        draw(
            record(9, AnyValue.newBuilder().setBoolValue(true).build()),
            record(9, value(7)),
            record(9, AnyValue.newBuilder().setDoubleValue(0.1).build()),
            record(9, list),
            record(9, map),
            record(9, bytes),
            record(9, value("two\nlines\n\tof text\n")));
    assertThat(text.replace("2026-03-01T10:00:00.042Z  INFO   shop.checkout  ", ""))
        .isEqualTo(
            """
            true
            7
            0.1
            [-1, "42", <empty>]
            {list=[-1, "42", <empty>], "a=b"="c d"}
            <2 bytes 01ff>
            two
                lines
                    of text
            """);
  }

  @Test
  void writesTheStackOfAnException() {
    String text =
        draw(
            record(17, value("failed"))
                .addAttributes(attribute("exception.type", "java.io.IOException"))
                .addAttributes(attribute("exception.message", "gone"))
                .addAttributes(
                    attribute(
                        "exception.stacktrace",
                        "java.io.IOException: gone\r\n\tat A.a(A.java:1)\r\nCaused by: b\r\n"))
                .addAttributes(attribute("code", value(5))));
    assertThat(text)
        .isEqualTo(
            """
            2026-03-01T10:00:00.042Z  ERROR  shop.checkout  failed
                code=5
                java.io.IOException: gone
                    at A.a(A.java:1)
                Caused by: b
            """);
  }

  @Test
  void noValueCanForgeALineOrMoveTheCursor() {
    String evil = "x\r2026-03-01 \u001b[2J\u009b\u0007\u2028\u202e\ud800y";
    String text =
        draw(
            record(9, value(evil))
                .setSeverityText("I\nNFO")
                .setEventName("e\nvent")
                .addAttributes(attribute("k\ney", evil))
                .addAttributes(attribute("exception.type", "T\u001b"))
                .addAttributes(attribute("exception.stacktrace", "T\n2026-03-01 forged\n")));
    assertThat(text)
        .isEqualTo(
            """
            2026-03-01T10:00:00.042Z  I\\nNFO  shop.checkout  [e\\nvent]  \
            x\\r2026-03-01 \\u001b[2J\\u009b\\u0007\\u2028\\u202e?y
                "k\\ney"="x\\r2026-03-01 \\u001b[2J\\u009b\\u0007\\u2028\\u202e?y"
                T\\u001b
                T
                2026-03-01 forged
            """);
  }

  @Test
  void longValuesAreShortenedAndTheirLengthNamed() {
    String text =
        draw(
            record(9, value("b".repeat(5_000)))
                .addAttributes(attribute("long", "v".repeat(1_000)))
                .addAttributes(
                    attribute("bytes", AnyValue.newBuilder().setBytesValue(bytes(100)).build())));
    assertThat(text)
        .contains("b".repeat(2_000) + "… (5000 characters)\n")
        .contains("long=\"" + "v".repeat(120) + "\"… (1000 characters)")
        .contains("bytes=<100 bytes " + "00".repeat(16) + "…>");
  }

  private static ByteString bytes(int length) {
    return ByteString.copyFrom(new byte[length]);
  }
}
