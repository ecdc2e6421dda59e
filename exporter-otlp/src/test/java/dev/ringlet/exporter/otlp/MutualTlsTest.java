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
import dev.ringlet.testing.LogCapture;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys from files: both sides of a connection prove their identity. */
@Timeout(300)
class MutualTlsTest {
  private static final String PREFIX = "otel.exporter.otlp.";

  @TempDir static Path shared;
  private static TestKeys server;
  private static TestKeys rsa;
  private static TestKeys ec;
  private static TestKeys ed25519;

  @TempDir Path directory;
  private final List<String> clients = new CopyOnWriteArrayList<>();
  private final LogCapture log = new LogCapture("dev.ringlet");
  private ScriptedServer listener;

  @BeforeAll
  static void makeKeys() throws Exception {
    server = TestKeys.make(shared, "server", "EC");
    rsa = TestKeys.make(shared, "rsa", "RSA");
    ec = TestKeys.make(shared, "ec", "EC");
    ed25519 = TestKeys.make(shared, "ed25519", "Ed25519");
  }

  @AfterEach
  void close() {
    log.close();
    if (listener != null) {
      listener.close();
    }
  }

  /** A server that takes these clients only and notes those that came. */
  private String listen(TestKeys... trusted) throws Exception {
    SSLContext context = server.serverContext(trusted);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    socket.setNeedClientAuth(trusted.length > 0);
    listener =
        ScriptedServer.start(socket)
            .onEveryConnection(connection -> clients.add(connection.peer()));
    return "https://127.0.0.1:" + listener.port();
  }

  private Path file(String name, String text) throws Exception {
    return TestKeys.write(directory.resolve(name), text);
  }

