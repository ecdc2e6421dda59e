// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.TestKeys;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is wrong gets nothing, and everything once it has a right one. */
@Timeout(600)
class TlsRecoveryTest {
  private static final int SPANS = 10;

  @TempDir Path directory;

  private static ScriptedServer listen(TestKeys keys, int port) throws Exception {
    return ScriptedServer.start(
        keys.serverContext()
            .getServerSocketFactory()
            .createServerSocket(port, 10, InetAddress.getByName("127.0.0.1")));
  }

  @Test
  void certificatesThatAreWrong() throws Exception {
    TestKeys right = TestKeys.make(directory, "right", "EC");
    TestKeys unknown = TestKeys.make(directory, "unknown", "EC");
    TestKeys elsewhere =
        TestKeys.make(directory, "elsewhere", "EC", "-ext", "SAN=dns:elsewhere.example");
    TestKeys expired =
        TestKeys.makeSigned(directory, "expired", "-startdate", "-10d", "-validity", "1");
    Path trusted =
        TestKeys.write(
            directory.resolve("trusted.pem"),
            right.certificatePem() + elsewhere.certificatePem() + expired.rootPem());
    Application.tryAll(
        List.of(unknown, elsewhere, expired), wrong -> survive(wrong, right, trusted));
  }

  private static void survive(TestKeys wrong, TestKeys right, Path trusted) throws Exception {
    ScriptedServer before = listen(wrong, 0);
    Map<String, String> properties =
        Map.of(
            "otel.exporter.otlp.endpoint",
            "https://127.0.0.1:" + before.port(),
            "otel.exporter.otlp.certificate",
            trusted.toString());
    try (Application application = new Application(properties)) {
      application.record("during", SPANS);
      assertThat(application.flush()).isFalse();
      assertThat(application.balanced().dropped())
          .isEqualTo(Map.of(DropCause.RETRIES_EXHAUSTED, (long) SPANS));
      assertThat(before.requests()).isEmpty();
      before.close();
      try (ScriptedServer after = listen(right, before.port())) {
        application.freshOneGetsThrough(
            name ->
                Application.names(after.requests().stream().map(ScriptedServer.Received::body))
                    .contains(name));
        application.balanced();
      }
    }
  }
}
