// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.graph.Exclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under OpenTelemetry's Java agent, which traces what HTTP clients send. */
@Timeout(300)
class AgentTest {
  private static final String AGENT = "io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1";

  /** The application's own request is traced, so the agent is at work; those of exports are not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exportsAreNotTraced(boolean okHttp) throws Exception {
    Map<String, Integer> requests = new ConcurrentHashMap<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String output =
          run(AgentApplication.class, okHttp, "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(requests.get("/v1/traces")).as(output).isGreaterThanOrEqualTo(3);
      assertThat(output).containsPattern("'GET' : [0-9a-f]{32} [0-9a-f]{16} CLIENT");
      assertThat(output).doesNotContain("'POST'").contains("flushed true");
    } finally {
      server.stop(0);
    }
  }

  /**
   * One line tells what {@code install()} found, and what records through the global is the
   * agent's.
   */
  @Test
  void installSaysThatTheGlobalStaysTheAgents() throws Exception {
    String output = run(InstalledApplication.class, false, "");
    assertThat(output)
        .containsOnlyOnce(
            "The OpenTelemetry Java agent is active and GlobalOpenTelemetry stays the agent's")
        .containsPattern("'by the global' : [0-9a-f]{32} [0-9a-f]{16} INTERNAL")
        .contains("closed: traces produced 0, exported 0");
  }

  private static String run(Class<?> main, boolean okHttp, String url) throws Exception {
    Path agent;
    String classPath;
    try (Resolution resolution = Resolution.nearest()) {
      agent = resolution.add(AGENT).resolve().values().iterator().next().file();
    }
    try (Resolution resolution = Resolution.nearest()) {
      resolution.add("io.opentelemetry:opentelemetry-api:1.68.0");
      if (okHttp) {
        resolution.addRinglet();
      } else {
        resolution.addRinglet(new Exclusion("com.squareup.okhttp3", "*", "*", "*"));
      }
      Path classes =
          Path.of(AgentTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      classPath =
          Stream.concat(
                  Stream.of(classes),
                  resolution.resolve().values().stream().map(Resolution.Jar::file))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + agent,
                "-Dotel.traces.exporter=console",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-cp",
                classPath,
                main.getName(),
                url)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
