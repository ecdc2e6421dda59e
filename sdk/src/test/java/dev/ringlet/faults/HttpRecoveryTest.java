// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.exporter.otlp.ScriptedServer.protobuf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.ScriptedServer.Script;
import dev.ringlet.testing.ClosedPort;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a receiver over HTTP does, every span is delivered or counted as lost under the right
 * cause, and when the fault ends a fresh span gets through.
 */
@Timeout(600)
class HttpRecoveryTest {
  private static final int SPANS = 10;

  /**
   * What a receiver does to every request, or to every connection before one.
   *
   * @param cause what lost spans are counted as; null if none are lost
   */
  private record Fault(
      String name, DropCause cause, int lost, Script request, Script connection, String timeout) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Fault> faults = new ArrayList<>();

  private void answers(String name, DropCause cause, int lost, Script request) {
    faults.add(new Fault(name, cause, lost, request, null, "30s"));
  }

  private void refused(int status, DropCause cause) {
    answers("status " + status, cause, SPANS, answer(status));
  }

  private void harmless(String name, Script request) {
    answers(name, null, 0, request);
  }

  /** The request is given up in the end. */
  private void silent(String name, Script request) {
    faults.add(new Fault(name, DropCause.RETRIES_EXHAUSTED, SPANS, request, null, "2s"));
  }

  private void connects(String name, Script connection) {
    faults.add(new Fault(name, DropCause.RETRIES_EXHAUSTED, SPANS, null, connection, "30s"));
  }

