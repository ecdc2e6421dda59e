// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.Endpoint;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose certificate nobody vouches for, and TLS met by plain text. */
@Timeout(30)
class TlsFaultsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static SSLContext tls;

  @BeforeAll
  static void makeSelfSignedCertificate() throws Exception {
    Path store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    new String(PASSWORD),
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=ip:127.0.0.1,dns:localhost"))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
  }

  static Stream<Function<TransportSettings, HttpTransport>> transports() {
    return Stream.of(OkHttpTransport::new, JdkHttpTransport::new);
  }

  private static ExportResult export(
      Function<TransportSettings, HttpTransport> transport, String url) {
    TransportSettings settings =
        new TransportSettings(Endpoint.parse(url), Map.of("x-key", "s3cret"), 0, 1, 1000);
    HttpSender sender =
        new HttpSender(settings, () -> transport.apply(settings), null, false, 1000);
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      return sender.export(new Payload(Signal.TRACES).set(new byte[9], 0, 9, 1, deadline));
    } finally {
      sender.close();
    }
  }

  private static ScriptedServer tlsServer() throws Exception {
    return ScriptedServer.start(
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anUntrustedCertificate(Function<TransportSettings, HttpTransport> transport)
      throws Exception {
    try (ScriptedServer server = tlsServer()) {
      ExportResult result = export(transport, "https://127.0.0.1:" + server.port() + "/v1/traces");
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).isEqualTo(FailureCause.CERTIFICATE);
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void tlsToAPlainPort(Function<TransportSettings, HttpTransport> transport) {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onConnection(
          connection -> {
            connection.readBytes(100);
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            connection.stall();
          });
      ExportResult result = export(transport, "https://127.0.0.1:" + server.port() + "/v1/traces");
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).isEqualTo(FailureCause.WRONG_ENDPOINT);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void plainTextToATlsPort(Function<TransportSettings, HttpTransport> transport) throws Exception {
    try (ScriptedServer server = tlsServer()) {
      ExportResult result = export(transport, "http://127.0.0.1:" + server.port() + "/v1/traces");
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).isIn(FailureCause.WRONG_ENDPOINT, FailureCause.CONNECTION_LOST);
      assertThat(server.requests()).isEmpty();
    }
  }
}
