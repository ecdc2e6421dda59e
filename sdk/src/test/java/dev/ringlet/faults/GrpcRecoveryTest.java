// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.exporter.otlp.ScriptedHttp2.frame;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.grpc;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.exporter.otlp.ScriptedHttp2;
import dev.ringlet.exporter.otlp.ScriptedHttp2.Script;
import dev.ringlet.exporter.otlp.ScriptedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a gRPC receiver does, every span is delivered or counted as lost under the right cause,
 * and when the fault ends a fresh span gets through.
 */
@Timeout(600)
class GrpcRecoveryTest {
  private static final int SPANS = 10;
  private static final int RETRYABLE = 1 << 1 | 1 << 4 | 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15;

  /** RetryInfo of no time at all. */
  private static final String NO_WAIT =
      "Gi4KKHR5cGUuZ29vZ2xlYXBpcy5jb20vZ29vZ2xlLnJwYy5SZXRyeUluZm8SAgoA";

  private record Fault(
      String name,
      DropCause cause,
      int lost,
      Script request,
      ScriptedServer.Script connection,
      String timeout) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Fault> faults = new ArrayList<>();

  private void answers(String name, DropCause cause, int lost, Script request) {
    faults.add(new Fault(name, cause, lost, request, null, "30s"));
  }

  private void givenUp(String name, Script request) {
    answers(name, DropCause.RETRIES_EXHAUSTED, SPANS, request);
  }

  private void refused(String name, Script request) {
    answers(name, DropCause.REFUSED, SPANS, request);
  }

  private void harmless(String name, Script request) {
    answers(name, null, 0, request);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private void statuses() {
    for (int code = 1; code <= 16; code++) {
      Script inTrailers = grpc(frame(new byte[0]), "grpc-status", "" + code);
      Script inHead =
          head(":status", "200", "content-type", "application/grpc", "grpc-status", "" + code);
      for (Script script : new Script[] {inTrailers, inHead}) {
        if ((RETRYABLE & 1 << code) != 0) {
          givenUp("gRPC status " + code, script);
        } else {
          refused("gRPC status " + code, script);
        }
      }
    }
    givenUp(
        "RESOURCE_EXHAUSTED with RetryInfo",
        grpc(new byte[0], "grpc-status", "8", "grpc-status-details-bin", NO_WAIT));
    refused(
        "RESOURCE_EXHAUSTED with details that are none",
        grpc(new byte[0], "grpc-status", "8", "grpc-status-details-bin", "***"));
    answers(
        "a message that is too large",
        DropCause.TOO_LARGE,
        SPANS,
        grpc(new byte[0], "grpc-status", "8", "grpc-message", "larger than max (5 vs. 4)"));
    refused("a status that is no number", grpc(new byte[0], "grpc-status", "abc"));
    refused("a status that is not known", grpc(new byte[0], "grpc-status", "99"));
    refused("no status", head(":status", "200", "content-type", "application/grpc"));
  }

  private void otherServers() {
    for (String status : new String[] {"404", "307", "500"}) {
      refused("HTTP " + status, head(":status", status, "content-type", "text/html"));
    }
    for (String status : new String[] {"429", "502", "503", "504"}) {
      givenUp("HTTP " + status, head(":status", status, "retry-after", "0"));
    }
    refused("JSON", head(":status", "200", "content-type", "application/json"));
    givenUp("a log-in page", head(":status", "200", "content-type", "text/html"));
    faults.add(
        new Fault(
            "HTTP/1.1 only",
            DropCause.RETRIES_EXHAUSTED,
            SPANS,
            null,
            c -> {
              c.readBytes(24);
              c.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
              c.close();
            },
            "30s"));
  }

  private void connections() {
    givenUp("reset", stream -> stream.connection().reset());
    givenUp("closed", stream -> stream.connection().close());
    givenUp("stream refused", stream -> stream.reset(ScriptedHttp2.REFUSED_STREAM));
    givenUp("stream cancelled", stream -> stream.reset(ScriptedHttp2.CANCEL));
    givenUp("calm wanted", stream -> stream.reset(ScriptedHttp2.ENHANCE_YOUR_CALM));
    givenUp(
        "GOAWAY",
        stream -> {
          stream.goAway(false, 0);
          stream.connection().close();
        });
    harmless(
        "GOAWAY after the answer",
        stream -> {
          stream.goAway(true, 0);
          ScriptedHttp2.OK.run(stream);
        });
    givenUp(
        "breaks off before the status",
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          stream.data(frame(new byte[0]));
          stream.connection().close();
        });
    for (boolean head : new boolean[] {false, true}) {
      faults.add(
          new Fault(
              head ? "silent after the head" : "silent",
              DropCause.RETRIES_EXHAUSTED,
              SPANS,
              stream -> {
                if (head) {
                  stream.headers(false, ":status", "200", "content-type", "application/grpc");
                }
              },
              null,
              "2s"));
    }
  }

  private void messages() {
    harmless("no message", grpc(new byte[0], "grpc-status", "0"));
    harmless("a message that is not protobuf", grpc(bytes("0000000003FFFFFF"), "grpc-status", "0"));
    harmless("a cut message", grpc(bytes("0000000009"), "grpc-status", "0"));
    harmless("compressed, unannounced", grpc(bytes("01000000040A020809"), "grpc-status", "0"));
    answers(
        "two messages",
        DropCause.REJECTED,
        5,
        grpc(bytes("00000000040A02080500000000040A020809"), "grpc-status", "0"));
    refused("a length that lies", grpc(bytes("00FFFFFFFF"), "grpc-status", "0"));
    refused(
        "too much",
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          stream.data(new byte[5 << 20]);
        });
  }

  private static List<String> names(ScriptedHttp2 server) {
    return Application.names(server.requests().stream().map(ScriptedHttp2.Received::body));
  }

  @Test
  void everyFaultIsSurvived() throws Exception {
    statuses();
    otherServers();
    connections();
    messages();
    Application.tryAll(faults, GrpcRecoveryTest::survive);
  }

  private static void survive(Fault fault) throws Exception {
    try (ScriptedHttp2 server = new ScriptedHttp2()) {
      ScriptedServer connections = server.connections();
      Map<String, String> properties = new HashMap<>();
      properties.put("otel.exporter.otlp.endpoint", server.url(""));
      properties.put("otel.exporter.otlp.protocol", "grpc");
      properties.put("otel.exporter.otlp.timeout", fault.timeout);
      try (Application application = new Application(properties)) {
        application.freshOneGetsThrough(name -> names(server).contains(name));
        SignalHealth before = application.balanced();
        connections.resetConnections();
        if (fault.request != null) {
          server.onEveryRequest(fault.request);
        } else {
          connections.onConnection(fault.connection);
        }
        application.record("during", SPANS);
        application.flush();
        SignalHealth health = application.balanced();
        assertThat(health.exported())
            .as("%s", health)
            .isEqualTo(before.exported() + SPANS - fault.lost);
        assertThat(health.dropped()).isEqualTo(Application.plus(before, fault.cause, fault.lost));
        server.onEveryRequest(ScriptedHttp2.OK);
        connections.resetConnections();
        application.freshOneGetsThrough(name -> names(server).contains(name));
        assertThat(application.balanced().exported()).isLessThanOrEqualTo(names(server).size());
      }
    }
  }
}
