// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies that pass requests on, open tunnels, ask for credentials, refuse and vanish. */
@Timeout(180)
class ProxyTest {
  private static final String USER_INFO = "us%40er:p%3Ass-w0rd";
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder().encodeToString("us@er:p:ss-w0rd".getBytes(StandardCharsets.UTF_8));

  @TempDir static Path directory;
  private final ScriptedServer proxy = ScriptedServer.start();

  @AfterEach
  void close() {
    proxy.close();
  }

  private static Exporter exporter(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return OtlpExporters.fromConfig(Signal.LOGS, Config.of(settings, Map.of(), Map.of()));
  }

  private Exporter through(String userInfo, String endpoint, String... more) {
    String[] pairs = new String[4 + more.length];
    pairs[0] = "otel.exporter.otlp.endpoint";
    pairs[1] = endpoint;
    pairs[2] = "ringlet.exporter.otlp.proxy";
    pairs[3] = "http://" + userInfo + "127.0.0.1:" + proxy.port();
    System.arraycopy(more, 0, pairs, 4, more.length);
    return exporter(pairs);
  }

  private static ExportResult export(Exporter exporter) {
    long deadline = Await.deadline();
    return exporter.export(new Payload(Signal.LOGS, new byte[50], 0, 50, 12, deadline));
  }

  /** Opens the tunnel that was asked for and passes bytes on until either side ends. */
  private static ScriptedServer.Script tunnel(int port) {
    return connection -> {
      connection.send("HTTP/1.1 200 Go\r\n\r\n");
      try (Socket target = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
        InputStream answers = target.getInputStream();
        Thread back =
            new Thread(
                () -> {
                  byte[] buffer = new byte[10_000];
                  try {
                    for (int n; (n = answers.read(buffer)) >= 0; ) {
                      connection.send(Arrays.copyOf(buffer, n));
                    }
                  } catch (IOException ended) {
                    // by the other side
                  }
                });
        back.setDaemon(true);
        back.start();
        while (true) {
          target.getOutputStream().write(connection.readBytes(1));
        }
      }
    };
  }

  @Test
  void aProxyPassesPlainRequestsOn() {
    try (Exporter exporter = through(USER_INFO + "@", "http://far.example:4318")) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
    ScriptedServer.Received request = proxy.requests().get(0);
    assertThat(request.line()).isEqualTo("POST http://far.example:4318/v1/logs HTTP/1.1");
    assertThat(request.headers()).containsEntry("proxy-authorization", AUTHORIZATION);
  }

  @Test
  void aProxyThatAsksForAPasswordIsAskedAgainLater() {
    proxy.onRequest(
        ScriptedServer.answer(407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", new byte[0]));
    try (Exporter exporter = through("", "http://far.example:4318")) {
      ExportResult refused = export(exporter);
      assertThat(refused.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(refused.cause()).isEqualTo(FailureCause.NOT_AUTHORIZED);
      assertThat(refused.message()).contains("proxy", "password");
    }
    try (Exporter exporter = through("", "http://far.example:4318")) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
    assertThat(proxy.requests()).hasSize(2);
    assertThat(proxy.requests().get(1).headers()).doesNotContainKey("proxy-authorization");
  }

  @Test
  void aProxyThatIsDown() {
    proxy.refuse();
    try (Exporter exporter = through("", "http://far.example:4318")) {
      ExportResult result = export(exporter);
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).isEqualTo(FailureCause.UNREACHABLE);
    }
  }

  @Test
  void aTunnelToATlsServer() throws Exception {
    TestKeys keys = TestKeys.make(directory, "server", "EC");
    Path trusted = TestKeys.write(directory.resolve("ca.pem"), keys.certificatePem());
    try (ScriptedServer server =
        ScriptedServer.start(
            keys.serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")))) {
      proxy.onRequest(tunnel(server.port()));
      String endpoint = "https://localhost:" + server.port();
      try (Exporter exporter =
          through(
              USER_INFO + "@", endpoint, "otel.exporter.otlp.certificate", trusted.toString())) {
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      }
      assertThat(proxy.requests()).hasSize(1);
      assertThat(proxy.requests().get(0).line())
          .isEqualTo("CONNECT localhost:" + server.port() + " HTTP/1.1");
      assertThat(proxy.requests().get(0).headers())
          .containsEntry("proxy-authorization", AUTHORIZATION);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(0).headers()).doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void aTunnelForGrpc() {
    try (GrpcServers server = GrpcServers.start()) {
      proxy.onRequest(tunnel(server.port()));
      try (Exporter exporter =
          through(
              USER_INFO + "@",
              "http://far.example:" + server.port(),
              "otel.exporter.otlp.protocol",
              "grpc")) {
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      }
      assertThat(server.calls()).hasSize(2);
      assertThat(proxy.requests()).hasSize(1);
      assertThat(proxy.requests().get(0).headers())
          .containsEntry("proxy-authorization", AUTHORIZATION);
    }
  }

  @ParameterizedTest
  @CsvSource({"407, NOT_AUTHORIZED", "502, UNREACHABLE", "403, UNREACHABLE"})
  void aTunnelThatIsRefused(int status, FailureCause cause) {
    proxy.onRequest(
        ScriptedServer.answer(status, "Proxy-Authenticate: Basic realm=\"x\"\r\n", new byte[0]),
        ScriptedServer.answer(status, "Proxy-Authenticate: Basic realm=\"x\"\r\n", new byte[0]));
    try (Exporter exporter = through(USER_INFO + "@", "https://far.example")) {
      ExportResult result = export(exporter);
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).as(result.toString()).isEqualTo(cause);
    }
    assertThat(proxy.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "*, true",
    "'a.example, 127.0.0.1', true",
    "0.0.1, true",
    "27.0.0.1, false",
    "localhost, false"
  })
  void exceptionsGoStraightThere(String exceptions, boolean straight) {
    try (ScriptedServer server = ScriptedServer.start();
        Exporter exporter =
            through("", server.url(""), "ringlet.exporter.otlp.no.proxy", exceptions)) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      assertThat(server.requests()).hasSize(straight ? 1 : 0);
      assertThat(proxy.requests()).hasSize(straight ? 0 : 1);
    }
  }

  @Test
  void usesTheJvmsProxySettingsByDefault() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
    try (ScriptedServer server = ScriptedServer.start()) {
      try (Exporter exporter = exporter("otel.exporter.otlp.endpoint", server.url(""))) {
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      }
      assertThat(proxy.requests()).hasSize(1);
      try (Exporter exporter =
          exporter(
              "otel.exporter.otlp.endpoint",
              server.url(""),
              "ringlet.exporter.otlp.proxy",
              "none")) {
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      }
      assertThat(proxy.requests()).hasSize(1);
      assertThat(server.requests()).hasSize(1);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3cret",
    "https://h:1",
    "http://s3cret@h:1",
    "http://:s3cret@h:1",
    "http://a%3Ab:s3cret@h:1",
    "http://h:99999",
    "http://h/s3cret",
    "http://h?s3cret",
    "'http://s3 cret'"
  })
  void refusesWithoutTellingTheValue(String address) {
    assertThatThrownBy(() -> exporter("ringlet.exporter.otlp.proxy", address))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ringlet.exporter.otlp.proxy: must ")
        .hasMessageNotContaining("s3")
        .hasNoCause();
  }
}
