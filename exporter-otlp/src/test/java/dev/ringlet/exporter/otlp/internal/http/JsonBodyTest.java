// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.json.JsonJudge;
import dev.ringlet.exporter.otlp.internal.json.RandomMessages;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpSignal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  /** Bodies of different sizes, on one connection and in one buffer. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachClientSendsJsonAndReadsTheResponse(boolean jdk) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      TransportSettings settings =
          new TransportSettings(
              Protocol.HTTP_JSON,
              Endpoint.parse(server.url("/v1/metrics")),
              Map.of(),
              0,
              1,
              1 << 20,
              null,
              null);
      HttpTransport transport =
          jdk ? new JdkHttpTransport(settings) : new OkHttpTransport(settings);
      RandomMessages random = new RandomMessages(new Random(41));
      Message prototype = OtlpSignal.METRICS.requestParser().parseFrom(new byte[0]);
      byte[] answer =
          "{\"partialSuccess\":{\"rejectedDataPoints\":\"2\"}}".getBytes(StandardCharsets.UTF_8);
      try (HttpSender sender =
          new HttpSender(settings, () -> transport, null, Compression.NONE, 1 << 30)) {
        for (int i = 0; i < 30; i++) {
          Message message = random.like(prototype);
          byte[] bytes = message.toByteArray();
          long deadline = Await.deadline();
          server.onRequest(
              ScriptedServer.answer(200, "Content-Type: application/json\r\n", answer));
          ExportResult result =
              sender.export(new Payload(Signal.METRICS, bytes, 0, bytes.length, 5, deadline));
          assertThat(result.rejectedItems()).isEqualTo(2);
          ScriptedServer.Received request = server.requests().get(i);
          assertThat(request.headers()).containsEntry("content-type", "application/json");
          JsonJudge.assertSame(request.body(), request.body().length, message);
        }
      }
    }
  }
}
