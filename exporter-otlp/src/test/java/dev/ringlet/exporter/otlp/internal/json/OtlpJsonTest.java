// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.sun.management.ThreadMXBean;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpJsonTest {
  private static final int MESSAGES = 250;
  private static final int ROUNDS = 160;

  private final JsonBuffer buffer = new JsonBuffer();
  private final OtlpJson json = new OtlpJson(buffer);
  volatile byte[] canary;

  private String write(Signal signal, byte[] message) {
    buffer.clear();
    json.write(signal, message, 0, message.length);
    return new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
  }

  private static Parser<? extends Message> parser(Signal signal) {
    return DiscardUnknownFieldsParser.wrap(OtlpSignal.valueOf(signal.name()).requestParser());
  }

  @Test
  void writesTheExampleOfTheSpecification() {
    Span span =
        Span.newBuilder()
            .setTraceId(bytes("5B8EFFF798038103D269B633813FC60C"))
            .setSpanId(bytes("EEE19B7EC3C1B174"))
            .setName("I'm a \"server\" span")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(1544712660000000000L)
            .addAttributes(
                KeyValue.newBuilder().setKey("n").setValue(AnyValue.newBuilder().setIntValue(-5)))
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .build();
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
            .build();
    assertThat(write(Signal.TRACES, request.toByteArray()))
        .isEqualTo(
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{"
                + "\"traceId\":\"5b8efff798038103d269b633813fc60c\","
                + "\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"I'm a \\\"server\\\" span\","
                + "\"kind\":2,\"startTimeUnixNano\":\"1544712660000000000\","
                + "\"attributes\":[{\"key\":\"n\",\"value\":{\"intValue\":\"-5\"}}],"
                + "\"status\":{\"code\":2}}]}]}]}");
  }

  private static ByteString bytes(String hex) {
    return ByteString.fromHex(hex);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void jsonIsEquivalentToTheMessage(Signal signal) throws Exception {
    Random random = new Random(5 + signal.ordinal());
    RandomMessages messages = new RandomMessages(random);
    Message prototype = parser(signal).parseFrom(new byte[0]);
    for (int i = 0; i < MESSAGES; i++) {
      Message message = messages.like(prototype);
      byte[] encoded = message.toByteArray();
      byte[] amid = new byte[encoded.length + 14];
      random.nextBytes(amid);
      System.arraycopy(encoded, 0, amid, 7, encoded.length);
      buffer.clear();
      json.write(signal, amid, 7, encoded.length);
      JsonJudge.assertSame(buffer.bytes(), buffer.length(), message);
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void readsUnusualEncodingsAsProtobufDoes(Signal signal) throws Exception {
    Random random = new Random(50 + signal.ordinal());
    RandomMessages messages = new RandomMessages(random);
    ScrambledEncoding scrambled = new ScrambledEncoding(random);
    Message prototype = parser(signal).parseFrom(new byte[0]);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] encoded = scrambled.encode(messages.like(prototype));
      Message message = parser(signal).parseFrom(encoded);
      write(signal, encoded);
      JsonJudge.assertSame(buffer.bytes(), buffer.length(), message);
    }
  }

  /**
   * Not compared with protobuf-java, which merges a message with its part before another member; by
   * the protocol only the last member counts.
   */
  @Test
  void onlyTheLastMemberOfAOneofIsWritten() {
    ByteString body =
        list(1).concat(AnyValue.newBuilder().setBoolValue(true).build().toByteString());
    assertThat(body(body)).isEqualTo("{\"boolValue\":true}");
    assertThat(body(body.concat(list(2))))
        .isEqualTo("{\"arrayValue\":{\"values\":[{\"intValue\":\"2\"}]}}");
    assertThat(body(body.concat(list(2)).concat(list(3))))
        .isEqualTo("{\"arrayValue\":{\"values\":[{\"intValue\":\"2\"},{\"intValue\":\"3\"}]}}");
  }

  @Test
  void emptyListAndMapHaveEmptyValues() {
    ByteString list =
        AnyValue.newBuilder().setArrayValue(ArrayValue.getDefaultInstance()).build().toByteString();
    ByteString map =
        AnyValue.newBuilder()
            .setKvlistValue(KeyValueList.getDefaultInstance())
            .build()
            .toByteString();
    assertThat(body(list)).isEqualTo("{\"arrayValue\":{\"values\":[]}}");
    assertThat(body(map)).isEqualTo("{\"kvlistValue\":{\"values\":[]}}");
    assertThat(body(ByteString.EMPTY)).isEqualTo("{}");
  }

  private static ByteString list(int value) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setIntValue(value)))
        .build()
        .toByteString();
  }

  /** Returns the JSON of a log record's body. */
  private String body(ByteString encoded) {
    ByteString message = encoded;
    for (int field : new int[] {LogRecord.BODY_FIELD_NUMBER, 2, 2, 1}) {
      byte[] head = {(byte) (field << 3 | 2), (byte) message.size()};
      message = ByteString.copyFrom(head).concat(message);
    }
    String text = write(Signal.LOGS, message.toByteArray());
    String before = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":";
    assertThat(text).startsWith(before).endsWith("}]}]}]}");
    return text.substring(before.length(), text.length() - 7);
  }

  /** Malformed bytes throw IllegalArgumentException and nothing else. */
  @ParameterizedTest
  @EnumSource(Signal.class)
  void refusesMalformedMessages(Signal signal) throws Exception {
    Random random = new Random(500 + signal.ordinal());
    RandomMessages messages = new RandomMessages(random);
    Message prototype = parser(signal).parseFrom(new byte[0]);
    int refused = 0;
    int written = 0;
    for (int i = 0; i < 2 * MESSAGES; i++) {
      byte[] encoded = messages.like(prototype).toByteArray();
      for (int flips = 1 + random.nextInt(3); flips > 0 && encoded.length > 0; flips--) {
        encoded[random.nextInt(encoded.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int length = random.nextBoolean() ? encoded.length : random.nextInt(encoded.length + 1);
      buffer.clear();
      try {
        json.write(signal, encoded, 0, length);
      } catch (IllegalArgumentException e) {
        refused++;
        continue;
      }
      written++;
      JsonJudge.parse(buffer.bytes(), buffer.length()); // changed content must still be valid JSON
    }
    assertThat(refused).isGreaterThan(MESSAGES / 10);
    assertThat(written).isGreaterThan(MESSAGES / 10);
  }

  @Test
  void limitsTheDepthOfMessages() {
    AnyValue value = AnyValue.newBuilder().setStringValue("deep").build();
    for (int i = 0; i < 300; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(LogRecord.newBuilder().setBody(value))))
            .build();
    String text = write(Signal.LOGS, request.toByteArray());
    assertThat(text).endsWith("}]}]}]}").doesNotContain("deep");
    JsonJudge.parse(buffer.bytes(), buffer.length());
  }

  @Test
  void emptyRequestIsAnEmptyObject() {
    for (Signal signal : Signal.values()) {
      assertThat(write(signal, new byte[0])).isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void allocatesNothing(Signal signal) throws Exception {
    Message prototype = parser(signal).parseFrom(new byte[0]);
    byte[][] messages = new byte[8][];
    RandomMessages random = new RandomMessages(new Random(9));
    for (int i = 0; i < messages.length; i++) {
      messages[i] = random.like(prototype).toByteArray();
    }
    assertThat(bytesAllocated(signal, messages, 0)).isZero();
    assertThat(bytesAllocated(signal, messages, 16)).isGreaterThanOrEqualTo(16 * ROUNDS);
  }

  /** The minimum of several rounds, because the JVM allocates occasionally. */
  private long bytesAllocated(Signal signal, byte[][] messages, int canaryBytes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int tries = 0; tries < 5; tries++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        byte[] message = messages[i % messages.length];
        buffer.clear();
        json.write(signal, message, 0, message.length);
        if (canaryBytes > 0) {
          canary = new byte[canaryBytes];
        }
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
