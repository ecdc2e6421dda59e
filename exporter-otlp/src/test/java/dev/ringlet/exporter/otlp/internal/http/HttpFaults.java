// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.exporter.otlp.ScriptedServer.protobuf;
import static dev.ringlet.exporter.otlp.ScriptedServer.silence;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of networks and servers during a request; after each of them a new payload is delivered.
 * Long timeouts only end a test that hangs.
 */
@Timeout(180)
abstract class HttpFaults extends SenderFaults {
  private static final Duration SHORT = Duration.ofMillis(250);

  private final ScriptedServer server = ScriptedServer.start();
  private final HttpSender sender = sender(server.url("/v1/traces"), 1024 * 1024);

  abstract HttpTransport transport(TransportSettings settings);

  private HttpSender sender(String url, int maxResponseBytes) {
    TransportSettings settings =
        new TransportSettings(
            Endpoint.parse(url),
            Map.of("x-api-key", "k3y"),
            Duration.ofSeconds(30).toNanos(),
            2,
            maxResponseBytes);
    return new HttpSender(settings, () -> transport(settings), null, Compression.NONE, 1 << 30);
  }

  @AfterEach
  void close() {
    sender.close();
    server.close();
  }

  @Override
  HttpSender sender() {
    return sender;
  }

  @Override
  List<byte[]> received() {
    return server.requests().stream().map(ScriptedServer.Received::body).toList();
  }

