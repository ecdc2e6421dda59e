// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects of the application's own classes that throw from every method. */
class LogHostileObjectsTest {
  private final LogSink sink = new LogSink(true);
  private final RingletLoggerProvider provider =
      sink.provider().setLoggerConfigurator(LogHostileObjectsTest::config).build();
  private final Logger logger = provider.get("test");

  private int lost;

  private static LoggerConfig config(dev.ringlet.common.InstrumentationScope scope) {
    return scope.getName().equals("traced")
        ? LoggerConfig.create(Severity.TRACE, true)
        : LoggerConfig.enabled();
  }

  private static <T> T throwing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("from " + method.getName());
            }));
  }

  private static Context inBrokenSpan() {
    return Context.root().with(Span.wrap(throwing(SpanContext.class)));
  }

  /** A key whose name or type is null. */
  private static AttributeKey<String> nameless(boolean name) {
    return new AttributeKey<>() {
      @Override
      public String getKey() {
        return name ? "key" : null;
      }

      @Override
      public AttributeType getType() {
        return name ? null : AttributeType.STRING;
      }
    };
  }

  @AfterEach
  void lossIsCounted() {
    assertThat(sink.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(lost);
  }

  @Test
  @SuppressWarnings("unchecked")
  void anAttributeKeyCostsItselfOnly() {
    LogRecordBuilder builder = logger.logRecordBuilder();
    for (int i = 0; i < 300; i++) {
      builder.setAttribute(throwing(AttributeKey.class), "value");
      builder.setAttribute(nameless(true), "value");
      builder.setAttribute(nameless(false), "value");
      builder.setAttribute("key " + i % 100, i);
    }
    builder.setException(new Exception("text")).emit();

    assertThat(sink.record().getAttributesList())
        .extracting(pair -> pair.getKey())
        .contains("key 0", "key 99")
        .doesNotContain("key");
  }

  @Test
  void attributesCostThemselvesOnly() {
    logger
        .logRecordBuilder()
        .setAllAttributes(throwing(Attributes.class))
        .setAttribute("key", "value")
        .emit();

    assertThat(sink.record().getAttributesCount()).isEqualTo(1);
  }

  @Test
  void aSpanContextCostsItselfOnly() {
    provider.get("traced").logRecordBuilder().setContext(inBrokenSpan()).setBody("body").emit();

    LogRecord record = sink.record();
    assertThat(record.getBody().getStringValue()).isEqualTo("body");
    assertThat(record.getTraceId().size()).isZero();
  }

  @Test
  void aSpanContextCostsTheRecorderNoPlace() {
    LogRecorder recorder = provider.loggerBuilder("traced").buildRecorder();
    for (int i = 0; i < 2 * LogRecorder.MAX_RECORDS; i++) {
      long handle = recorder.begin(Severity.INFO, inBrokenSpan());
      assertThat(handle).isNotZero();
      recorder.emit(handle);
    }
    assertThat(sink.records()).hasSize(2 * LogRecorder.MAX_RECORDS);
  }

  @Test
  void aContextCostsItsRecord() {
    LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
    recorder.discard(recorder.begin(Severity.INFO, throwing(Context.class)));
    logger.logRecordBuilder().setContext(throwing(Context.class)).emit();
    assertThat(logger.isEnabled(Severity.INFO, throwing(Context.class))).isTrue();
    lost = 2;
  }

  @Test
  void aConfiguratorMayAskForLoggers() {
    AtomicReference<RingletLoggerProvider> own = new AtomicReference<>();
    RingletLoggerProvider asked =
        sink.provider()
            .setLoggerConfigurator(
                scope -> {
                  own.get().get("other").logRecordBuilder().setBody("asked").emit();
                  own.get().get(scope.getName() + " too");
                  return LoggerConfig.enabled();
                })
            .build();
    own.set(asked);
    asked.get("test").logRecordBuilder().setBody("body").emit();

    assertThat(sink.records())
        .extracting(record -> record.getBody().getStringValue())
        .contains("body", "asked");
  }
}