  private static byte[] gzip(int zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(new byte[zeros]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Script rejecting(long spans) {
    ExportTracePartialSuccess.Builder partial =
        ExportTracePartialSuccess.newBuilder().setRejectedSpans(spans).setErrorMessage("no");
    return protobuf(
        200,
        ExportTraceServiceResponse.newBuilder().setPartialSuccess(partial).build().toByteArray());
  }

  private void breakingConnections() {
    answers(
        "reset after the request",
        DropCause.RETRIES_EXHAUSTED,
        SPANS,
        ScriptedServer.Connection::reset);
    answers(
        "closed after the request",
        DropCause.RETRIES_EXHAUSTED,
        SPANS,
        ScriptedServer.Connection::close);
    connects(
        "reset in the middle of the request",
        c -> {
          c.readBytes(100);
          c.reset();
        });
    connects(
        "speaks another protocol",
        c -> {
          c.send("SSH-2.0-OpenSSH_9.2\r\n");
          c.close();
        });
    harmless(
        "closed while idle",
        c -> {
          answer(200).run(c);
          c.close();
        });
    silent("never answers", ScriptedServer.Connection::stall);
    silent(
        "stops in the head",
        c -> {
          c.send("HTTP/1.1 200 OK\r\nContent-");
          c.stall();
        });
    faults.add(
        new Fault(
            "stops in the body",
            null,
            0,
            c -> {
              c.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na");
              c.stall();
            },
            null,
            "10s"));
  }

  private void statuses() {
    for (int status : new int[] {400, 401, 403, 404, 405, 408, 415, 421, 500, 501}) {
      refused(status, DropCause.REFUSED);
    }
    refused(413, DropCause.TOO_LARGE);
    for (int status : new int[] {429, 502, 503, 504}) {
      refused(status, DropCause.RETRIES_EXHAUSTED);
    }
    for (String wait : new String[] {"0", "1", "-1", "abc", "Sun, 06 Nov 1994 08:49:37 GMT"}) {
      answers(
          "Retry-After: " + wait,
          DropCause.RETRIES_EXHAUSTED,
          SPANS,
          answer(503, "Retry-After: " + wait + "\r\nRetry-After: \r\n", new byte[0]));
    }
  }

  private void oddAnswers() {
    answers("rejects 3", DropCause.REJECTED, 3, rejecting(3));
    answers("rejects more than it got", DropCause.REJECTED, SPANS, rejecting(Long.MAX_VALUE));
    harmless("rejects fewer than none", rejecting(-5));
    harmless("garbage", protobuf(200, "0a\u0003\u00ff".getBytes(StandardCharsets.ISO_8859_1)));
    harmless("JSON", answer(200, "Content-Type: application/json\r\n", new byte[] {'{', '}'}));
    harmless("unknown encoding", answer(200, "Content-Encoding: zebra\r\n", new byte[9]));
    harmless("cut gzip", answer(200, "Content-Encoding: gzip\r\n", new byte[] {31, (byte) 139}));
    answers(
        "gzip bomb",
        DropCause.REFUSED,
        SPANS,
        answer(200, "Content-Encoding: gzip\r\n", gzip(20 << 20)));
    answers(
        "endless body",
        DropCause.REFUSED,
        SPANS,
        c -> {
          c.send("HTTP/1.1 503 Text\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            c.send("4000\r\n" + "x".repeat(0x4000) + "\r\n");
          }
        });
    answers(
        "10 GB announced",
        DropCause.REFUSED,
        SPANS,
        c -> {
          c.send("HTTP/1.1 400 Text\r\nContent-Length: 10000000000\r\n\r\nabc");
          c.stall();
        });
    answers(
        "a log-in page",
        DropCause.RETRIES_EXHAUSTED,
        SPANS,
        answer(200, "Content-Type: text/html\r\n", "<html>".getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> names(ScriptedServer server) {
    return Application.names(server.requests().stream().map(ScriptedServer.Received::body));
  }

  @Test
  void everyFaultIsSurvived() throws Exception {
    breakingConnections();
    statuses();
    oddAnswers();
    Application.tryAll(faults, HttpRecoveryTest::survive);
  }

  private static Map<String, String> to(String url, String timeout) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.exporter.otlp.endpoint", url);
    properties.put("otel.exporter.otlp.timeout", timeout);
    return properties;
  }

  private static void survive(Fault fault) throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      survive(fault, server, to(server.url(""), fault.timeout));
    }
  }

  private static void survive(Fault fault, ScriptedServer server, Map<String, String> properties)
      throws Exception {
    try (Application application = new Application(properties)) {
      application.freshOneGetsThrough(name -> names(server).contains(name));
      SignalHealth before = application.balanced();
      server.resetConnections();
      if (fault.request != null) {
        server.onEveryRequest(fault.request);
      }
      server.onEveryConnection(fault.connection);
      application.record("during", SPANS);
      application.flush();
      SignalHealth health = application.balanced();
      assertThat(health.exported())
          .as("%s", health)
          .isEqualTo(before.exported() + SPANS - fault.lost);
      assertThat(health.dropped()).isEqualTo(Application.plus(before, fault.cause, fault.lost));
      server.onEveryRequest(answer(200)).onEveryConnection(null);
      server.resetConnections();
      application.freshOneGetsThrough(name -> names(server).contains(name));
      assertThat(application.balanced().exported()).isLessThanOrEqualTo(names(server).size());
    }
  }

  @Test
  void redirectsLeadNowhere() throws Exception {
    List<Integer> statuses = List.of(300, 301, 302, 303, 304, 307, 308);
    Application.tryAll(
        statuses,
        status -> {
          try (ScriptedServer other = ScriptedServer.start()) {
            String location = "Location: " + other.url("/v1/traces") + "\r\n";
            survive(
                new Fault(
                    "",
                    DropCause.REFUSED,
                    SPANS,
                    answer(status, location, new byte[0]),
                    null,
                    "30s"));
            assertThat(other.connectionCount()).isZero();
          }
        });
  }

  @Test
  void whateverAProxyDoes() throws Exception {
    statuses();
    breakingConnections();
    faults.removeIf(fault -> !fault.name.matches("status (407|5..)|reset.*|closed.*"));
    refused(407, DropCause.RETRIES_EXHAUSTED);
    Application.tryAll(
        faults,
        fault -> {
          try (ScriptedServer proxy = ScriptedServer.start()) {
            Map<String, String> properties = to("http://collector.example", "30s");
            properties.put("ringlet.exporter.otlp.proxy", "http://127.0.0.1:" + proxy.port());
            survive(fault, proxy, properties);
          }
        });
  }

  @Test
  void aReceiverThatIsNotThereYet() throws Exception {
    ClosedPort closed = ClosedPort.hold();
    try (Application application = new Application(to(closed.url(), "30s"))) {
      application.record("during", SPANS);
      assertThat(application.flush()).isFalse();
      assertThat(application.balanced().dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(SPANS);
      closed.close();
      try (ScriptedServer server = ScriptedServer.start(closed.port())) {
        application.freshOneGetsThrough(name -> names(server).contains(name));
        assertThat(application.balanced().exported()).isEqualTo(names(server).size());
      }
    }
  }

  @Test
  void oneOfTwoReceiversAndThenBothAndThenOne() throws Exception {
    try (ScriptedServer first = ScriptedServer.start();
        ScriptedServer second = ScriptedServer.start()) {
      Map<String, String> properties = to("", "30s");
      properties.put("ringlet.exporter.otlp.endpoints", first.url("") + "," + second.url(""));
      try (Application application = new Application(properties)) {
        application.record("one", SPANS);
        assertThat(application.flush()).isTrue();
        first.onEveryRequest(ScriptedServer.Connection::reset);
        application.record("two", SPANS);
        assertThat(application.flush()).isTrue();
        assertThat(names(second)).containsOnly("two").hasSize(SPANS);
        second.onEveryRequest(answer(503));
        application.record("three", SPANS);
        assertThat(application.flush()).isFalse();
        SignalHealth health = application.balanced();
        assertThat(health.exported()).isEqualTo(2 * SPANS);
        assertThat(health.dropped()).isEqualTo(Map.of(DropCause.RETRIES_EXHAUSTED, (long) SPANS));
        first.onEveryRequest(answer(200));
        application.freshOneGetsThrough(name -> names(first).contains(name));
        application.balanced();
      }
    }
  }

  @Test
  void retriesCountOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onRequest(
          answer(503),
          ScriptedServer.Connection::reset,
          answer(429, "Retry-After: 1\r\n", new byte[0]));
      Map<String, String> properties = to(server.url(""), "30s");
      properties.put("otel.java.exporter.otlp.retry.disabled", "false");
      try (Application application = new Application(properties)) {
        application.record("patient", SPANS);
        assertThat(application.flush()).isTrue();
        assertThat(application.balanced().exported()).isEqualTo(SPANS);
        assertThat(application.balanced().retried()).isEqualTo(2); // a used connection broke once
        assertThat(names(server)).hasSize(4 * SPANS);
      }
    }
  }
}
