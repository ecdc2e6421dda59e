// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.context.Suppression;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogRecordTest {
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("name");
  private static final AttributeKey<Long> COUNT = AttributeKey.longKey("count");

  private final LogSink sink = new LogSink(true);

  private static Context inSpan(boolean sampled) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    "0af7651916cd43dd8448eb211c80319c",
                    "b7ad6b7169203331",
                    sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                    TraceState.getDefault())));
  }

  private static List<String> keys(LogRecord record) {
    return record.getAttributesList().stream().map(KeyValue::getKey).toList();
  }

  @Test
  void aRecordIsWhatItWasWhenItWasEmitted() {
    LogRecordBuilder builder = sink.provider().build().get("test").logRecordBuilder();
    builder.setBody("first").setAttribute(NAME, "a").emit();
    builder.setBody("second").setAttribute(NAME, "b").setAttribute(COUNT, 2L).emit();
    builder.emit();

    List<LogRecord> records = sink.records();
    assertThat(records).hasSize(3);
    assertThat(records.get(0).getBody().getStringValue()).isEqualTo("first");
    assertThat(records.get(0).getAttributesList()).hasSize(1);
    assertThat(records.get(1).getBody().getStringValue()).isEqualTo("second");
    assertThat(records.get(1).getAttributes(0).getValue().getStringValue()).isEqualTo("b");
    assertThat(records.get(2).toBuilder().clearObservedTimeUnixNano().build())
        .isEqualTo(records.get(1).toBuilder().clearObservedTimeUnixNano().build());
  }

  @Test
  void textsThatReturnAreWrittenAsTheFirstTime() {
    RingletLoggerProvider provider = sink.provider().build();
    List<String> texts = List.of("signed in", "", "名前", "long ".repeat(40), "b".repeat(125));
    for (int i = 0; i < 100; i++) {
      for (String text : texts) {
        provider.get("test").logRecordBuilder().setBody(text).setAttribute(NAME, text).emit();
      }
    }

    List<LogRecord> records = sink.records();
    assertThat(records).hasSize(500);
    for (int i = 0; i < records.size(); i++) {
      String text = texts.get(i % texts.size());
      assertThat(records.get(i).getBody().getStringValue()).isEqualTo(text);
      assertThat(records.get(i).getAttributes(0).getValue().getStringValue()).isEqualTo(text);
    }
  }

  @Test
  void manySettingsOfOneNameTakeNoMemoryBeyondTheLimit() {
    LogRecordBuilder builder = sink.provider().build().get("test").logRecordBuilder();
    for (long i = 0; i < 100_000; i++) {
      builder.setAttribute(COUNT, i);
    }
    for (int i = 0; i < 127; i++) {
      builder.setAttribute("k" + i, "v");
    }
    builder.setAttribute("one too many", "v").emit();

    LogRecord record = sink.record();
    assertThat(record.getAttributesCount()).isEqualTo(128);
    assertThat(record.getDroppedAttributesCount()).isEqualTo(1);
    assertThat(record.getAttributes(0).getValue().getIntValue()).isEqualTo(99_999);
  }

  @Test
  void processorsReadAndChangeRecordsUntilTheLastHasReturned() throws Exception {
    List<ReadWriteLogRecord> kept = new ArrayList<>();
    Logger logger =
        sink.provider()
            .addLogRecordProcessor(
                (context, record) -> {
                  assertThat(record.getAttribute(NAME)).isEqualTo("a");
                  assertThat(record.getBody().asString()).isEqualTo("text");
                  record.setAttribute(COUNT, 7L).setSeverity(Severity.ERROR);
                  record.setBody(Value.of(true)).setEventName("event").setSeverityText("bad");
                  kept.add(record);
                })
            .addLogRecordProcessor(
                (context, record) -> {
                  throw new IllegalStateException("from a processor");
                })
            .build()
            .get("test");

    logger
        .logRecordBuilder()
        .setContext(inSpan(true))
        .setBody("text")
        .setAttribute(NAME, "a")
        .emit();
    kept.get(0).setAttribute(NAME, "too late").setBody(null);

    LogRecord record = sink.record();
    assertThat(keys(record)).containsExactly("name", "count");
    assertThat(record.getBody().getBoolValue()).isTrue();
    assertThat(record.getSeverityNumberValue()).isEqualTo(17);
    assertThat(record.getSeverityText()).isEqualTo("bad");
    assertThat(record.getEventName()).isEqualTo("event");
    ReadWriteLogRecord after = kept.get(0);
    assertThat(after.getAttributes()).isEqualTo(Attributes.of(NAME, "a", COUNT, 7L));
    assertThat(after.getSpanContext().getSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(LogRecord.parseFrom(after.toOtlp())).isEqualTo(record);
  }

  @Test
  void theConfiguratorDecidesBySeverityAndTrace() {
    RingletLoggerProvider provider =
        sink.provider()
            .setLoggerConfigurator(
                scope ->
                    scope.getName().equals("off")
                        ? LoggerConfig.disabled()
                        : LoggerConfig.create(Severity.WARN, true))
            .build();
    Logger logger = provider.get("on");
    Logger off = provider.get("off");

    assertThat(off.isEnabled(Severity.FATAL)).isFalse();
    assertThat(logger.isEnabled(Severity.INFO4)).isFalse();
    assertThat(logger.isEnabled(Severity.WARN)).isTrue();
    assertThat(logger.isEnabled(Severity.UNDEFINED_SEVERITY_NUMBER)).isTrue();
    assertThat(logger.isEnabled(Severity.WARN, inSpan(false))).isFalse();
    assertThat(logger.isEnabled(Severity.WARN, inSpan(true))).isTrue();
    off.logRecordBuilder().setSeverity(Severity.FATAL).emit();
    logger.logRecordBuilder().setSeverity(Severity.INFO).setBody("no").emit();
    logger.logRecordBuilder().setSeverity(Severity.ERROR).setBody("yes").emit();
    assertThat(sink.records()).hasSize(1);

    provider.setLoggerConfigurator(scope -> LoggerConfig.enabled());
    off.logRecordBuilder().emit();
    assertThat(sink.records()).hasSize(2);
  }

  @Test
  void whatTheSdkItselfHasToSayIsNotTaken() {
    RingletLoggerProvider provider = sink.provider().build();

    assertThat(provider.get("dev.ringlet.internal.Worker").isEnabled(Severity.FATAL)).isFalse();
    provider.get("dev.ringlet").logRecordBuilder().setBody("own").emit();
    provider.get("dev.ringleted").logRecordBuilder().setBody("another's").emit();
    Scope own = Suppression.open();
    provider.get("okhttp3").logRecordBuilder().setBody("on a thread of ours").emit();
    own.close();

    assertThat(sink.record().getBody().getStringValue()).isEqualTo("another's");
  }

  @Test
  void afterCloseNothingIsTakenAndNothingThrown() {
    RingletLoggerProvider provider = sink.provider().build();
    LogRecordBuilder early = provider.get("test").logRecordBuilder();
    LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
    provider.close();
    provider.close();

    early.setBody("late").emit();
    provider.get("test").logRecordBuilder().setBody("later").emit();

    assertThat(recorder.begin(Severity.INFO)).isZero();
    assertThat(sink.records()).isEmpty();
  }

  @Test
  void aValueThatThrowsCostsItselfOnly() {
    Logger logger = sink.provider().build().get("test");
    List<String> hostile =
        new ArrayList<>(List.of("x")) {
          private static final long serialVersionUID = 1;

          @Override
          public Object[] toArray() {
            throw new IllegalStateException("from a list");
          }
        };

    logger
        .logRecordBuilder()
        .setBody("body")
        .setAttribute(AttributeKey.stringArrayKey("list"), hostile)
        .setAttribute(NAME, "kept")
        .emit();

    assertThat(keys(sink.record())).containsExactly("name");
    assertThat(sink.counters().dropped(DropCause.INTERNAL_ERROR)).isZero();
  }

  @Test
  @SuppressWarnings("try") // the scope is only there to be closed
  void oneCallRecordsAMessage() {
    LogSink oneCall = new LogSink(true);
    LogRecorder recorder = oneCall.provider().build().loggerBuilder("test").buildRecorder();
    try (Scope scope = inSpan(true).makeCurrent()) {
      recorder.emit(Severity.WARN, "text");
      Logger logger = sink.provider().build().get("test");
      logger.logRecordBuilder().setSeverity(Severity.WARN).setBody("text").emit();
    }
    assertThat(oneCall.record().toBuilder().clearObservedTimeUnixNano().build())
        .isEqualTo(sink.record().toBuilder().clearObservedTimeUnixNano().build());
    assertThat(oneCall.record().getObservedTimeUnixNano()).isPositive();
  }

  @Test
  void oneCallTakesNothingForGranted() {
    LogSink oneCall = new LogSink(true);
    LogRecorder recorder = oneCall.provider().build().loggerBuilder("test").buildRecorder();
    recorder.emit(null, null);
    assertThat(oneCall.record().getSeverityNumberValue()).isZero();
    assertThat(oneCall.record().hasBody()).isFalse();
  }

  @Test
  void theRecorderWritesWhatTheLoggerWrites() {
    RingletLoggerProvider provider = sink.provider().build();
    LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
    long record = recorder.begin(Severity.WARN, inSpan(true));
    recorder.put(record, "name", "a");
    recorder.put(record, "count", 2);
    recorder.put(record, "ratio", 0.5);
    recorder.put(record, "last", true);
    recorder.setTimestamp(record, 5);
    recorder.setBody(record, "text");
    recorder.setSeverityText(record, "WARNING");
    recorder.setEventName(record, "event");
    recorder.emit(record);
    recorder.put(record, "name", "late");
    recorder.emit(record);
    recorder.emit(0);
    recorder.discard(recorder.begin(Severity.INFO));
    provider
        .get("test")
        .logRecordBuilder()
        .setContext(inSpan(true))
        .setSeverity(Severity.WARN)
        .setSeverityText("WARNING")
        .setTimestamp(5, TimeUnit.NANOSECONDS)
        .setBody("text")
        .setEventName("event")
        .setAttribute("name", "a")
        .setAttribute("count", 2)
        .setAttribute("ratio", 0.5)
        .setAttribute("last", true)
        .emit();

    List<LogRecord> records =
        sink.records().stream()
            .map(one -> one.toBuilder().clearObservedTimeUnixNano().build())
            .toList();
    assertThat(records).hasSize(2);
    assertThat(records.get(0)).isEqualTo(records.get(1));
  }

  @Test
  void tooManyOpenRecordsAreCounted() {
    LogRecorder recorder = sink.provider().build().loggerBuilder("test").buildRecorder();
    for (int i = 0; i < LogRecorder.MAX_RECORDS; i++) {
      assertThat(recorder.begin(null)).isNotZero();
    }

    assertThat(recorder.begin(null)).isZero();
    assertThat(sink.counters().dropped(DropCause.QUEUE_FULL)).isEqualTo(1);
  }
}
