// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExportersTest {
  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private static Config config(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return Config.of(settings, Map.of(), Map.of());
  }

  private static ExportResult export(Exporter exporter, Signal signal, int length) {
    long deadline = Await.deadline();
    return exporter.export(new Payload(signal, new byte[length], 0, length, 1, deadline));
  }

  private ScriptedServer.Received received(Signal signal, String... pairs) {
    try (Exporter exporter = OtlpExporters.fromConfig(signal, config(pairs))) {
      assertThat(export(exporter, signal, 2000)).isSameAs(ExportResult.delivered());
    }
    return server.requests().get(server.requests().size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /v1/logs",
    "/, /v1/logs",
    "/base, /base/v1/logs",
    "/base/, /base/v1/logs",
    "/v1/logs, /v1/logs/v1/logs"
  })
  void appendsThePathToTheGeneralEndpoint(String base, String path) {
    String line = received(Signal.LOGS, "otel.exporter.otlp.endpoint", server.url(base)).line();
    assertThat(line).isEqualTo("POST " + path + " HTTP/1.1");
  }

  @ParameterizedTest
  @CsvSource({"'', /", "/, /", "/base, /base", "/a/v1/x/, /a/v1/x/", "/x?token=1, /x?token=1"})
  void takesTheEndpointOfASignalAsItIs(String own, String path) {
    String line =
        received(
                Signal.LOGS,
                "otel.exporter.otlp.endpoint",
                "http://127.0.0.1:1/",
                "otel.exporter.otlp.logs.endpoint",
                server.url(own))
            .line();
    assertThat(line).isEqualTo("POST " + path + " HTTP/1.1");
  }

  @Test
  void sendsToTheUsualPlacesByDefault() {
    try (Exporter exporter = OtlpExporters.fromConfig(Signal.METRICS, config())) {
      assertThat(exporter.toString()).contains("http://localhost:4318/v1/metrics");
      assertThat(exporter.maxConcurrentExports()).isEqualTo(1);
    }
  }

  @Test
  void usesTheNextEndpointAndKeepsTheCredentialsOfTheFirst() {
    try (ScriptedServer other = ScriptedServer.start()) {
      String key = "ringlet.exporter.otlp.endpoints";
      Config config =
          config(
              key,
              server.url("") + "," + other.url("/base") + "," + server.url("/again"),
              "otel.exporter.otlp.headers",
              "x-key=of-the-first",
              key + ".2.headers",
              "x-other=of-the-second");
      server.onRequest(ScriptedServer.answer(503));
      try (Exporter exporter = OtlpExporters.fromConfig(Signal.LOGS, config)) {
        assertThat(export(exporter, Signal.LOGS, 9)).isSameAs(ExportResult.delivered());
        other.onRequest(ScriptedServer.answer(503));
        assertThat(export(exporter, Signal.LOGS, 9)).isSameAs(ExportResult.delivered());
      }
      assertThat(other.requests().get(0).line()).isEqualTo("POST /base/v1/logs HTTP/1.1");
      assertThat(other.requests().get(0).headers())
          .containsEntry("x-other", "of-the-second")
          .doesNotContainKey("x-key");
      assertThat(server.requests().get(1).line()).isEqualTo("POST /again/v1/logs HTTP/1.1");
      assertThat(server.requests().get(1).headers()).containsEntry("x-key", "of-the-first");
      assertThat(other.requests()).hasSize(2);
    }
  }

  @Test
  void endpointsOfASignalAreTakenAsTheyAre() {
    String own = "ringlet.exporter.otlp.logs.endpoints";
    try (Exporter exporter =
        OtlpExporters.fromConfig(
            Signal.LOGS,
            config(
                own,
                "https://a/x, http://b:4317",
                "otel.exporter.otlp.logs.endpoint",
                "http://c"))) {
      assertThat(exporter.toString())
          .endsWith("-> http/protobuf https://a/x, grpc http://b:4317/}");
    }
    assertThatThrownBy(
            () -> OtlpExporters.fromConfig(Signal.LOGS, config(own, "http://a,s3cret:/")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(own + ": ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void theEndpointOfASignalReplacesTheGeneralListAndDoesNotGetItsHeaders() {
    String list = "ringlet.exporter.otlp.endpoints";
    ScriptedServer.Received request =
        received(
            Signal.LOGS,
            list,
            "http://127.0.0.1:1,http://127.0.0.1:2",
            list + ".1.headers",
            "x-key=of-the-first",
            "otel.exporter.otlp.headers",
            "x-all=1",
            "otel.exporter.otlp.logs.endpoint",
            server.url("/own"));
    assertThat(request.line()).isEqualTo("POST /own HTTP/1.1");
    assertThat(request.headers()).containsEntry("x-all", "1").doesNotContainKey("x-key");
  }

  @Test
  void acceptsAHostNameWithAnUnderscore() {
    Config config = config("otel.exporter.otlp.endpoint", "http://otel_collector:4318");
    try (Exporter exporter = OtlpExporters.fromConfig(Signal.METRICS, config)) {
      assertThat(exporter.toString()).contains("http://otel_collector:4318/v1/metrics");
    }
  }

  @Test
  void decodesHeaders() {
    ScriptedServer.Received request =
        received(
            Signal.TRACES,
            "otel.exporter.otlp.endpoint",
            server.url(""),
            "otel.exporter.otlp.headers",
            "Authorization=Basic%20YWJj+Zg==, x-b = 50%,x-empty=,content-type=text/plain");
    assertThat(request.headers())
        .containsEntry("authorization", "Basic YWJj+Zg==")
        .containsEntry("x-b", "50%")
        .containsEntry("content-type", "application/x-protobuf")
        .doesNotContainKey("x-empty");
  }

  @Test
  void theHeadersOfASignalReplaceTheGeneralOnes() {
    ScriptedServer.Received request =
        received(
            Signal.TRACES,
            "otel.exporter.otlp.endpoint",
            server.url(""),
            "otel.exporter.otlp.headers",
            "x-a=1,x-b=2",
            "otel.exporter.otlp.traces.headers",
            "x-a=3,user-agent=mine");
    assertThat(request.headers())
        .containsEntry("x-a", "3")
        .containsEntry("user-agent", "mine")
        .doesNotContainKey("x-b");
  }

  @Test
  void compresses() {
    String endpoint = server.url("");
    assertThat(
            received(
                    Signal.TRACES,
                    "otel.exporter.otlp.endpoint",
                    endpoint,
                    "otel.exporter.otlp.compression",
                    "gzip")
                .headers())
        .containsEntry("content-encoding", "gzip");
    assertThat(
            received(
                    Signal.TRACES,
                    "otel.exporter.otlp.endpoint",
                    endpoint,
                    "otel.exporter.otlp.compression",
                    "gzip",
                    "otel.exporter.otlp.traces.compression",
                    "none")
                .headers())
        .doesNotContainKey("content-encoding");
  }

  @Test
  void retriesUnlessRetriesAreDisabled() {
    String[] settings = {
      "otel.exporter.otlp.endpoint",
      server.url(""),
      "otel.java.exporter.otlp.retry.disabled",
      "true"
    };
    server.onRequest(ScriptedServer.answer(503));
    try (Exporter exporter = OtlpExporters.fromConfig(Signal.TRACES, config(settings))) {
      assertThat(export(exporter, Signal.TRACES, 10).kind()).isEqualTo(ExportResult.Kind.RETRY);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void endsRetriesWithTheTimeout() {
    Config config =
        config("otel.exporter.otlp.endpoint", server.url(""), "otel.exporter.otlp.timeout", "7000");
    String later = "Retry-After: 8\r\n"; // fits in the ten seconds of the default
    server.onRequest(ScriptedServer.answer(503, later, new byte[0]));
    try (Exporter exporter = OtlpExporters.fromConfig(Signal.TRACES, config)) {
      assertThat(export(exporter, Signal.TRACES, 10).kind()).isEqualTo(ExportResult.Kind.RETRY);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void limitsAreTunable() {
    Config config =
        config(
            "otel.exporter.otlp.endpoint", server.url(""),
            "ringlet.exporter.otlp.max.request.bytes", "1k",
            "ringlet.exporter.otlp.max.concurrent.exports", "3");
    try (Exporter exporter = OtlpExporters.fromConfig(Signal.TRACES, config)) {
      assertThat(exporter.maxConcurrentExports()).isEqualTo(3);
      assertThat(export(exporter, Signal.TRACES, 1025).kind())
          .isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(export(exporter, Signal.TRACES, 1024)).isSameAs(ExportResult.delivered());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "otel.exporter.otlp.traces.protocol, s3cret, http/protobuf",
    "otel.exporter.otlp.endpoint, s3cret, http",
    "otel.exporter.otlp.endpoint, http://h/?s3cret=1, query",
    "otel.exporter.otlp.endpoint, http://s3cret@h/, user information",
    "otel.exporter.otlp.traces.endpoint, http://h/#s3cret, fragment",
    "otel.exporter.otlp.traces.endpoint, http:///s3cret, host",
    "otel.exporter.otlp.endpoint, http://s3cr%C3%A9t/, host",
    "otel.exporter.otlp.endpoint, http://s3..cret/, host",
    "otel.exporter.otlp.endpoint, http://.s3cret/, host",
    "otel.exporter.otlp.traces.endpoint, http://h:s3cret/, port",
    "otel.exporter.otlp.traces.endpoint, http://h:70000/, port",
    "otel.exporter.otlp.traces.endpoint, 'http://h/ s3cret', URL",
    "otel.exporter.otlp.headers, x-key=s3%0Acret, x-key",
    "otel.exporter.otlp.headers, x-key=s3cr%C3%A9t, x-key",
    "otel.exporter.otlp.headers, x key=s3cret, name",
    "otel.exporter.otlp.headers, s3cret, name",
    "otel.exporter.otlp.compression, s3cret, gzip",
    "otel.exporter.otlp.timeout, s3cret, units",
    "ringlet.exporter.otlp.max.concurrent.exports, 0, 64",
    "ringlet.exporter.otlp.max.response.bytes, 2g, 1073741824"
  })
  void refusesByKeyAndNeverTellsTheValue(String key, String value, String expected) {
    assertThatThrownBy(() -> OtlpExporters.fromConfig(Signal.TRACES, config(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("s3")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint"})
  void warnsOfTheGrpcPortWhenHttpIsAskedFor(String key) {
    try (LogCapture log = new LogCapture("dev.ringlet.exporter.otlp");
        Exporter exporter =
            OtlpExporters.fromConfig(
                Signal.TRACES,
                config(
                    key,
                    "http://localhost:4317",
                    "otel.exporter.otlp.protocol",
                    "http/protobuf"))) {
      assertThat(exporter.toString()).contains("4317");
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .contains(key, "4317", "4318");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, true",
    "http://127.0.0.1.example, true",
    "http://10.0.0.1, true",
    "https://collector, false",
    "http://localhost:4318, false",
    "http://LOCALHOST:4318, false",
    "http://127.0.0.53:4318, false",
    "http://[::1]:4318, false"
  })
  void warnsOnceOfAnUnencryptedCredential(String url, boolean warns) {
    String headers = "x-tenant=1,Api-Key=s3cret";
    try (LogCapture log = new LogCapture(SettingWarnings.class.getName())) {
      Config config =
          config("otel.exporter.otlp.endpoint", url, "otel.exporter.otlp.headers", headers);
      OtlpExporters exporters = OtlpExporters.of(config);
      exporters.exporter(Signal.TRACES).close();
      exporters.exporter(Signal.LOGS).close();
      OtlpExporter.builder(Signal.TRACES).setEndpoint(url).addHeader("x-tenant", "1").build();
      assertThat(log.messages(Level.WARNING)).hasSize(warns ? 1 : 0);
      OtlpExporter.builder(Signal.TRACES).setEndpoint(url).addHeader("Api-Key", "s3cret").build();
      assertThat(log.messages(Level.WARNING))
          .hasSize(warns ? 2 : 0)
          .allMatch(text -> text.contains("Api-Key") && !text.contains("s3cret"));
    }
  }
}
