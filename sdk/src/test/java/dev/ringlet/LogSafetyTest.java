// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.LogRecorder;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.logs.ReadWriteLogRecord;
import dev.ringlet.logs.RingletLoggerBuilder;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is logged, and whatever the application's own code does, nothing is thrown. */
class LogSafetyTest {

  private final OtlpCapture collector = OtlpCapture.start();

  @AfterEach
  void stop() {
    collector.close();
  }

  private RingletSdk.Builder sdk() {
    return RingletSdk.builder()
        .property("otel.exporter.otlp.endpoint", collector.endpoint())
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("ringlet.shutdown.hook", "false");
  }

  /** Sends all and returns what arrived, after a look at the books. */
  private List<LogRecord> arrived(RingletSdk sdk, long emitted) {
    assertThat(sdk.flush(LONG)).as("%s", sdk.health()).isTrue();
    SignalHealth health = sdk.health().signal(Signal.LOGS);
    assertThat(health.produced()).isEqualTo(emitted);
    assertThat(health.exported() + health.totalDropped()).isEqualTo(emitted);
    List<LogRecord> records =
        collector.logs().stream()
            .flatMap(request -> request.getResourceLogsList().stream())
            .flatMap(resource -> resource.getScopeLogsList().stream())
            .flatMap(scope -> scope.getLogRecordsList().stream())
            .toList();
    assertThat(health.exported()).isEqualTo(records.size());
    return records;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingForEveryArgument(boolean processed) {
    RingletSdk.Builder builder = sdk();
    if (processed) {
      builder.addLogRecordProcessor((context, record) -> setNothing(record));
    }
    try (RingletSdk sdk = builder.build()) {
      Logger logger =
          sdk.getLogsBridge()
              .loggerBuilder(null)
              .setInstrumentationVersion(null)
              .setSchemaUrl(null)
              .build();
      sdk.getLogsBridge().get(null).logRecordBuilder().emit();
      assertThat(logger.isEnabled(null)).isFalse();
      assertThat(logger.isEnabled(Severity.INFO, null)).isFalse();
      setNothing(logger.logRecordBuilder()).emit();
      setNothing(setNothing(logger.logRecordBuilder()).setBody("kept").setAttribute("k", "v"))
          .setBody("kept")
          .emit();
      assertThat(arrived(sdk, 3).get(2).getBody().getStringValue()).isEqualTo("kept");
      assertThat(arrived(sdk, 3).get(2).getAttributesList()).hasSize(1);
      assertThat(sdk.health().caughtErrors()).isZero();
    }
  }

  private static LogRecordBuilder setNothing(LogRecordBuilder builder) {
    return builder
        .setTimestamp(null)
        .setTimestamp(1, null)
        .setObservedTimestamp(null)
        .setObservedTimestamp(1, null)
        .setContext(null)
        .setSeverity(null)
        .setSeverityText(null)
        .setBody((String) null)
        .setBody((Value<?>) null)
        .setEventName(null)
        .setException(null)
        .setAllAttributes(null)
        .setAttribute((AttributeKey<String>) null, null)
        .setAttribute((AttributeKey<String>) null, "value")
        .setAttribute(AttributeKey.stringKey("key"), null)
        .setAttribute(AttributeKey.stringKey(""), "value")
        .setAttribute((String) null, "value")
        .setAttribute("key", (String) null)
        .setAttribute((String) null, 1)
        .setAttribute((String) null, 1L)
        .setAttribute((String) null, 1.0)
        .setAttribute((String) null, true)
        .setAttribute("key", (Value<?>) null)
        .setAttribute((String) null, Value.of(1));
  }

  private static void setNothing(ReadWriteLogRecord record) {
    record
        .setAttribute((AttributeKey<String>) null, "value")
        .setAttribute(AttributeKey.stringKey("key"), null)
        .setSeverity(null)
        .setSeverityText(null)
        .setEventName(null);
    record.getAttribute((AttributeKey<String>) null);
  }

  @Test
  void nothingForTheRecorder() {
    try (RingletSdk sdk = sdk().build()) {
      LogRecorder recorder =
          ((RingletLoggerBuilder) sdk.getLogsBridge().loggerBuilder("test")).buildRecorder();
      long record = recorder.begin(null, null);
      recorder.put(record, (String) null, "value");
      recorder.put(record, "key", (String) null);
      recorder.put(record, (String) null, 1L);
      recorder.put(record, (String) null, 1.0);
      recorder.put(record, (String) null, true);
      recorder.setBody(record, null);
      recorder.setSeverityText(record, null);
      recorder.setEventName(record, null);
      recorder.emit(record);
      recorder.emit(record);
      recorder.emit(0);
      recorder.discard(-1);
      assertThat(arrived(sdk, 1)).hasSize(1);
    }
  }

  @Test
  void hugeRecords() {
    try (RingletSdk sdk =
        sdk()
            .property("ringlet.blrp.max.queue.bytes", "1m")
            .addLogRecordProcessor((context, record) -> record.getAttributes())
            .build()) {
      Logger logger = sdk.getLogsBridge().get("test");
      logger.logRecordBuilder().setBody("ä".repeat(10_000_000)).emit();
      logger.logRecordBuilder().setBody(Value.of(new byte[10_000_000])).emit();
      LogRecordBuilder many = logger.logRecordBuilder().setBody("many attributes");
      for (int i = 0; i < 10_000; i++) {
        many.setAttribute("key " + i, "value".repeat(1_000));
      }
      many.emit();
      logger.logRecordBuilder().setBody(nested(100_000)).emit();
      logger.logRecordBuilder().setBody("small").emit();
      List<LogRecord> records = arrived(sdk, 5);
      assertThat(records)
          .anyMatch(one -> one.getBody().getStringValue().equals("small"))
          .allMatch(one -> one.getSerializedSize() < 1 << 20);
      assertThat(sdk.health().signal(Signal.LOGS).dropped(DropCause.TOO_LARGE)).isZero();
      assertThat(records)
          .anyMatch(one -> one.getBody().getStringValue().contains("ä... [truncated, length 1"));
    }
  }

  private static Value<?> nested(int depth) {
    Value<?> value = Value.of("innermost");
    for (int i = 0; i < depth; i++) {
      value = Value.of(value);
    }
    return value;
  }

  @Test
  void timesBeyondAllBounds() {
    try (RingletSdk sdk = sdk().build()) {
      Logger logger = sdk.getLogsBridge().get("test");
      for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1))) {
        logger.logRecordBuilder().setTimestamp(time).setObservedTimestamp(time).emit();
      }
      for (long time : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
        logger.logRecordBuilder().setTimestamp(time, TimeUnit.DAYS).emit();
        logger.logRecordBuilder().setObservedTimestamp(time, TimeUnit.NANOSECONDS).emit();
      }
      assertThat(arrived(sdk, 9)).hasSize(9);
    }
  }

  @Test
  void processorsThatThrow() {
    RingletSdk sdk =
        sdk()
            .addLogRecordProcessor(new ThrowingProcessor())
            .addLogRecordProcessor(
                (context, record) -> record.setAttribute(AttributeKey.stringKey("by"), "second"))
            .setLoggerConfigurator(
                scope -> {
                  throw new NoClassDefFoundError("configurator");
                })
            .build();
    Logger logger = sdk.getLogsBridge().get("test");
    assertThat(logger.isEnabled(Severity.INFO)).isTrue();
    for (int i = 0; i < 100; i++) {
      logger.logRecordBuilder().setBody("body").emit();
    }
    assertThat(sdk.flush(LONG)).as("a processor could not flush").isFalse();
    assertThat(sdk.health().signal(Signal.LOGS).exported()).isEqualTo(100);
    sdk.close();
    assertThat(sdk.health().caughtErrors()).isGreaterThanOrEqualTo(1 + 100 + 1 + 1);
    assertThat(collector.logs().get(0).getResourceLogs(0).getScopeLogs(0).getLogRecordsList())
        .isNotEmpty()
        .allMatch(one -> one.getAttributes(0).getValue().getStringValue().equals("second"));
  }

  @Test
  void aProcessorThatThrowsWhereNothingIsExported() {
    RingletSdk sdk =
        sdk()
            .property("otel.logs.exporter", "none")
            .addLogRecordProcessor(new ThrowingProcessor())
            .build();
    Logger logger = sdk.getLogsBridge().get("test");
    assertThat(logger.isEnabled(Severity.INFO)).isTrue();
    logger.logRecordBuilder().emit();
    assertThat(sdk.health().caughtErrors()).isEqualTo(2);
    sdk.close();
  }

  @Test
  void aBodyThatThrowsIsCountedOnce() {
    try (RingletSdk sdk = sdk().build()) {
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody(new ThrowingValue()).emit();
      assertThat(sdk.health().caughtErrors()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void argumentsThatThrow(boolean processed) {
    RingletSdk.Builder builder =
        sdk().setLoggerConfigurator(scope -> LoggerConfig.create(Severity.TRACE, true));
    if (processed) {
      builder.addLogRecordProcessor((context, record) -> record.getAttributes());
    }
    try (RingletSdk sdk = builder.build()) {
      Logger logger = sdk.getLogsBridge().get("test");
      assertThatCode(
              () -> {
                logger.logRecordBuilder().setAttribute(new ThrowingKey(), "value").emit();
                logger.logRecordBuilder().setException(new ThrowingException()).emit();
                logger.logRecordBuilder().setContext(new ThrowingContext()).emit();
                logger.logRecordBuilder().setBody(new ThrowingValue()).emit();
                logger.isEnabled(Severity.INFO, new ThrowingContext());
              })
          .doesNotThrowAnyException();
      logger.logRecordBuilder().setBody("last").emit();
      List<LogRecord> records = arrived(sdk, 5);
      assertThat(records.get(records.size() - 1).getBody().getStringValue()).isEqualTo("last");
      assertThat(sdk.health().caughtErrors()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void aClockThatFails() {
    try (RingletSdk sdk = sdk().setClock(new FailingClock()).build()) {
      Logger logger = sdk.getLogsBridge().get("test");
      for (int i = 0; i < 200; i++) {
        logger.logRecordBuilder().emit();
      }
      assertThat(arrived(sdk, 200)).hasSizeGreaterThan(50);
    }
  }

  @Test
  void recordsAfterClose() {
    RingletSdk sdk = sdk().build();
    Logger logger = sdk.getLogsBridge().get("test");
    LogRecorder recorder =
        ((RingletLoggerBuilder) sdk.getLogsBridge().loggerBuilder("test")).buildRecorder();
    LogRecordBuilder begun = logger.logRecordBuilder().setBody("late");
    long token = recorder.begin(Severity.INFO);
    sdk.close();
    begun.emit();
    logger.logRecordBuilder().setBody("later").setAttribute("k", 1).emit();
    sdk.getLogsBridge().get("other").logRecordBuilder().emit();
    recorder.emit(token);
    recorder.emit(recorder.begin(Severity.INFO));
    assertThat(logger.isEnabled(Severity.ERROR)).isFalse();
    SignalHealth health = sdk.health().signal(Signal.LOGS);
    assertThat(health.exported()).isZero();
    assertThat(health.produced()).isEqualTo(health.dropped(DropCause.AFTER_CLOSE)).isEqualTo(1);
    sdk.close();
  }

  @Test
  void interruptsOfTheWorkerAndOfTheApplication() throws Exception {
    RingletSdk sdk = sdk().property("otel.blrp.schedule.delay", "1ms").build();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  Thread.currentThread().interrupt();
                  sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line").emit();
                  if (!Thread.interrupted()) {
                    throw new AssertionError("the interrupt is gone");
                  }
                }
              });
      thread.setUncaughtExceptionHandler((which, error) -> failure.set(error));
      thread.start();
      threads.add(thread);
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("ringlet-logs"))
          .forEach(Thread::interrupt);
      Thread.yield();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
    sdk.getLogsBridge().get("test").logRecordBuilder().setBody("undisturbed").emit();
    sdk.flush(LONG);
    sdk.close();
    SignalHealth health = sdk.health().signal(Signal.LOGS);
    assertThat(health.produced()).isEqualTo(3_001);
    assertThat(health.exported()).isPositive().isEqualTo(3_001 - health.totalDropped());
  }

  private static final class ThrowingProcessor implements LogRecordProcessor {
    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
      throw new StackOverflowError("emit");
    }

    @Override
    public boolean isEnabled(InstrumentationScope scope, Severity severity, Context context) {
      throw new IllegalStateException("enabled");
    }

    @Override
    public boolean flush(Duration timeout) {
      throw new NoClassDefFoundError("flush");
    }

    @Override
    public void close() {
      throw new IllegalStateException("close");
    }
  }

  private static final class ThrowingKey implements AttributeKey<String> {
    @Override
    public String getKey() {
      throw new IllegalStateException("key");
    }

    @Override
    public AttributeType getType() {
      throw new IllegalStateException("type");
    }
  }

  private static final class ThrowingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("message");
    }
  }

  private static final class ThrowingContext implements Context {
    @Override
    public <V> V get(ContextKey<V> key) {
      throw new IllegalStateException("get");
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      throw new IllegalStateException("with");
    }
  }

  private static final class ThrowingValue implements Value<String> {
    @Override
    public ValueType getType() {
      throw new IllegalStateException("type");
    }

    @Override
    public String getValue() {
      throw new IllegalStateException("value");
    }

    @Override
    public String asString() {
      throw new IllegalStateException("text");
    }
  }
}
