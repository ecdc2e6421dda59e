// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application's log says of an SDK from its start to its end: little, and all of it. */
class DiagnosticLinesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private final LogCapture log = new LogCapture("dev.ringlet");

  @AfterEach
  void stopListening() {
    log.close();
  }

  private String last() {
    List<LogRecord> records = log.records();
    return records.get(records.size() - 1).getMessage();
  }

  private Stream<String> lines(Level level) {
    return log.messages(level).stream();
  }

  private static RingletSdk sdk(String endpoint) {
    return RingletSdk.builder().property("otel.exporter.otlp.endpoint", endpoint).build();
  }

  private static void produceTwice(RingletSdk sdk) {
    for (int i = 0; i < 2; i++) {
      sdk.getTracer("lib").spanBuilder("span").startSpan().end();
      sdk.getMeterProvider().get("lib").counterBuilder("counter").build().add(1);
      sdk.getLogsBridge().get("lib").logRecordBuilder().setBody("text").emit();
      sdk.flush(LONG);
    }
  }

  @Test
  void eachSignalSaysOnceThatItWorksAndTheEndSumsUp() {
    try (OtlpCapture collector = OtlpCapture.start()) {
      try (RingletSdk sdk = sdk(collector.endpoint())) {
        produceTwice(sdk);
      }
      String endpoint = collector.endpoint();
      assertThat(lines(Level.INFO).filter(line -> !line.startsWith("closed: ")))
          .containsExactlyInAnyOrder(
              "traces -> " + endpoint + "/v1/traces (http/protobuf) ok, 1 item",
              "metrics -> " + endpoint + "/v1/metrics (http/protobuf) ok, 1 item",
              "logs -> " + endpoint + "/v1/logs (http/protobuf) ok, 1 item");
    }
    assertThat(last())
        .matches(
            "closed: traces produced 2, exported 2; metrics produced ([0-9]+), exported \\1;"
                + " logs produced 2, exported 2");
    assertThat(lines(Level.WARNING)).isEmpty();
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
    try (RingletSdk sdk = sdk("http://127.0.0.1:" + server.getAddress().getPort())) {
      produceTwice(sdk);
    } finally {
      server.stop(0);
    }
    assertThat(lines(Level.INFO)).isEmpty();
    List<String> told = lines(Level.WARNING).filter(line -> !line.startsWith("closed: ")).toList();
    assertThat(told)
        .hasSize(3)
        .allMatch(
            line ->
                line.endsWith(": not authorised; check the credentials in the headers (HTTP 401)"));
    assertThat(told)
        .extracting(line -> line.replaceAll(" ->.*", ""))
        .containsExactlyInAnyOrder("traces", "metrics", "logs");
    assertThat(last())
        .matches("closed: traces produced 2, exported 0, dropped 2 .*; metrics .*; logs .*");
  }
}
