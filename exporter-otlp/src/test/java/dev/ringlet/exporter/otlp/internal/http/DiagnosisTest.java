// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.GrpcServers;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.TestKeys;
import dev.ringlet.exporter.otlp.internal.delivery.OutcomeLogger;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogCapture;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The warning in the log for each likely mistake, produced with real servers. A server that closes
 * a connection because of an unknown protocol may do so before the client has read its answer.
 */
@Timeout(300)
class DiagnosisTest {
  private static final String BROKE =
      "the connection broke before a response arrived; does the server support OTLP over ";

  @TempDir static Path directory;
  private static TestKeys keys;
  private static TestKeys foreign;
  private static TestKeys expired;

  /** The client and protocol in use. */
  enum Client {
    OKHTTP(Protocol.HTTP_PROTOBUF),
    JDK(Protocol.HTTP_PROTOBUF),
    GRPC(Protocol.GRPC);

    private final Protocol protocol;

    Client(Protocol protocol) {
      this.protocol = protocol;
    }

    String url(String scheme, int port) {
      String path = this == GRPC ? "" : "/v1/traces";
      return scheme + "://127.0.0.1:" + port + path;
    }

    /** Exports once and returns the only warning. */
    String warning(String url, Duration timeout, TlsFiles files) {
      Endpoint endpoint = Endpoint.parse(url);
      String path = this == GRPC ? SignalPaths.grpcMethodOf(Signal.TRACES) : endpoint.path();
      TransportSettings settings =
          new TransportSettings(
              protocol,
              endpoint.withPath(path),
              Map.of(),
              0,
              1,
              1000,
              files == null ? null : new ClientTls(files),
              null);
      HttpSender sender =
          new HttpSender(
              settings,
              () -> this == JDK ? new JdkHttpTransport(settings) : new OkHttpTransport(settings),
              null,
              Compression.NONE,
              1000);
      return DiagnosisTest.warning(sender, protocol, endpoint, timeout);
    }

    String warning(String url) {
      return warning(url, LONG, null);
    }
  }

