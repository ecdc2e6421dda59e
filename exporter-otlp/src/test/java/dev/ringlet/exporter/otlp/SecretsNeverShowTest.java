// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plants secrets everywhere a user may put one, lets everything go wrong, and looks for them in all
 * that anybody could read afterwards: log lines of every level, exceptions, results, text forms.
 */
@Timeout(300)
class SecretsNeverShowTest {
  private static final String HEADER = "h3aderT0ken";
  private static final String PASSWORD = "pr0xyPassw0rd";
  private static final String QUERY = "qu3ryT0ken";

  @TempDir static Path directory;
  private static TestKeys keys;
  private static List<String> secrets;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Handler everything =
      new LogListener(
          record -> {
            seen.add(record.getLoggerName() + ": " + record.getMessage());
            for (Object parameter :
                record.getParameters() == null ? new Object[0] : record.getParameters()) {
              seen.add(String.valueOf(parameter));
            }
            see(record.getThrown());
          });

  @BeforeAll
  static void plant() throws Exception {
    keys = TestKeys.make(directory, "client", "EC");
    String basic =
        Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    secrets = new ArrayList<>(List.of(HEADER, PASSWORD, QUERY, basic));
    keys.keyPem().lines().filter(line -> !line.startsWith("-")).forEach(secrets::add);
  }

  @BeforeEach
  void listen() {
    root.addHandler(everything);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stop() {
    root.removeHandler(everything);
    root.setLevel(before);
  }

  private void see(Throwable thrown) {
    if (thrown != null) {
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      seen.add(text.toString());
    }
  }

  private void assertNothingShows() {
    assertThat(seen).isNotEmpty();
    for (String secret : secrets) {
      assertThat(seen).noneMatch(line -> line.contains(secret));
    }
  }

  private Map<String, String> settings(Protocol protocol, String url) throws Exception {
    String prefix = "otel.exporter.otlp.";
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "protocol", protocol.key());
    settings.put(
        prefix + "traces.endpoint",
        protocol == Protocol.GRPC ? url : url + "/v1/traces?token=" + QUERY);
    settings.put(prefix + "headers", "x-api-key=" + HEADER + ",authorization=Bearer%20" + HEADER);
    settings.put(prefix + "timeout", "400ms");
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    Path key = TestKeys.write(directory.resolve("key.pem"), keys.keyPem());
    Path certificate = TestKeys.write(directory.resolve("cert.pem"), keys.certificatePem());
    settings.put(prefix + "client.key", key.toString());
    settings.put(prefix + "client.certificate", certificate.toString());
    return settings;
  }

  private void exportTo(Map<String, String> settings, int times) {
    try (Exporter exporter =
        OtlpExporters.fromConfig(Signal.TRACES, Config.of(settings, Map.of(), Map.of()))) {
      seen.add(exporter.toString());
      for (int i = 0; i < times; i++) {
        long deadline = Await.deadline();
        ExportResult result =
            exporter.export(new Payload(Signal.TRACES, new byte[50], 0, 50, 12, deadline));
        seen.add(result.toString());
      }
    } catch (RuntimeException refused) {
      see(refused);
    }
  }

  /** Exports with a timeout that grows, until the server has seen a request. */
  private void exportUntilSeen(Map<String, String> settings, int times, List<?> requests) {
    for (int millis = 400; requests.isEmpty(); millis *= 2) {
      settings.put("otel.exporter.otlp.timeout", millis + "ms");
      exportTo(settings, times);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GRPC", "HTTP_PROTOBUF"})
  void whateverHappens(Protocol protocol) throws Exception {
    String leak = "no " + HEADER + " " + PASSWORD.charAt(0);
    try (ScriptedServer http = ScriptedServer.start();
        ScriptedHttp2 grpc = new ScriptedHttp2()) {
      boolean isGrpc = protocol == Protocol.GRPC;
      grpc.onRequest(
          ScriptedHttp2.grpc(new byte[0], "grpc-status", "3", "grpc-message", leak),
          stream -> stream.connection().reset());
      http.onRequest(
          ScriptedServer.protobuf(400, new byte[] {18, 3, 'b', 'a', 'd'}),
          ScriptedServer.answer(302, "Location: http://h/?" + QUERY + "\r\n", new byte[0]),
          ScriptedServer.Connection::reset);
      List<?> requests = isGrpc ? grpc.requests() : http.requests();
      exportUntilSeen(settings(protocol, isGrpc ? grpc.url("") : http.url("")), 5, requests);
      exportTo(settings(protocol, "http://127.0.0.1:1"), 1);
      exportTo(settings(protocol, "https://127.0.0.1:" + http.port()), 1);
    }
    assertNothingShows();
  }

  @ParameterizedTest
  @EnumSource(names = {"GRPC", "HTTP_PROTOBUF"})
  void whateverTheProxyDoes(Protocol protocol) throws Exception {
    for (int status : new int[] {407, 502, 200}) {
      for (String scheme : new String[] {"http", "https"}) {
        try (ScriptedServer proxy = ScriptedServer.start()) {
          proxy.onRequest(
              ScriptedServer.answer(
                  status, "Proxy-Authenticate: Basic realm=\"x\"\r\n", new byte[0]),
              ScriptedServer.Connection::reset);
          Map<String, String> settings = settings(protocol, scheme + "://far.example:4317");
          settings.put(
              "ringlet.exporter.otlp.proxy",
              "http://user:" + PASSWORD + "@127.0.0.1:" + proxy.port());
          exportUntilSeen(settings, 2, proxy.requests());
        }
      }
    }
    assertNothingShows();
  }

  @Test
  void forAnyInvalidSetting() throws Exception {
    String[][] wrong = {
      {"otel.exporter.otlp.traces.endpoint", "http://user:" + PASSWORD + "@h/"},
      {"otel.exporter.otlp.traces.endpoint", "htp://h/" + QUERY},
      {"otel.exporter.otlp.traces.endpoint", "http://h:99999/" + QUERY},
      {"otel.exporter.otlp.headers", "x-api-key=a%0Ab" + HEADER},
      {"otel.exporter.otlp.headers", "x api=" + HEADER},
      {"otel.exporter.otlp.headers", "x-api-key=" + HEADER + "%C3%A9"},
      {"otel.exporter.otlp.headers", HEADER},
      {"otel.exporter.otlp.protocol", HEADER},
      {"otel.exporter.otlp.compression", HEADER},
      {"otel.exporter.otlp.timeout", HEADER},
      {"ringlet.exporter.otlp.proxy", "http://:" + PASSWORD + "@h"},
      {"ringlet.exporter.otlp.proxy", "http://user:" + PASSWORD + "@h:0/x"},
      {"otel.exporter.otlp.client.certificate", directory.resolve("key.pem").toString()},
      {"otel.exporter.otlp.certificate", directory.resolve("key.pem").toString()}
    };
    int before = seen.size();
    for (String[] pair : wrong) {
      Map<String, String> settings = settings(Protocol.HTTP_PROTOBUF, "https://h:1");
      settings.put(pair[0], pair[1]);
      exportTo(settings, 0);
      seen.add(Config.of(settings, Map.of(), Map.of()).toString());
    }
    assertThat(seen.subList(before, seen.size()))
        .filteredOn(line -> line.contains("ConfigException"))
        .hasSize(wrong.length);
    assertNothingShows();
  }
}