  private Map<String, String> settings(String endpoint, Object... filePairs) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put(PREFIX + "endpoint", endpoint);
    settings.put(PREFIX + "certificate", file("ca.pem", server.certificatePem()).toString());
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    for (int i = 0; i < filePairs.length; i += 2) {
      settings.put(PREFIX + filePairs[i], filePairs[i + 1].toString());
    }
    return settings;
  }

  private static Exporter exporter(Map<String, String> settings) {
    return OtlpExporters.fromConfig(Signal.TRACES, Config.of(settings, Map.of(), Map.of()));
  }

  private static ExportResult export(Exporter exporter) {
    long deadline = Await.deadline();
    return exporter.export(new Payload(Signal.TRACES, new byte[9], 0, 9, 12, deadline));
  }

  private static String pem(TestKeys keys, String label) throws Exception {
    return label.equals("PRIVATE KEY")
        ? keys.keyPem()
        : "some text\n" + TestKeys.pem(label, keys.bareKey());
  }

  private static TestKeys keys(String name) {
    return Map.of("rsa", rsa, "ec", ec, "ed25519", ed25519).get(name);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, PRIVATE KEY",
    "rsa, RSA PRIVATE KEY",
    "ec, PRIVATE KEY",
    "ec, EC PRIVATE KEY",
    "ed25519, PRIVATE KEY"
  })
  void everyKindOfKeyIsShownToTheServer(String name, String label) throws Exception {
    TestKeys keys = keys(name);
    Map<String, String> settings =
        settings(
            listen(rsa, ec, ed25519),
            "client.key",
            file("key.pem", pem(keys, label)),
            "client.certificate",
            file("client.pem", keys.certificatePem()));
    try (Exporter exporter = exporter(settings)) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
    assertThat(clients).containsExactly("CN=" + name);
    assertThat(listener.requests()).hasSize(2);
  }

  @Test
  void theFilesOfASignalReplaceTheGeneralOnes() throws Exception {
    Map<String, String> settings =
        settings(
            listen(rsa, ec),
            "client.key",
            file("key.pem", rsa.keyPem()),
            "client.certificate",
            file("client.pem", rsa.certificatePem()),
            "traces.client.key",
            file("key2.pem", ec.keyPem()),
            "traces.client.certificate",
            file("client2.pem", ec.certificatePem()));
    try (Exporter exporter = exporter(settings)) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
    assertThat(clients).containsExactly("CN=ec");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void grpcOverTls(boolean withClient) throws Exception {
    Path key = file("server-key.pem", server.keyPem());
    Path certificate = file("server.pem", server.certificatePem());
    Path trusted = file("clients.pem", ec.certificatePem() + rsa.certificatePem());
    try (GrpcServers grpc =
        GrpcServers.start(
            builder -> {
              try {
                builder.sslContext(
                    GrpcSslContexts.forServer(certificate.toFile(), key.toFile())
                        .trustManager(trusted.toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })) {
      Map<String, String> settings =
          settings("https://127.0.0.1:" + grpc.port(), "protocol", "grpc", "timeout", "10s");
      if (withClient) {
        settings.put(PREFIX + "client.key", file("key.pem", rsa.keyPem()).toString());
        settings.put(
            PREFIX + "client.certificate", file("client.pem", rsa.certificatePem()).toString());
      }
      try (Exporter exporter = exporter(settings)) {
        ExportResult result = export(exporter);
        assertThat(result.isSuccess()).as(result.toString()).isEqualTo(withClient);
        assertThat(grpc.calls()).hasSize(withClient ? 1 : 0);
      }
    }
  }

  @Test
  void grpcToATlsServerThatOnlySpeaksHttp1() throws Exception {
    Map<String, String> settings = settings(listen(), "protocol", "grpc");
    try (Exporter exporter = exporter(settings)) {
      ExportResult result = export(exporter);
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.WRONG_ENDPOINT);
      assertThat(result.message()).contains("does not support gRPC");
    }
    assertThat(listener.requests()).hasSize(1);
  }

  @Test
  void aServerThatIsNotInTheFileGetsNothing() throws Exception {
    Map<String, String> settings =
        settings(listen(), "certificate", file("other.pem", ec.certificatePem()));
    try (Exporter exporter = exporter(settings)) {
      ExportResult result = export(exporter);
      assertThat(result.cause()).isEqualTo(FailureCause.CERTIFICATE);
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
    }
    assertThat(listener.requests()).isEmpty();
  }

  @Test
  void aServerUnderAnotherNameGetsNothing() throws Exception {
    TestKeys right = server;
    server = TestKeys.make(shared, "elsewhere", "EC", "-ext", "SAN=dns:elsewhere.example");
    try {
      Map<String, String> settings = settings(listen());
      try (Exporter exporter = exporter(settings)) {
        assertThat(export(exporter).cause()).isEqualTo(FailureCause.CERTIFICATE);
      }
      assertThat(listener.requests()).isEmpty();
    } finally {
      server = right;
    }
  }

  @Test
  void aServerWhoseCertificateHasExpiredGetsNothing() throws Exception {
    TestKeys right = server;
    server = TestKeys.makeSigned(shared, "old", "-startdate", "-10d", "-validity", "1");
    try {
      Map<String, String> settings =
          settings(listen(), "certificate", file("root.pem", server.rootPem()));
      try (Exporter exporter = exporter(settings)) {
        assertThat(export(exporter).cause()).isEqualTo(FailureCause.CERTIFICATE);
      }
      assertThat(listener.requests()).isEmpty();
      listener.close();
      server = TestKeys.makeSigned(shared, "new"); // the same but for the dates
      settings = settings(listen(), "certificate", file("root.pem", server.rootPem()));
      try (Exporter exporter = exporter(settings)) {
        assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      }
    } finally {
      server = right;
    }
  }

  @Test
  void aServerThatOnlySpeaksOldTlsGetsNothing() throws Exception {
    listener = ScriptedServer.start();
    listener.onConnection(
        connection -> {
          connection.readBytes(50);
          connection.send(new byte[] {0x15, 3, 1, 0, 2, 2, 70}); // an alert: protocol version
          connection.stall();
        });
    try (Exporter exporter = exporter(settings("https://127.0.0.1:" + listener.port()))) {
      ExportResult result = export(exporter);
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(result.cause()).isEqualTo(FailureCause.CERTIFICATE);
    }
    assertThat(listener.requests()).isEmpty();
  }

  /** Replaces a file and makes sure that its time differs. */
  private static void replace(Path file, String text) throws Exception {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    Files.setLastModifiedTime(next, FileTime.from(Instant.now().plusSeconds(5)));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aNewConnectionShowsTheNewCertificate() throws Exception {
    Path key = file("key.pem", rsa.keyPem());
    Path certificate = file("client.pem", rsa.certificatePem());
    Map<String, String> settings =
        settings(listen(rsa, ec), "client.key", key, "client.certificate", certificate);
    try (Exporter exporter = exporter(settings)) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      replace(certificate, ec.certificatePem()); // does not fit the key yet
      listener.resetConnections();
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      replace(key, ec.keyPem());
      listener.resetConnections();
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      replace(key, "garbage");
      listener.resetConnections();
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
    }
    assertThat(clients).containsExactly("CN=rsa", "CN=rsa", "CN=ec", "CN=ec");
    assertThat(String.join("\n", log.messages(Level.WARNING)))
        .contains("key.pem", "the previous files stay in use")
        .doesNotContain("garbage");
  }

  @Test
  void aNewConnectionTrustsTheNewFile() throws Exception {
    String url = listen();
    Map<String, String> settings = settings(url);
    Path trusted = file("ca.pem", ec.certificatePem());
    try (Exporter exporter = exporter(settings)) {
      assertThat(export(exporter).cause()).isEqualTo(FailureCause.CERTIFICATE);
      replace(trusted, server.certificatePem());
    }
    try (Exporter exporter = exporter(settings)) {
      assertThat(export(exporter)).isSameAs(ExportResult.delivered());
      replace(trusted, ec.certificatePem());
      Files.setLastModifiedTime(trusted, FileTime.from(Instant.now().plusSeconds(60)));
      listener.resetConnections();
      assertThat(export(exporter).cause()).isEqualTo(FailureCause.CERTIFICATE);
    }
    assertThat(listener.requests()).hasSize(1);
  }

  private void assertRefused(Map<String, String> settings, String key, String... parts)
      throws Exception {
    String secret = rsa.keyPem().lines().skip(1).findFirst().orElseThrow();
    assertThatThrownBy(() -> exporter(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(PREFIX + key + ": ")
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining(secret)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void filesThatCannotBeUsedAreRefusedAtTheStart() throws Exception {
    Path good = file("client.pem", rsa.certificatePem());
    String proc = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,s3cret\n\n";
    String[][] keys = {
      {"", "no private key"},
      {"s3cret", "no private key"},
      {rsa.certificatePem(), "no private key"},
      {TestKeys.pem("ENCRYPTED PRIVATE KEY", rsa.pkcs8()), "encrypted"},
      {
        TestKeys.pem("RSA PRIVATE KEY", rsa.bareKey()).replaceFirst("-\n", "-\n" + proc),
        "encrypted"
      },
      {TestKeys.pem("DSA PRIVATE KEY", rsa.pkcs8()), "unknown kind"},
      {TestKeys.pem("PRIVATE KEY", rsa.bareKey()), "malformed"},
      {TestKeys.pem("PRIVATE KEY", new byte[0]), "malformed"},
      {TestKeys.pem("EC PRIVATE KEY", ec.bareKey()), "does not belong"},
      {ec.keyPem(), "does not belong"},
      {TestKeys.make(shared, "rsa2", "RSA").keyPem(), "does not belong"},
      {rsa.keyPem() + rsa.keyPem(), "more than one"},
      {rsa.keyPem().replace("-----END", ""), "does not end"},
      {rsa.keyPem() + " ".repeat(70_000), "larger"}
    };
    for (String[] wrong : keys) {
      Path key = file("key.pem", wrong[0]);
      Map<String, String> settings =
          settings("https://h/", "client.key", key, "client.certificate", good);
      assertRefused(settings, "client.key", key.toString(), wrong[1]);
    }
    Path missing = directory.resolve("missing.pem");
    Path key = file("key.pem", rsa.keyPem());
    Path half = file("half.pem", TestKeys.pem("CERTIFICATE", new byte[] {0x30, 1}));
    assertRefused(settings("https://h/", "certificate", missing), "certificate", "missing.pem");
    assertRefused(settings("https://h/", "certificate", key), "certificate", "no certificate");
    assertRefused(settings("https://h/", "certificate", half), "certificate", "malformed");
    assertRefused(
        settings("https://h/", "client.key", key), "client.key", "client certificate as well");
    assertRefused(
        settings("https://h/", "client.certificate", good),
        "client.certificate",
        "client key as well");
    assertRefused(
        settings("https://h/", "traces.client.key", missing, "client.certificate", good),
        "traces.client.key",
        "cannot be read");
  }

  @Test
  void warnsOfWhatMayBecomeAProblem() throws Exception {
    TestKeys old = TestKeys.make(shared, "expired", "EC", "-startdate", "-10d", "-validity", "1");
    Path key = file("key.pem", old.keyPem());
    Path certificate = file("client.pem", old.certificatePem());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    exporter(settings("https://h/", "client.key", key, "client.certificate", certificate)).close();
    assertThat(log.messages(Level.WARNING))
        .containsExactly(
            key + " can be read by every user",
            certificate + " holds a certificate that has expired or is not valid yet");
    exporter(settings("http://h/")).close();
    assertThat(log.messages(Level.WARNING)).hasSize(3).last().asString().contains("not https");
  }
}
