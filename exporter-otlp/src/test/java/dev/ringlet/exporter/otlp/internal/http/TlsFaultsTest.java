// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.TestKeys;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.Await;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Untrusted certificates, client certificates, and TLS against plain text. */
@Timeout(180)
class TlsFaultsTest {
  @TempDir static Path directory;
  private static SSLContext tls;

  @BeforeAll
  static void makeSelfSignedCertificate() throws Exception {
    tls = TestKeys.make(directory, "server", "EC").serverContext();
  }

  static Stream<Function<TransportSettings, HttpTransport>> transports() {
    return Stream.of(OkHttpTransport::new, JdkHttpTransport::new);
  }

  private static ExportResult export(
      Function<TransportSettings, HttpTransport> transport, String url) {
    TransportSettings settings =
        new TransportSettings(Endpoint.parse(url), Map.of("x-key", "s3cret"), 0, 1, 1000);
    HttpSender sender =
        new HttpSender(settings, () -> transport.apply(settings), null, Compression.NONE, 1000);
    try {
      return export(sender);
    } finally {
      sender.close();
    }
  }

  private static ExportResult export(HttpSender sender) {
    long deadline = Await.deadline();
    return sender.export(new Payload(Signal.TRACES, new byte[9], 0, 9, 1, deadline));
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

  @ParameterizedTest
  @MethodSource("transports")
  void certificatesFromFilesOnBothSides(Function<TransportSettings, HttpTransport> transport)
      throws Exception {
    TestKeys serverKeys = TestKeys.make(directory, "server", "EC");
    TestKeys first = TestKeys.make(directory, "first", "EC");
    TestKeys second = TestKeys.make(directory, "second", "RSA");
    Path trusted = TestKeys.write(directory.resolve("ca.pem"), serverKeys.certificatePem());
    Path key = TestKeys.write(directory.resolve("key.pem"), first.keyPem());
    Path certificate = TestKeys.write(directory.resolve("client.pem"), first.certificatePem());
    SSLServerSocket socket =
        (SSLServerSocket)
            serverKeys
                .serverContext(first, second)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    socket.setNeedClientAuth(true);
    List<String> clients = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
        ScriptedServer.start(socket)
            .onEveryConnection(connection -> clients.add(connection.peer()))) {
      TransportSettings settings =
          new TransportSettings(
              Protocol.HTTP_PROTOBUF,
              Endpoint.parse("https://127.0.0.1:" + server.port() + "/v1/traces"),
              Map.of(),
              0,
              1,
              1000,
              new ClientTls(new TlsFiles(trusted, key, certificate)),
              null);
      HttpSender sender =
          new HttpSender(settings, () -> transport.apply(settings), null, Compression.NONE, 1000);
      assertThat(export(sender)).isSameAs(ExportResult.delivered());
      TestKeys.write(key, second.keyPem());
      TestKeys.write(certificate, second.certificatePem());
      server.resetConnections();
      ExportResult again = export(sender);
      if (!again.isSuccess()) { // the JDK's client may not have noticed the reset yet
        again = export(sender);
      }
      assertThat(again).isSameAs(ExportResult.delivered());
      sender.close();
    }
    assertThat(clients).startsWith("CN=first").endsWith("CN=second");
  }

  private static SSLServerSocket listen(TestKeys keys, TestKeys... clients) throws Exception {
    return (SSLServerSocket)
        keys.serverContext(clients)
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
  }

  private static HttpSender trusting(
      Function<TransportSettings, HttpTransport> transport, int port, TestKeys keys)
      throws Exception {
    Path trusted = TestKeys.write(directory.resolve("trusted.pem"), keys.certificatePem());
    TransportSettings settings =
        new TransportSettings(
            Protocol.HTTP_PROTOBUF,
            Endpoint.parse("https://localhost:" + port + "/v1/traces"),
            Map.of(),
            0,
            1,
            1000,
            new ClientTls(new TlsFiles(trusted, null, null)),
            null);
    return new HttpSender(
        settings, () -> transport.apply(settings), null, Compression.NONE, 1 << 30);
  }

  private static ExportResult export(HttpSender sender, int bytes) {
    long deadline = Await.deadline();
    byte[] body = new byte[bytes];
    return sender.export(new Payload(Signal.TRACES, body, 0, bytes, 1, deadline));
  }

  /** For bodies of any size, and any part of them written before the refusal arrives. */
  @ParameterizedTest
  @MethodSource("transports")
  void missingClientCertificateIsReported(Function<TransportSettings, HttpTransport> transport)
      throws Exception {
    TestKeys keys = TestKeys.make(directory, "server", "EC");
    SSLServerSocket socket = listen(keys, keys);
    socket.setNeedClientAuth(true);
    try (ScriptedServer server = ScriptedServer.start(socket)) {
      for (int i = 0; i < 12; i++) {
        try (HttpSender sender = trusting(transport, server.port(), keys)) {
          ExportResult result = export(sender, 1 << 2 * i);
          assertThat(result.cause()).as(result.toString()).isEqualTo(FailureCause.CERTIFICATE);
          assertThat(result.message()).containsIgnoringCase("certificate");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void optionalClientCertificateIsNotReported(Function<TransportSettings, HttpTransport> transport)
      throws Exception {
    TestKeys keys = TestKeys.make(directory, "server", "EC");
    SSLServerSocket socket = listen(keys, keys);
    socket.setWantClientAuth(true);
    try (ScriptedServer server = ScriptedServer.start(socket);
        HttpSender sender = trusting(transport, server.port(), keys)) {
      assertThat(export(sender, 9)).isSameAs(ExportResult.delivered());
      server.onEveryRequest(ScriptedServer.Connection::reset);
      assertThat(export(sender, 9).cause()).isEqualTo(FailureCause.CONNECTION_LOST);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void certificateWithTheHostInTheCommonNameOnlyIsRefused(
      Function<TransportSettings, HttpTransport> transport) throws Exception {
    TestKeys keys = TestKeys.make(directory, "localhost", "EC", "-ext", "ku=digitalSignature");
    try (ScriptedServer server = ScriptedServer.start(listen(keys));
        HttpSender sender = trusting(transport, server.port(), keys)) {
      ExportResult result = export(sender, 9);
      assertThat(result.cause()).as(result.toString()).isEqualTo(FailureCause.CERTIFICATE);
      assertThat(server.requests()).isEmpty();
    }
  }
}
