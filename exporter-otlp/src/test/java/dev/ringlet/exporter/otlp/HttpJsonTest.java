// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.json.JsonJudge;
import dev.ringlet.exporter.otlp.internal.json.RandomMessages;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpSignal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP/HTTP with JSON bodies, from the properties to the bytes on the wire and back. */
class HttpJsonTest {
  private static final String JSON = "Content-Type: application/json\r\n";

  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private Exporter exporter(Signal signal, String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.exporter.otlp.endpoint", server.url(""));
    properties.put("otel.exporter.otlp.protocol", "http/json");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return OtlpExporters.fromConfig(signal, Config.of(properties, Map.of(), Map.of()));
  }

  private static Payload payload(Signal signal, Message message) {
    byte[] bytes = message.toByteArray();
    long deadline = Await.deadline();
    return new Payload(signal, bytes, 0, bytes.length, 10, deadline);
  }

  private static byte[] body(ScriptedServer.Received request) throws IOException {
    if (!request.headers().containsKey("content-encoding")) {
      return request.body();
    }
    assertThat(request.headers()).containsEntry("content-encoding", "gzip");
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      return gzip.readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void sendsEachSignalAsJson(Signal signal) throws Exception {
    OtlpSignal otlp = OtlpSignal.valueOf(signal.name());
    RandomMessages random = new RandomMessages(new Random(21));
    Message prototype = otlp.requestParser().parseFrom(new byte[0]);
    for (String compression : new String[] {"none", "gzip"}) {
      try (Exporter exporter = exporter(signal, "otel.exporter.otlp.compression", compression)) {
        for (int i = 0; i < 10; i++) {
          Message message = random.like(prototype);
          int before = server.requests().size();
          assertThat(exporter.export(payload(signal, message))).isSameAs(ExportResult.delivered());
          ScriptedServer.Received request = server.requests().get(before);
          assertThat(server.requests()).hasSize(before + 1);
          assertThat(request.line()).isEqualTo("POST " + otlp.path() + " HTTP/1.1");
          assertThat(request.headers()).containsEntry("content-type", "application/json");
          byte[] json = body(request);
          boolean packed = compression.equals("gzip") && json.length >= 1024;
          assertThat(request.headers().containsKey("content-encoding")).isEqualTo(packed);
          JsonJudge.assertSame(json, json.length, message);
        }
      }
    }
  }

  @Test
  void oneSignalAloneMayBeJson() throws Exception {
    Message message = OtlpExporterTest.request(3);
    String own = "otel.exporter.otlp.traces.protocol";
    try (Exporter traces =
            exporter(
                Signal.TRACES, "otel.exporter.otlp.protocol", "http/protobuf", own, "http/json");
        Exporter logs =
            exporter(
                Signal.LOGS, "otel.exporter.otlp.protocol", "http/protobuf", own, "http/json")) {
      assertThat(traces.export(payload(Signal.TRACES, message)).isSuccess()).isTrue();
      assertThat(logs.export(payload(Signal.LOGS, message)).isSuccess()).isTrue();
    }
    assertThat(server.requests())
        .extracting(request -> request.headers().get("content-type"))
        .containsExactly("application/json", "application/x-protobuf");
    assertThat(JsonJudge.read(server.requests().get(0).body(), message)).isEqualTo(message);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, "content-type: Application/JSON; charset=utf-8\r\n", ""})
  void readsPartialSuccess(String header) {
    byte[] body =
        text("{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too old\"}}");
    server.onRequest(ScriptedServer.answer(200, header, body));
    try (Exporter exporter = exporter(Signal.TRACES)) {
      ExportResult result = exporter.export(payload(Signal.TRACES, OtlpExporterTest.request(10)));
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PARTIAL);
      assertThat(result.rejectedItems()).isEqualTo(3);
      assertThat(result.message()).isEqualTo("too old");
    }
  }

  /** A length of 123 makes a protobuf answer look like a line break and a brace. */
  @Test
  void doesNotTakeProtobufForJson() {
    byte[] body = new byte[125];
    body[0] = 0x0A;
    body[1] = 123;
    body[2] = 0x08;
    body[3] = 7;
    body[4] = 0x12;
    body[5] = 119;
    Arrays.fill(body, 6, 125, (byte) 'x');
    for (String header : new String[] {"", "Content-Type: application/x-protobuf\r\n"}) {
      server.onRequest(ScriptedServer.answer(200, header, body));
      try (Exporter exporter = exporter(Signal.TRACES)) {
        ExportResult result = exporter.export(payload(Signal.TRACES, OtlpExporterTest.request(10)));
        assertThat(result.rejectedItems()).isEqualTo(7);
      }
    }
  }

  @Test
  void readsTheMessageOfAnError() {
    server.onRequest(
        ScriptedServer.answer(400, JSON, text("{\"code\":3,\"message\":\"unknown tenant\"}")));
    try (Exporter exporter = exporter(Signal.TRACES)) {
      ExportResult result = exporter.export(payload(Signal.TRACES, OtlpExporterTest.request(10)));
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.BAD_DATA);
      assertThat(result.message()).contains("HTTP 400: unknown tenant");
    }
  }

  @Test
  void sendsTheSameAgainAfterAFailure() {
    server.onRequest(ScriptedServer.answer(503, "Retry-After: 0\r\n", new byte[0]));
    Message message = OtlpExporterTest.request(10);
    try (Exporter exporter = exporter(Signal.TRACES)) {
      assertThat(exporter.export(payload(Signal.TRACES, message)).isSuccess()).isTrue();
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
    assertThat(JsonJudge.read(server.requests().get(1).body(), message)).isEqualTo(message);
  }

  /** Such bytes cannot become JSON; they are lost, counted, and nothing is sent. */
  @Test
  void refusesWhatIsNoMessage() {
    byte[] bytes = {0x0A, 0x7F, 1};
    long deadline = Await.deadline();
    try (Exporter exporter = exporter(Signal.TRACES)) {
      ExportResult result =
          exporter.export(new Payload(Signal.TRACES, bytes, 0, bytes.length, 1, deadline));
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
      assertThat(exporter.export(payload(Signal.TRACES, OtlpExporterTest.request(1))).isSuccess())
          .isTrue();
    }
    assertThat(server.requests()).hasSize(1);
  }
}
