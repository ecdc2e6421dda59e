// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.GrpcServers;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.TestKeys;
import dev.ringlet.testing.ClosedPort;
import io.grpc.Status;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line says what is wrong with an endpoint and what mends it. */
class EndpointCheckTest {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";
  private static final String CERTIFICATE = "otel.exporter.otlp.certificate";

  @TempDir Path directory;

  private static String line(Run run) {
    assertThat(run.text()).doesNotContain("s3cret");
    assertThat(run.below("Endpoints")).as(run.text()).hasSize(1);
    return run.below("Endpoints").get(0);
  }

  private static String check(String... settings) {
    return line(Run.ofTraces(settings));
  }

  @Test
  void overGrpc() {
    try (GrpcServers server = GrpcServers.start()) {
      assertThat(check(ENDPOINT, server.url(), PROTOCOL, "grpc")).contains("was accepted in");
      assertThat(server.calls()).hasSize(1);
      assertThat(server.calls().get(0).message()).isEmpty();
    }
  }

  @Test
  void credentialsThatGrpcRefuses() {
    try (GrpcServers server = GrpcServers.start()) {
      server.onCall(GrpcServers.Answer.failed(Status.UNAUTHENTICATED));
      assertThat(check(ENDPOINT, server.url(), PROTOCOL, "grpc"))
          .contains("the receiver refuses the credentials (")
          .contains("Set or correct otel.exporter.otlp.headers");
    }
  }

  @Test
  void credentialsThatAreRefused() {
    try (ScriptedServer server = ScriptedServer.start().onEveryRequest(answer(401))) {
      assertThat(
              check(ENDPOINT, server.url(""), "otel.exporter.otlp.headers", "authorization=s3cret"))
          .startsWith("WRONG traces to " + server.url("/v1/traces"))
          .contains("the receiver refuses the credentials (")
          .contains("401");
    }
  }

  @Test
  void aPathThatIsNotThere() {
    try (ScriptedServer server = ScriptedServer.start().onEveryRequest(answer(404))) {
      assertThat(check(ENDPOINT, server.url("/base")))
          .contains("there is no OTLP receiver for http/protobuf")
          .contains("at /v1/traces; for gRPC set otel.exporter.otlp.protocol=grpc.");
    }
  }

  @Test
  void gRpcWhereHttpIsSpoken() {
    try (ScriptedServer server = ScriptedServer.start().onEveryRequest(answer(400))) {
      assertThat(check(ENDPOINT, server.url(""), PROTOCOL, "grpc"))
          .startsWith("WRONG")
          .contains("for HTTP set otel.exporter.otlp.protocol=http/protobuf.");
    }
  }

  @Test
  void httpWhereGrpcIsSpoken() {
    try (GrpcServers server = GrpcServers.start()) {
      assertThat(check(ENDPOINT, server.url(), PROTOCOL, "http/protobuf"))
          .startsWith("WRONG")
          .contains("for gRPC set otel.exporter.otlp.protocol=grpc.");
    }
  }

  @Test
  void aReceiverThatCannotNow() {
    try (ScriptedServer server = ScriptedServer.start().onEveryRequest(answer(503))) {
      assertThat(check(ENDPOINT, server.url("")))
          .contains("the receiver responds, but cannot accept requests now (");
    }
  }

  @Test
  void aPortThatNothingListensOn() throws Exception {
    try (ClosedPort closed = ClosedPort.hold()) {
      assertThat(check(ENDPOINT, closed.url()))
          .contains("127.0.0.1 takes no connection on port " + closed.port())
          .endsWith("or correct otel.exporter.otlp.endpoint.");
    }
  }

  @Test
  void aNameThatDoesNotResolve() {
    assertThat(check(ENDPOINT, "http://collector.invalid:4318"))
        .contains("the name collector.invalid does not resolve. Correct it in " + ENDPOINT);
  }

  @Test
  void throughAProxy() {
    try (ScriptedServer proxy = ScriptedServer.start().onEveryRequest(answer(200))) {
      assertThat(
              check(
                  ENDPOINT,
                  "http://collector.invalid:4318",
                  "ringlet.exporter.otlp.proxy",
                  "http://user:s3cret@127.0.0.1:" + proxy.port()))
          .contains("was accepted in");
      assertThat(proxy.requests().get(0).line())
          .startsWith("POST http://collector.invalid:4318/v1/traces");
    }
  }

  @Test
  void aProxyThatIsNotThere() throws Exception {
    try (ClosedPort closed = ClosedPort.hold()) {
      assertThat(
              check(
                  ENDPOINT,
                  "http://collector.invalid:4318",
                  "ringlet.exporter.otlp.proxy",
                  closed.url()))
          .contains("the proxy 127.0.0.1 takes no connection on port " + closed.port())
          .endsWith("or correct ringlet.exporter.otlp.proxy.");
    }
  }

  private static ScriptedServer listen(TestKeys keys) throws Exception {
    return ScriptedServer.start(
            keys.serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")))
        .onEveryRequest(answer(200));
  }

  private String checkTls(TestKeys server, TestKeys trusted) throws Exception {
    Path pem =
        TestKeys.write(
            directory.resolve("trusted" + System.nanoTime() + ".pem"), trusted.certificatePem());
    try (ScriptedServer listening = listen(server)) {
      return check(ENDPOINT, "https://127.0.0.1:" + listening.port(), CERTIFICATE, pem.toString());
    }
  }

  @Test
  void certificates() throws Exception {
    TestKeys right = TestKeys.make(directory, "right", "EC");
    TestKeys unknown = TestKeys.make(directory, "unknown", "EC");
    TestKeys elsewhere =
        TestKeys.make(directory, "elsewhere", "EC", "-ext", "SAN=dns:elsewhere.example");
    TestKeys expired =
        TestKeys.make(directory, "expired", "EC", "-startdate", "-10d", "-validity", "1");
    assertThat(checkTls(right, right)).contains("was accepted in");
    assertThat(checkTls(unknown, right))
        .contains("TLS failed (")
        .contains("its certificate, issued by CN=unknown, is not trusted. Set " + CERTIFICATE);
    assertThat(checkTls(elsewhere, elsewhere))
        .contains("its certificate is for elsewhere.example and not for 127.0.0.1.");
    assertThat(checkTls(expired, right)).contains("its certificate ended on ");
  }

  @Test
  void tlsWherePlainHttpIsSpoken() {
    try (ScriptedServer server = ScriptedServer.start().onEveryRequest(answer(200))) {
      assertThat(check(ENDPOINT, "https://127.0.0.1:" + server.port()))
          .startsWith("WRONG traces to https://127.0.0.1:" + server.port());
    }
  }
}
