// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.testing.FreshProcess;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an application's log says of an SDK from its start to its end: little, and all of it. The
 * application has a process of its own, where no SDK of another test logs.
 */
class DiagnosticLinesTest {
  /** Produces twice for an endpoint, and prints what the SDK logs from its start to its end. */
  static final class Application {
    public static void main(String[] args) {
      try (LogCapture log = new LogCapture("dev.ringlet")) {
        try (RingletSdk sdk =
            RingletSdk.builder().property("otel.exporter.otlp.endpoint", args[0]).build()) {
          for (int i = 0; i < 2; i++) {
            sdk.getTracer("lib").spanBuilder("span").startSpan().end();
            sdk.getMeterProvider().get("lib").counterBuilder("counter").build().add(1);
            sdk.getLogsBridge().get("lib").logRecordBuilder().setBody("text").emit();
            sdk.flush(LONG);
          }
        }
        log.records()
            .forEach(line -> System.out.println(line.getLevel() + " " + line.getMessage()));
      }
    }
  }

  private static List<String> lines(String endpoint) {
    return FreshProcess.output(Application.class, endpoint).lines().toList();
  }

  @Test
  void eachSignalSaysOnceThatItWorksAndTheEndSumsUp() {
    try (OtlpCapture collector = OtlpCapture.start()) {
      String endpoint = collector.endpoint();
      List<String> lines = lines(endpoint);
      assertThat(lines.subList(0, lines.size() - 1))
          .containsExactlyInAnyOrder(
              "INFO traces -> " + endpoint + "/v1/traces (http/protobuf) ok, 1 item",
              "INFO metrics -> " + endpoint + "/v1/metrics (http/protobuf) ok, 1 item",
              "INFO logs -> " + endpoint + "/v1/logs (http/protobuf) ok, 1 item");
      assertThat(lines.get(lines.size() - 1))
          .matches(
              "INFO closed: traces produced 2, exported 2; metrics produced ([0-9]+), exported"
                  + " \\1; logs produced 2, exported 2");
    }
  }

  @Test
  void eachSignalSaysOnceWhatIsWrongAndTheEndSumsUp() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try {
      List<String> lines = lines("http://127.0.0.1:" + server.getAddress().getPort());
      List<String> wrong = lines.subList(0, lines.size() - 1);
      assertThat(wrong)
          .allMatch(
              line ->
                  line.endsWith(
                      ": not authorised; check the credentials in the headers (HTTP 401)"));
      assertThat(wrong)
          .extracting(line -> line.replaceAll(" ->.*", ""))
          .containsExactlyInAnyOrder("WARNING traces", "WARNING metrics", "WARNING logs");
      assertThat(lines.get(lines.size() - 1))
          .matches(
              "WARNING closed: traces produced 2, exported 0, dropped 2 .*; metrics .*; logs .*");
    } finally {
      server.stop(0);
    }
  }
}
