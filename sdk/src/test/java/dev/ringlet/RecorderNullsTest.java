// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.logs.LogRecorder;
import dev.ringlet.logs.RingletLoggerBuilder;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.trace.RingletTracerBuilder;
import dev.ringlet.trace.SpanRecorder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The recorders of spans and of log records give the same answers to null. */
class RecorderNullsTest {

  /** What both recorders have. */
  private interface Puts {
    void put(String key, String value);

    void put(String key, long value);

    void put(String key, double value);

    void put(String key, boolean value);

    void putKey(AttributeKey<String> key, String value);

    void putLong(AttributeKey<Long> key, long value);

    void putDouble(AttributeKey<Double> key, double value);

    void putBoolean(AttributeKey<Boolean> key, boolean value);
  }

  /** A key of the application's own class, which has no name or fails. */
  private record BadKey<T>(boolean fails) implements AttributeKey<T> {
    @Override
    public String getKey() {
      if (fails) {
        throw new IllegalStateException("expected");
      }
      return null;
    }

    @Override
    public AttributeType getType() {
      return null;
    }
  }

  private static void putNothing(Puts puts) {
    puts.put(null, "value");
    puts.put("", "value");
    puts.put("key", null);
    puts.put(null, (String) null);
    puts.put(null, 1L);
    puts.put(null, 1.0);
    puts.put(null, true);
    for (boolean fails : new boolean[] {false, true}) {
      puts.putKey(new BadKey<>(fails), "value");
      puts.putLong(new BadKey<>(fails), 1);
      puts.putDouble(new BadKey<>(fails), 1);
      puts.putBoolean(new BadKey<>(fails), true);
    }
    puts.putKey(null, "value");
    puts.putKey(AttributeKey.stringKey("key"), null);
    puts.putLong(null, 1);
    puts.putDouble(null, 1);
    puts.putBoolean(null, true);
    puts.put("kept", "value");
  }

  @Test
  void attributesThatAreNullAreLeftOut() {
    List<KeyValue> ofSpan = span(RecorderNullsTest::putNothing).getAttributesList();
    List<KeyValue> ofLog = log(RecorderNullsTest::putNothing).getAttributesList();

    assertThat(ofSpan).extracting(KeyValue::getKey).containsExactly("kept");
    assertThat(ofLog).isEqualTo(ofSpan);
  }

  @Test
  void namesThatAreNullStandForNone() {
    Span span = span(puts -> {});
    LogRecord log = log(puts -> {});

    assertThat(span.getName()).isEqualTo("<unspecified span name>");
    assertThat(span.getEventsList()).isEmpty();
    assertThat(span.getStatus().getMessage()).isEmpty();
    assertThat(log.getEventName()).isEmpty();
    assertThat(log.getSeverityText()).isEmpty();
    assertThat(log.getSeverityNumberValue()).isZero();
    assertThat(log.hasBody()).isFalse();
  }

  private static Span span(Consumer<Puts> action) {
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSdk sdk = sdk(capture)) {
      SpanRecorder recorder = ((RingletTracerBuilder) sdk.tracerBuilder("test")).buildRecorder();
      long handle = recorder.start(null, null, null);
      recorder.addEvent(handle, null);
      recorder.setStatus(handle, null, null);
      recorder.setStatus(handle, StatusCode.ERROR, null);
      action.accept(
          new Puts() {
            @Override
            public void put(String key, String value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void put(String key, long value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void put(String key, double value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void put(String key, boolean value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putKey(AttributeKey<String> key, String value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putLong(AttributeKey<Long> key, long value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putDouble(AttributeKey<Double> key, double value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putBoolean(AttributeKey<Boolean> key, boolean value) {
              recorder.put(handle, key, value);
            }
          });
      recorder.end(handle);
      assertThat(sdk.flush(LONG)).isTrue();
      return capture.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }
  }

  private static LogRecord log(Consumer<Puts> action) {
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSdk sdk = sdk(capture)) {
      LogRecorder recorder =
          ((RingletLoggerBuilder) sdk.getLogsBridge().loggerBuilder("test")).buildRecorder();
      long handle = recorder.begin(null, null);
      recorder.setBody(handle, null);
      recorder.setEventName(handle, null);
      recorder.setSeverityText(handle, null);
      action.accept(
          new Puts() {
            @Override
            public void put(String key, String value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void put(String key, long value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void put(String key, double value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void put(String key, boolean value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putKey(AttributeKey<String> key, String value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putLong(AttributeKey<Long> key, long value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putDouble(AttributeKey<Double> key, double value) {
              recorder.put(handle, key, value);
            }

            @Override
            public void putBoolean(AttributeKey<Boolean> key, boolean value) {
              recorder.put(handle, key, value);
            }
          });
      recorder.emit(handle);
      assertThat(sdk.flush(LONG)).isTrue();
      return capture.logs().get(0).getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
    }
  }

  private static RingletSdk sdk(OtlpCapture capture) {
    return RingletSdk.builder()
        .property("otel.exporter.otlp.endpoint", capture.endpoint())
        .property("otel.metrics.exporter", "none")
        .build();
  }
}