  @Test
  void sendsExactlyTheBytesOnOneConnection() {
    for (int i = 0; i < 5; i++) {
      assertFreshOneGetsThrough(i);
    }
    assertThat(server.connectionCount()).isEqualTo(1);
    ScriptedServer.Received request = server.requests().get(4);
    assertThat(request.line()).isEqualTo("POST /v1/traces HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("content-type", "application/x-protobuf")
        .containsEntry("content-length", "100000")
        .containsEntry("x-api-key", "k3y")
        .doesNotContainKeys("upgrade", "expect", "transfer-encoding", "content-encoding");
  }

  @Test
  void refusedConnection() {
    int port = server.port();
    server.refuse();
    assertResult(exportRetrying(), Kind.RETRY, FailureCause.UNREACHABLE);
    server.close();
    try (ScriptedServer later = ScriptedServer.start(port)) {
      assertThat(export()).isSameAs(ExportResult.delivered());
      assertThat(later.requests()).hasSize(1);
    }
  }

  /** Exports with too little time, until the server has seen a request. */
  private void assertTimesOut(ScriptedServer.Script script) {
    server.onEveryRequest(script);
    Duration timeout = SHORT;
    do {
      assertResult(sender.export(payload(timeout)), Kind.RETRY, FailureCause.TIMEOUT);
      timeout = timeout.multipliedBy(2);
    } while (server.requests().isEmpty());
    server.onEveryRequest(answer(200));
  }

  @Test
  void noResponse() {
    assertTimesOut(silence());
    assertFreshOneGetsThrough();
  }

  @Test
  void noTimeLeft() {
    assertResult(sender.export(payload(Duration.ZERO)), Kind.RETRY, FailureCause.TIMEOUT);
    assertFreshOneGetsThrough(0);
  }

  @Test
  void halfOpen() {
    server.setStalling(true);
    byte[] large = new byte[32 * 1024 * 1024]; // more than the socket buffers hold
    do {
      long deadline = System.nanoTime() + SHORT.toNanos();
      Payload payload = new Payload(Signal.TRACES, large, 0, large.length, ITEMS, deadline);
      assertResult(sender.export(payload), Kind.RETRY, FailureCause.TIMEOUT);
    } while (server.connectionCount() == 0);
    server.setStalling(false);
    assertFreshOneGetsThrough(0); // the large body cannot arrive late
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionBrokenInTheMiddleOfTheBody(boolean reset) {
    server.onConnection(
        connection -> {
          connection.readBytes(5_000);
          if (reset) {
            connection.reset();
          } else {
            connection.close();
          }
        });
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.connectionCount()).isEqualTo(1);
    assertFreshOneGetsThrough(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionBrokenAfterTheBody(boolean reset) {
    ScriptedServer.Script end =
        reset ? ScriptedServer.Connection::reset : ScriptedServer.Connection::close;
    server.onRequest(end);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.requests()).hasSize(1); // the client repeats nothing by itself

    server.onRequest(end, end);
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void staleConnection(boolean reset) {
    ScriptedServer.Script end =
        reset ? ScriptedServer.Connection::reset : ScriptedServer.Connection::close;
    assertFreshOneGetsThrough(0);
    server.onRequest(end);
    assertThat(export()).isSameAs(ExportResult.delivered()); // repeated at once, within one attempt
    assertThat(server.requests()).hasSize(3);
    assertThat(server.connectionCount()).isEqualTo(2);

    server.onRequest(end, end);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST); // repeated once only
    assertFreshOneGetsThrough(5);
  }

  @Test
  void connectionClosedWhileIdle() {
    assertFreshOneGetsThrough(0);
    server.resetConnections();
    assertFreshOneGetsThrough(1);
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
  @ValueSource(
      strings = {
        "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0003\u0000\u0000\u0000\u0064",
        "SSH-2.0-OpenSSH_9.2\r\n"
      })
  void anotherProtocol(String greeting) {
    server.onRequest(
        connection -> {
          connection.send(greeting);
          connection.close();
        });
    ExportResult result = export();
    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.cause()).isIn(FailureCause.WRONG_ENDPOINT, FailureCause.CONNECTION_LOST);
    assertThat(result.message().codePoints()).allMatch(c -> c >= ' ');
    assertFreshOneGetsThrough(1);
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
  void responseBeforeTheBodyWasRead() {
    server.onConnection(
        connection -> {
          connection.send("HTTP/1.1 413 Text\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
          connection.readBytes(body.length); // otherwise a reset could discard the response
          connection.close();
        });
    assertResult(export(), Kind.PERMANENT, FailureCause.TOO_LARGE);
    assertFreshOneGetsThrough(0);
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
  void drippingResponse() {
    server.onEveryRequest(
        connection -> {
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na");
          connection.stall();
        });
    ExportResult result;
    Duration timeout = SHORT;
    do {
      result = sender.export(payload(timeout));
      timeout = timeout.multipliedBy(2);
    } while (result.cause() == FailureCause.TIMEOUT); // not even the head arrived in time
    assertThat(result).isSameAs(ExportResult.delivered());
    server.onEveryRequest(answer(200));
    assertFreshOneGetsThrough();
  }

  @Test
  void drippingHead() {
    assertTimesOut(
        connection -> {
          connection.send("HTTP/1.1 200 OK\r\nContent-");
          connection.stall();
        });
    assertFreshOneGetsThrough();
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

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
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

  @Test
  void interruptLosesNothingAndIsRestored() {
    Thread.currentThread().interrupt();
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(Thread.interrupted()).isTrue();

    Thread exporting = Thread.currentThread();
    server.onRequest(
        connection -> {
          exporting.interrupt();
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closeCancelsRequests() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    server.onRequest(
        connection -> {
          arrived.countDown();
          connection.stall();
        });
    CompletableFuture<ExportResult> result = CompletableFuture.supplyAsync(this::export);
    arrived.await();
    sender.close();
    assertThat(result.get(60, TimeUnit.SECONDS).cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(export().cause()).isEqualTo(FailureCause.CLOSED);
  }

  @Test
  void closeEndsAWaitBetweenAttempts() throws Exception {
    Duration wait = Duration.ofMinutes(10);
    RetryPolicy slow = new RetryPolicy(5, wait, wait, 1);
    Duration budget = wait.multipliedBy(2);
    Exporter retrying = retrying(sender, slow, budget);
    CountDownLatch arrived = new CountDownLatch(1);
    server.onRequest(
        connection -> {
          answer(503).run(connection);
          arrived.countDown();
        });
    CompletableFuture<ExportResult> result =
        CompletableFuture.supplyAsync(() -> retrying.export(payload(budget)));
    arrived.await();
    retrying.close();
    assertThat(result.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void concurrentExportsShareTheSlots() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    ScriptedServer.Script together =
        connection -> {
          two.countDown();
          try {
            two.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
    server.onRequest(together, together);
    assertThat(sender.maxConcurrentExports()).isEqualTo(2);
    // One thread each: the common pool has only one on a machine with two processors.
    Executor threads = task -> new Thread(task).start();
    CompletableFuture<?>[] results = new CompletableFuture<?>[8];
    for (int i = 0; i < results.length; i++) {
      results[i] =
          CompletableFuture.supplyAsync(this::export, threads)
              .thenAccept(r -> assertThat(r).isSameAs(ExportResult.delivered()));
    }
    CompletableFuture.allOf(results).get(60, TimeUnit.SECONDS);
    assertFreshOneGetsThrough(8);
  }
}
