// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.testing.FreshProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the first request to an endpoint without TLS does not load. */
class FirstRequestClassesTest {
  /** The process that sends. */
  static final class Send {
    public static void main(String[] arguments) throws IOException {
      TransportSettings settings =
          new TransportSettings(Endpoint.parse(arguments[0]), Map.of(), 0, 1, 1000);
      HttpTransport transport =
          arguments[1].equals("jdk")
              ? new JdkHttpTransport(settings)
              : new OkHttpTransport(settings);
      HttpExchange exchange = transport.newExchange();
      exchange.timeoutNanos = 60_000_000_000L;
      exchange.execute();
      System.out.println("status " + exchange.response.status());
      Runtime.getRuntime().halt(0);
    }
  }

  private static Set<String> loadedBy(String client) {
    try (ScriptedServer server = ScriptedServer.start()) {
      String log =
          FreshProcess.output(
              List.of("-Xlog:class+load:stdout:none"),
              Send.class,
              server.url("/v1/traces"),
              client);
      assertThat(log).contains("status 200");
      return log.lines()
          .map(line -> line.replaceFirst(" source:.*", ""))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void clientOfTheJdkLoadsNoCertificates() {
    assertThat(loadedBy("jdk"))
        .contains("dev.ringlet.exporter.otlp.internal.tls.NoTls")
        .doesNotContain("sun.security.x509.X509CertImpl", "sun.security.jca.ProviderList")
        .noneMatch(name -> name.startsWith("sun.security.ssl."));
  }

  @Test
  void okHttpLoadsNoReflectionOfKotlin() {
    assertThat(loadedBy("okhttp"))
        .contains("okhttp3.OkHttpClient")
        .doesNotContain("kotlin.jvm.internal.ClassReference", "kotlin.jvm.functions.Function22");
  }
}