  private static String warning(
      Exporter exporter, Protocol protocol, Endpoint endpoint, Duration timeout) {
    try (LogCapture log = new LogCapture("dev.ringlet");
        exporter) {
      OutcomeLogger outcomes =
          new OutcomeLogger(Signal.TRACES, protocol, endpoint, DiagnosisTest.class);
      long deadline = System.nanoTime() + timeout.toNanos();
      outcomes.log(exporter.export(new Payload(Signal.TRACES, new byte[9], 0, 9, 1, deadline)), 1);
      assertThat(log.messages(Level.WARNING)).hasSize(1);
      String line = log.messages(Level.WARNING).get(0);
      String route = "traces -> " + endpoint + " (" + protocol.key() + ") failed, 1 item: ";
      assertThat(line).startsWith(route);
      assertThat(line.codePoints()).allMatch(c -> c >= ' ');
      return line.substring(route.length());
    }
  }

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = TestKeys.make(directory, "server", "EC");
    foreign = TestKeys.make(directory, "other", "EC", "-ext", "SAN=dns:other.example");
    expired = TestKeys.makeSigned(directory, "old", "-startdate", "-10d", "-validity", "2");
  }

  private static ScriptedServer tlsServer(SSLContext tls) throws IOException {
    return ScriptedServer.start(
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
  }

  private static HttpServer httpServer() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void nothingListensOnThePort(Client client) {
    ScriptedServer server = ScriptedServer.start();
    server.refuse();
    assertThat(client.warning(client.url("http", server.port())))
        .startsWith("the address does not accept connections")
        .contains("is the receiver running?");
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void unknownHostName(Client client) {
    String url = client.url("http", 4318).replace("127.0.0.1", "no-such-host.invalid");
    assertThat(client.warning(url)).startsWith("the host name is unknown");
  }

  @ParameterizedTest
  @EnumSource(names = {"OKHTTP", "JDK"})
  void httpToAGrpcPort(Client client) {
    try (GrpcServers server = GrpcServers.start()) {
      assertThat(client.warning(client.url("http", server.port())))
          .matches(
              "this looks like a gRPC receiver; set otel.exporter.otlp.protocol=grpc .*|"
                  + BROKE
                  + "HTTP without TLS.*");
    }
  }

  @Test
  void grpcToAnHttpPort() throws IOException {
    HttpServer server = httpServer();
    assertThat(Client.GRPC.warning(Client.GRPC.url("http", server.getAddress().getPort())))
        .matches(
            "the server does not support HTTP/2; OTLP over HTTP needs"
                + " otel.exporter.otlp.protocol=http/protobuf, .*|"
                + BROKE
                + "gRPC without TLS.*");
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_PROTOBUF, 4317, 4317 looks like the gRPC port",
    "HTTP_JSON, 4317, 4317 looks like the gRPC port",
    "GRPC, 4318, 4318 looks like the HTTP port",
    "HTTP_PROTOBUF, 4318, ''",
    "GRPC, 4317, ''"
  })
  void defaultPortOfTheOtherProtocol(Protocol protocol, int port, String hint) {
    for (FailureCause cause : FailureCause.values()) {
      if (cause == FailureCause.CLOSED) {
        continue; // not logged
      }
      Exporter failing = new CapturingExporter(payload -> ExportResult.retry(cause, -1, ""));
      Endpoint endpoint = Endpoint.parse("http://collector:" + port + "/v1/traces");
      String text = warning(failing, protocol, endpoint, LONG);
      boolean address =
          List.of("UNREACHABLE", "CONNECTION_LOST", "TIMEOUT", "WRONG_ENDPOINT", "BAD_RESPONSE")
              .contains(cause.name());
      if (address && !hint.isEmpty()) {
        assertThat(text).contains(hint);
      } else {
        assertThat(text).doesNotContain("looks like the");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OKHTTP", "JDK"})
  void missingOrWrongPath(Client client) throws IOException {
    HttpServer server = httpServer();
    String url = client.url("http", server.getAddress().getPort());
    assertThat(client.warning(url.replace("/v1/traces", "")))
        .isEqualTo("the path is wrong or missing; it usually ends in /v1/traces (HTTP 404)");
    assertThat(client.warning(url.replace("/v1/", "/otlp/v1/")))
        .isEqualTo(
            "the server responds, but does not accept traces at this path;"
                + " is it an OTLP receiver? (HTTP 404)");
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"OKHTTP", "JDK"})
  void refusedCredentials(Client client) {
    try (ScriptedServer server = ScriptedServer.start()) {
      for (int status : new int[] {401, 403}) {
        server.onRequest(answer(status));
        assertThat(client.warning(client.url("http", server.port())))
            .isEqualTo(
                "not authorised; check the credentials in the headers (HTTP " + status + ")");
      }
    }
  }

  @Test
  void refusedGrpcCalls() {
    try (GrpcServers server = GrpcServers.start()) {
      server.onCall(
          GrpcServers.Answer.failed(Status.UNAUTHENTICATED),
          GrpcServers.Answer.failed(Status.PERMISSION_DENIED),
          GrpcServers.Answer.failed(Status.UNIMPLEMENTED.withDescription("unknown service")));
      String url = Client.GRPC.url("http", server.port());
      assertThat(Client.GRPC.warning(url)).startsWith("not authorised; check the credentials");
      assertThat(Client.GRPC.warning(url)).startsWith("not authorised; check the credentials");
      assertThat(Client.GRPC.warning(url))
          .isEqualTo(
              "the server responds, but does not accept traces over gRPC"
                  + " (gRPC UNIMPLEMENTED: unknown service)");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void untrustedCertificate(Client client) throws Exception {
    try (ScriptedServer server = tlsServer(keys.serverContext())) {
      assertThat(client.warning(client.url("https", server.port())))
          .startsWith("the receiver's certificate is not trusted here; ")
          .contains("otel.exporter.otlp.certificate");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void certificateOfAnotherHost(Client client) throws Exception {
    Path trusted = TestKeys.write(directory.resolve("other.pem"), foreign.certificatePem());
    try (ScriptedServer server = tlsServer(foreign.serverContext())) {
      String url = client.url("https", server.port());
      assertThat(client.warning(url, LONG, new TlsFiles(trusted, null, null)))
          .startsWith("the receiver's certificate belongs to another host name");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void expiredCertificate(Client client) throws Exception {
    Path trusted = TestKeys.write(directory.resolve("root.pem"), expired.rootPem());
    try (ScriptedServer server = tlsServer(expired.serverContext())) {
      String url = client.url("https", server.port());
      assertThat(client.warning(url, LONG, new TlsFiles(trusted, null, null)))
          .startsWith("a certificate has expired or is not valid yet; check it and the clock");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void plainTextToATlsPort(Client client) throws Exception {
    try (ScriptedServer server = tlsServer(keys.serverContext())) {
      assertThat(client.warning(client.url("http", server.port())))
          .containsPattern("support|another protocol")
          .contains("TLS");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void tlsToAPlainPort(Client client) throws IOException {
    try (GrpcServers server = GrpcServers.start()) {
      assertThat(client.warning(client.url("https", server.port())))
          .matches(
              "the server uses another protocol, perhaps without TLS .*|"
                  + BROKE
                  + "\\w+ with TLS.*");
    }
    try (ScriptedServer patient = ScriptedServer.start()) {
      patient.setStalling(true); // like a server that waits for the end of a line
      String url = client.url("https", patient.port());
      assertThat(client.warning(url, Duration.ofMillis(300), null))
          .startsWith("no response within the timeout; does that port use TLS?");
    }
  }

  @Test
  void noProtocolHintAfterASuccess() {
    ExportResult lost = ExportResult.retry(FailureCause.CONNECTION_LOST, -1, "");
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      OutcomeLogger outcomes =
          new OutcomeLogger(
              Signal.TRACES,
              Protocol.GRPC,
              Endpoint.parse("http://collector:1"),
              DiagnosisTest.class);
      outcomes.log(ExportResult.delivered(), 1);
      outcomes.log(lost, 1);
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .endsWith("the connection broke before a response arrived");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/html; charset=utf-8"})
  void logInPage(String type) {
    byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onRequest(answer(200, "Content-Type: " + type + "\r\n", page));
      assertThat(Client.OKHTTP.warning(Client.OKHTTP.url("http", server.port())))
          .contains("is it from a proxy or a log-in page?");
    }
  }
}
