// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The API of logs, one feature of the specification after the other, as a receiver sees it. */
@SuppressWarnings("try") // scopes that are only to be closed
class LogApiTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  private final LogSink sink = new LogSink(true);

  private static Context inSpan() {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    TRACE_ID, SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  @Test
  void aLoggerHasItsScopeAndACloseSendsWhatIsLeft() {
    CapturingExporter exporter = new CapturingExporter();
    try (RingletLoggerProvider provider =
        RingletLoggerProvider.builder().addExporter(exporter).build()) {
      provider
          .loggerBuilder("library")
          .setInstrumentationVersion("1.2")
          .setSchemaUrl("https://example.com/schema")
          .setInstrumentationAttributes(Attributes.of(AttributeKey.stringKey("k"), "v"))
          .build()
          .logRecordBuilder()
          .setBody("text")
          .emit();
    }
    ScopeLogs sent =
        exporter
            .requests(ExportLogsServiceRequest::parseFrom)
            .findFirst()
            .orElseThrow()
            .getResourceLogs(0)
            .getScopeLogs(0);
    assertThat(sent.getScope().getName()).isEqualTo("library");
    assertThat(sent.getScope().getVersion()).isEqualTo("1.2");
    assertThat(sent.getSchemaUrl()).isEqualTo("https://example.com/schema");
    assertThat(sent.getScope().getAttributesList())
        .singleElement()
        .matches(one -> one.getKey().equals("k") && one.getValue().getStringValue().equals("v"));
    assertThat(sent.getLogRecordsList())
        .extracting(record -> record.getBody().getStringValue())
        .containsExactly("text");
  }

  @Test
  void aRecordHasAllItsFields() {
    long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Logger logger = sink.provider().build().get("test");
    logger
        .logRecordBuilder()
        .setTimestamp(5, TimeUnit.SECONDS)
        .setObservedTimestamp(6, TimeUnit.SECONDS)
        .setSeverity(Severity.ERROR2)
        .setSeverityText("bad")
        .setBody(Value.of(KeyValue.of("k", Value.of(1)), KeyValue.of("b", Value.of(true))))
        .setAttribute(AttributeKey.stringKey("a"), "v")
        .setEventName("order.placed")
        .emit();
    logger.logRecordBuilder().emit();
    LogRecord record = sink.records().get(0);
    LogRecord empty = sink.records().get(1);
    assertThat(record.getTimeUnixNano()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    assertThat(record.getObservedTimeUnixNano()).isEqualTo(TimeUnit.SECONDS.toNanos(6));
    assertThat(record.getSeverityNumberValue()).isEqualTo(18);
    assertThat(record.getSeverityText()).isEqualTo("bad");
    assertThat(record.getBody().getKvlistValue().getValuesList())
        .extracting(io.opentelemetry.proto.common.v1.KeyValue::getKey)
        .containsExactly("k", "b");
    assertThat(record.getAttributes(0).getValue().getStringValue()).isEqualTo("v");
    assertThat(record.getEventName()).isEqualTo("order.placed");
    assertThat(empty.getTimeUnixNano()).isZero();
    assertThat(empty.getObservedTimeUnixNano()).isGreaterThanOrEqualTo(before - 1_000_000);
    assertThat(empty.getEventName()).isEmpty();
  }

  @Test
  void aRecordHasTheSpanOfItsContext() {
    Logger logger = sink.provider().build().get("test");
    try (Scope scope = inSpan().makeCurrent()) {
      logger.logRecordBuilder().emit();
      logger.logRecordBuilder().setContext(Context.root()).emit();
    }
    logger.logRecordBuilder().setContext(inSpan()).emit();
    logger.logRecordBuilder().emit();
    byte[] trace = HexFormat.of().parseHex(TRACE_ID);
    byte[] span = HexFormat.of().parseHex(SPAN_ID);
    for (int i : new int[] {0, 2}) {
      assertThat(sink.records().get(i).getTraceId().toByteArray()).isEqualTo(trace);
      assertThat(sink.records().get(i).getSpanId().toByteArray()).isEqualTo(span);
      assertThat(sink.records().get(i).getFlags()).isOne();
    }
    for (int i : new int[] {1, 3}) {
      assertThat(sink.records().get(i).getTraceId().isEmpty()).isTrue();
      assertThat(sink.records().get(i).getSpanId().isEmpty()).isTrue();
    }
  }

  /** A logger is off where each processor says so and nothing is exported. */
  @Test
  void processorsSayWhetherALoggerIsEnabled() {
    List<String> asked = new ArrayList<>();
    LogRecordProcessor warnings = quiet(Severity.WARN, asked);
    Logger one =
        RingletLoggerProvider.builder().addLogRecordProcessor(warnings).build().get("test");
    assertThat(one.isEnabled(Severity.INFO, inSpan())).isFalse();
    assertThat(one.isEnabled(Severity.WARN, inSpan())).isTrue();
    assertThat(asked).containsExactly("test INFO " + SPAN_ID, "test WARN " + SPAN_ID);
    Logger two =
        RingletLoggerProvider.builder()
            .addLogRecordProcessor(warnings)
            .addLogRecordProcessor(quiet(Severity.DEBUG, asked))
            .build()
            .get("test");
    assertThat(two.isEnabled(Severity.INFO)).isTrue();
    assertThat(two.isEnabled(Severity.TRACE)).isFalse();
    Logger exporting = sink.provider().addLogRecordProcessor(warnings).build().get("test");
    assertThat(exporting.isEnabled(Severity.INFO)).isTrue();
  }

  private static LogRecordProcessor quiet(Severity least, List<String> asked) {
    return new LogRecordProcessor() {
      @Override
      public void onEmit(Context context, ReadWriteLogRecord record) {}

      @Override
      public boolean isEnabled(InstrumentationScope scope, Severity severity, Context context) {
        String span = Span.fromContext(context).getSpanContext().getSpanId();
        asked.add(scope.getName() + " " + severity + " " + span);
        return severity.getSeverityNumber() >= least.getSeverityNumber();
      }
    };
  }
}
