// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.HostileExceptions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a log record says of an exception. */
class LogExceptionTest {
  private static final String TYPE = "exception.type";
  private static final String MESSAGE = "exception.message";
  private static final String STACKTRACE = "exception.stacktrace";

  private final LogSink sink = new LogSink(true);

  private LogRecordBuilder builder() {
    return sink.provider().build().get("test").logRecordBuilder();
  }

  private static Map<String, String> attributes(LogRecord record) {
    return record.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }

  private static String printed(Throwable exception) {
    StringWriter text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void anExceptionIsThreeAttributes() {
    Exception exception = new IllegalStateException("text", new Exception("cause"));
    builder().setBody("body").setException(exception).emit();

    assertThat(attributes(sink.record()))
        .isEqualTo(
            Map.of(
                TYPE,
                "java.lang.IllegalStateException",
                MESSAGE,
                "text",
                STACKTRACE,
                printed(exception)));
    assertThat(sink.record().getBody().getStringValue()).isEqualTo("body");
  }

  @Test
  void aBrokenExceptionKeepsItsType() {
    for (Throwable exception : HostileExceptions.all().values()) {
      builder().setException(exception).emit();
    }

    assertThat(sink.records())
        .hasSameSizeAs(HostileExceptions.all().entrySet())
        .allSatisfy(record -> assertThat(attributes(record)).containsKeys(TYPE, STACKTRACE));
  }

  @Test
  void anAnonymousClassHasAName() {
    Exception anonymous =
        new Exception() {
          private static final long serialVersionUID = 1;
        };
    builder().setException(anonymous).emit();

    assertThat(attributes(sink.record())).containsEntry(TYPE, anonymous.getClass().getName());
  }

  @Test
  void whatTheApplicationSetItselfStays() {
    builder()
        .setAttribute(MESSAGE, "before")
        .setException(new Exception("text"))
        .setAttribute(STACKTRACE, "after")
        .emit();

    assertThat(attributes(sink.record()))
        .isEqualTo(Map.of(TYPE, "java.lang.Exception", MESSAGE, "before", STACKTRACE, "after"));
  }

  @Test
  void anExceptionAmongManyAttributesIsWhole() {
    LogRecordBuilder builder = builder();
    for (int i = 0; i < 10; i++) {
      builder.setAttribute("key " + i, "value");
    }
    Exception exception = new Exception("text");
    builder.setException(exception).emit();

    assertThat(attributes(sink.record())).hasSize(13).containsEntry(STACKTRACE, printed(exception));
  }

  @Test
  void aProcessorReadsTheStackTrace() {
    List<String> seen = new ArrayList<>();
    Exception exception = new Exception("text");
    sink.provider()
        .addLogRecordProcessor(
            (context, record) -> seen.add(record.getAttribute(AttributeKey.stringKey(STACKTRACE))))
        .build()
        .get("test")
        .logRecordBuilder()
        .setException(exception)
        .emit();

    assertThat(seen).containsExactly(printed(exception));
    assertThat(attributes(sink.record())).containsEntry(STACKTRACE, printed(exception));
  }

  @Test
  void onlyAnExceptionThatWasSetBecomesAStackTrace() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    AttributeKey<Object> mistyped = (AttributeKey) AttributeKey.stringKey(STACKTRACE);
    builder().setAttribute(mistyped, new Exception("no text")).emit();

    assertThat(sink.record().getAttributesList()).isEmpty();
  }
}
