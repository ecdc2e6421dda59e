// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.exporter.otlp.ScriptedServer.protobuf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.ScriptedServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP responses of every kind, right and wrong. */
abstract class HttpResponseFaults extends SenderFaults<HttpWire> {
  private final ScriptedServer server = wire.server;

  HttpResponseFaults(HttpWire wire) {
    super(wire);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5, 5",
    "' 7 ', 7",
    "-1, -1",
    "1000000000, 3600",
    "99999999999, 3600",
    "abc, -1",
    "1e3, -1",
    "'Fri, 31 Dec 1999 23:59:59 GMT', 0",
    "'Fri, 31 Dec 9999 23:59:59 GMT', 3600",
    "'Fri, 99 Dec 1999 23:59:59 GMT', -1"
  })
  void retryAfter(String value, long seconds) {
    assertRetryAfter("Retry-After: " + value + "\r\n", seconds);
  }

  @Test
  void retryAfterIsLimitedToAnHour() {
    assertRetryAfter("Retry-After: " + "9".repeat(400) + "\r\n", 3600);
  }

  @Test
  void longestOfSeveralRetryAfter() {
    assertRetryAfter("Retry-After: 5\r\nRetry-After: 9\r\nRetry-After: x\r\n", 9);
  }

  @Test
  void retryAfterDateByTheServersClock() {
    assertRetryAfter(
        "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:49 GMT\r\n",
        12);
  }

  private void assertRetryAfter(String headers, long seconds) {
    server.onRequest(answer(503, headers, new byte[0]), answer(429, headers, new byte[0]));
    for (int i = 1; i <= 2; i++) {
      ExportResult result = export();
      assertResult(result, Kind.RETRY, FailureCause.THROTTLED);
      long expected = seconds < 0 ? -1 : Duration.ofSeconds(seconds).toNanos();
      assertThat(result.retryAfterNanos()).isEqualTo(expected);
      assertThat(server.requests()).hasSize(i);
    }
    assertFreshOneGetsThrough(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, PERMANENT, BAD_DATA",
    "401, PERMANENT, NOT_AUTHORIZED",
    "403, PERMANENT, NOT_AUTHORIZED",
    "404, PERMANENT, WRONG_ENDPOINT",
    "405, PERMANENT, WRONG_ENDPOINT",
    "407, RETRY, NOT_AUTHORIZED",
    "408, PERMANENT, TIMEOUT",
    "413, PERMANENT, TOO_LARGE",
    "415, PERMANENT, WRONG_ENDPOINT",
    "421, PERMANENT, BAD_DATA",
    "500, PERMANENT, SERVER_ERROR",
    "501, PERMANENT, SERVER_ERROR",
    "429, RETRY, THROTTLED",
    "502, RETRY, SERVER_ERROR",
    "503, RETRY, THROTTLED",
    "504, RETRY, SERVER_ERROR"
  })
  void errorStatus(int status, Kind kind, FailureCause cause) {
    server.onRequest(answer(status));
    assertResult(export(), kind, cause);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void messageOfAnErrorStatus() {
    byte[] status = // google.rpc.Status has the same first two fields
        ExportTracePartialSuccess.newBuilder()
            .setRejectedSpans(3)
            .setErrorMessage("no\nspans")
            .build()
            .toByteArray();
    server.onRequest(protobuf(400, status));
    assertThat(export().message()).isEqualTo("HTTP 400: no spans");
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "12, 12", "9223372036854775807, 12", "-5, 0"})
  void partialSuccess(long rejected, long counted) {
    ExportTracePartialSuccess.Builder partial =
        ExportTracePartialSuccess.newBuilder()
            .setRejectedSpans(rejected)
            .setErrorMessage("bad\u0007 \u2028spans");
    server.onRequest(
        protobuf(
            200,
            ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(partial)
                .build()
                .toByteArray()));
    ExportResult result = exportRetrying();
    assertResult(result, Kind.PARTIAL, FailureCause.REJECTED);
    assertThat(result.rejectedItems()).isEqualTo(counted);
    assertThat(result.message()).isEqualTo("bad   spans");
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0a00", "0a020800", "2a03616263", "0a", "0aff", "0b0c", "ffffffffff", "7b7d"})
  void oddSuccess(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    server.onRequest(
        protobuf(200, bytes),
        answer(202, "Content-Type: application/json\r\n", bytes),
        answer(200, "", bytes));
    for (int i = 0; i < 3; i++) {
      assertThat(export()).isSameAs(ExportResult.delivered());
    }
    assertFreshOneGetsThrough(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void successCutShort(boolean reset) {
    server.onRequest(
        connection -> {
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
          if (reset) {
            connection.reset();
          } else {
            connection.close();
          }
        });
    ExportResult result = export();
    if (!reset) { // a reset may also discard the head before it is read
      assertThat(result).isSameAs(ExportResult.delivered());
    }
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void redirect(int status) {
    try (ScriptedServer other = ScriptedServer.start()) {
      server.onRequest(
          answer(status, "Location: " + other.url("/v1/traces") + "\r\n", new byte[0]),
          answer(status, "Location: /elsewhere\r\n", new byte[0]));
      assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
      assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
      assertThat(other.connectionCount()).isZero();
    }
    assertFreshOneGetsThrough(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 503})
  void endlessResponse(int status) {
    server.onRequest(
        connection -> {
          connection.send("HTTP/1.1 " + status + " Text\r\nTransfer-Encoding: chunked\r\n\r\n");
          byte[] chunk =
              ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.UTF_8);
          while (true) {
            connection.send(chunk); // fails when the client closes the connection
          }
        });
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void responseOverTheLimit() {
    server.onRequest(
        connection -> {
          connection.send("HTTP/1.1 503 Text\r\nContent-Length: 10000000000\r\n\r\nabc");
          connection.stall();
        });
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void responseOfExactlyTheLimit() {
    byte[] limit = new byte[1024 * 1024];
    server.onRequest(answer(503, "", limit), answer(503, "", new byte[limit.length + 1]));
    assertResult(export(), Kind.RETRY, FailureCause.THROTTLED);
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(2);
  }

  @Test
  void endlessHead() {
    server.onRequest(
        connection -> {
          connection.send("HTTP/1.1 200 OK\r\n");
          byte[] header =
              ("X-Filler: " + "x".repeat(4000) + "\r\n").getBytes(StandardCharsets.UTF_8);
          while (true) {
            connection.send(header);
          }
        });
    assertThat(export().kind()).isEqualTo(Kind.RETRY);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void gzipBomb() throws IOException {
    server.onRequest(answer(200, "Content-Encoding: gzip\r\n", gzip(new byte[50 * 1024 * 1024])));
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void compressedResponses() throws IOException {
    byte[] partial =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(2)
                    .setErrorMessageBytes(ByteString.copyFromUtf8("m")))
            .build()
            .toByteArray();
    byte[] packed = gzip(partial);
    server.onRequest(
        answer(200, "Content-Encoding: gzip\r\n", packed),
        answer(200, "Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 12)),
        answer(200, "Content-Encoding: zebra\r\n", partial));
    assertThat(export().rejectedItems()).isEqualTo(2);
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(3);
  }

  @Test
  void captivePortal() {
    server.onRequest(
        answer(
            200,
            "Content-Type: text/html; charset=utf-8\r\n",
            "<html>Log in".getBytes(StandardCharsets.UTF_8)));
    assertResult(export(), Kind.RETRY, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }
}
