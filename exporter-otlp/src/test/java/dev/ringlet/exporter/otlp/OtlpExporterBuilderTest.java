// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.testing.Await;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code sets, where other tests set the same by properties. */
@Timeout(180)
class OtlpExporterBuilderTest {
  @TempDir Path directory;

  private static OtlpExporterBuilder builder() {
    return OtlpExporter.builder(Signal.LOGS);
  }

  private static ExportResult export(Exporter exporter) {
    return exporter.export(new Payload(Signal.LOGS, new byte[50], 0, 50, 3, Await.deadline()));
  }

  @Test
  void aProxy() {
    try (ScriptedServer proxy = ScriptedServer.start();
        Exporter exporter =
            builder()
                .setEndpoint("http://far.example:4318/v1/logs")
                .setProxy("http://127.0.0.1:" + proxy.port())
                .build()) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      assertThat(proxy.requests().get(0).line())
          .isEqualTo("POST http://far.example:4318/v1/logs HTTP/1.1");
    }
  }

  @Test
  void certificatesInBothDirections() throws Exception {
    TestKeys server = TestKeys.make(directory, "server", "EC");
    TestKeys client = TestKeys.make(directory, "client", "EC");
    SSLServerSocket socket =
        (SSLServerSocket)
            server
                .serverContext(client)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    socket.setNeedClientAuth(true);
    List<String> clients = new CopyOnWriteArrayList<>();
    Path trusted = TestKeys.write(directory.resolve("ca.pem"), server.certificatePem());
    Path key = TestKeys.write(directory.resolve("key.pem"), client.keyPem());
    Path certificate = TestKeys.write(directory.resolve("own.pem"), client.certificatePem());
    try (ScriptedServer listener =
        ScriptedServer.start(socket)
            .onEveryConnection(connection -> clients.add(connection.peer()))) {
      String endpoint = "https://127.0.0.1:" + listener.port() + "/v1/logs";
      // In either order: neither call takes back the other.
      OtlpExporterBuilder first =
          builder().setTrustedCertificates(trusted).setClientTls(key, certificate);
      OtlpExporterBuilder second =
          builder().setClientTls(key, certificate).setTrustedCertificates(trusted);
      for (OtlpExporterBuilder either : List.of(first, second)) {
        try (Exporter exporter = either.setEndpoint(endpoint).build()) {
          assertThat(export(exporter)).isSameAs(ExportResult.delivered());
        }
      }
      assertThat(clients).hasSize(2).allMatch(name -> name.contains("client"));
      try (Exporter exporter =
          builder()
              .setClientTls(key, certificate)
              .setEndpoint(endpoint)
              .setRetryPolicy(RetryPolicy.none())
              .build()) {
        assertThat(export(exporter).isSuccess()).as("a server that is not trusted").isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT720H", "P106751991167300D"})
  void aTimeLimitForConnectionsHasNoEnd(Duration limit) {
    try (ScriptedServer server = ScriptedServer.start();
        Exporter exporter =
            builder().setEndpoint(server.url("/v1/logs")).setConnectTimeout(limit).build()) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
  }

  @Test
  void aResponseOverTheLimitIsNotRead() {
    byte[] large = new byte[2_000];
    try (ScriptedServer server =
            ScriptedServer.start().onEveryRequest(ScriptedServer.protobuf(200, large));
        Exporter exporter =
            builder()
                .setEndpoint(server.url("/v1/logs"))
                .setMaxResponseBytes(1_000)
                .setRetryPolicy(RetryPolicy.none())
                .build()) {
      ExportResult result = export(exporter);
      assertThat(result.isSuccess()).isFalse();
      assertThat(result.cause()).isNotEqualTo(FailureCause.CLOSED);
    }
  }

  @Test
  void badValuesAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setEndpoint("ftp://h"))
        .withMessageStartingWith("endpoint ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setProxy("127.0.0.1"))
        .withMessageStartingWith("proxy ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setProxy("http://user:s3cret@"))
        .withMessageStartingWith("proxy ")
        .withMessageNotContaining("s3cret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setConnectTimeout(Duration.ofMillis(-1)))
        .withMessage("connectTimeout must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setTimeout(Duration.ofMillis(-1)))
        .withMessage("timeout must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setMaxResponseBytes(0))
        .withMessageStartingWith("maxResponseBytes must be from 1 to ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setMaxConcurrentExports(65))
        .withMessage("maxConcurrentExports must be from 1 to 64");
    assertThatNullPointerException()
        .isThrownBy(() -> builder().setClientTls(Path.of("key"), null))
        .withMessage("certificate");
  }

  @Test
  void zeroAndLongTimeoutsAreForever() {
    assertThat(builder().setTimeout(Duration.ZERO).timeoutNanos)
        .isEqualTo(builder().setTimeout(Duration.ofSeconds(Long.MAX_VALUE)).timeoutNanos)
        .isGreaterThan(Duration.ofDays(20_000).toNanos());
    assertThat(builder().setConnectTimeout(Duration.ofSeconds(3)).connectTimeoutNanos)
        .isEqualTo(3_000_000_000L);
  }
}
