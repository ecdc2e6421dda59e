// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedHttp2.frame;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.grpc;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.ScriptedHttp2;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of networks and servers during a gRPC call, frame by frame; after each of them a new
 * payload is delivered. Long timeouts only end a test that hangs.
 */
@Timeout(180)
class GrpcFaultsTest extends SenderFaults {
  private static final int MAX_RESPONSE_BYTES = 1024 * 1024;
  private static final Duration SHORT = Duration.ofMillis(900);
  private static final String METHOD =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  /** A partial success with 5 rejected items and the message "old". */
  private static final byte[] PARTIAL = {10, 7, 8, 5, 18, 3, 'o', 'l', 'd'};

  private final ScriptedHttp2 server = new ScriptedHttp2();
  private final HttpSender sender = sender(server.url(METHOD));

  private static HttpSender sender(String url) {
    TransportSettings settings =
        new TransportSettings(
            Protocol.GRPC,
            Endpoint.parse(url),
            Map.of("x-api-key", "k3y"),
            Duration.ofSeconds(30).toNanos(),
            2,
            MAX_RESPONSE_BYTES,
            null,
            null);
    return new HttpSender(
        settings, () -> new OkHttpTransport(settings), null, Compression.NONE, 1 << 30);
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
    return server.requests().stream().map(ScriptedHttp2.Received::body).toList();
  }

  @Test
  void sendsExactlyTheBytesOnOneConnection() {
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      assertFreshOneGetsThrough(i);
    }
    long passedMillis = Duration.ofNanos(System.nanoTime() - start).toMillis() + 1;
    assertThat(server.connections().connectionCount()).isEqualTo(1);
    ScriptedHttp2.Received request = server.requests().get(4);
    assertThat(request.prefix()).containsExactly(0, 0, 1, 0x86, 0xA0);
    assertThat(request.headers())
        .containsEntry(":method", "POST")
        .containsEntry(":scheme", "http")
        .containsEntry(":path", METHOD)
        .containsEntry("content-type", "application/grpc")
        .containsEntry("te", "trailers")
        .containsEntry("x-api-key", "k3y")
        .containsEntry("accept-encoding", "identity") // without it OkHttp would request gzip
        .doesNotContainKeys("grpc-encoding", "content-encoding");
    assertThat(request.headers().get("grpc-timeout")).matches("[1-9][0-9]*00m");
    assertThat(Long.parseLong(request.headers().get("grpc-timeout").replace("m", "")))
        .isBetween(LONG.toMillis() - passedMillis, LONG.toMillis());
  }

  @Test
  void refusedConnection() {
    server.connections().refuse();
    assertResult(exportRetrying(), Kind.RETRY, FailureCause.UNREACHABLE);
    assertThat(server.requests()).isEmpty();
  }

  /** Exports with too little time, until the server has seen a request. */
  private void assertTimesOut(ScriptedHttp2.Script script) {
    server.onEveryRequest(script);
    do {
      assertResult(sender.export(payload(SHORT)), Kind.RETRY, FailureCause.TIMEOUT);
    } while (server.requests().isEmpty());
    server.onEveryRequest(ScriptedHttp2.OK);
  }

  @Test
  void noResponse() {
    assertTimesOut(stream -> {});
    assertThat(server.requests().get(0).headers().get("grpc-timeout")).matches("[0-9]{1,3}m");
    ScriptedHttp2.Received fresh = server.requests().get(assertFreshOneGetsThrough());
    assertThat(server.requests())
        .filteredOn(request -> request != fresh)
        .isNotEmpty()
        .noneMatch(request -> request.connection() == fresh.connection()); // not reused
  }

  @Test
  void headersOnly() {
    assertTimesOut(
        stream -> stream.headers(false, ":status", "200", "content-type", "application/grpc"));
    assertFreshOneGetsThrough();
  }

  @Test
  void halfOpen() {
    server.connections().setStalling(true);
    do {
      assertResult(sender.export(payload(SHORT)), Kind.RETRY, FailureCause.TIMEOUT);
    } while (server.connections().connectionCount() == 0);
    server.connections().setStalling(false);
    assertFreshOneGetsThrough();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionBrokenInTheMiddleOfTheBody(boolean reset) {
    server
        .connections()
        .onConnection(
            connection -> {
              connection.readBytes(5_000);
              end(reset, connection);
            });
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.connections().connectionCount()).isEqualTo(1);
    assertFreshOneGetsThrough(0);
  }

  private static void end(boolean reset, ScriptedServer.Connection connection) {
    if (reset) {
      connection.reset();
    } else {
      connection.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionBrokenAfterTheBody(boolean reset) {
    ScriptedHttp2.Script end = stream -> end(reset, stream.connection());
    server.onRequest(end);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.requests()).hasSize(1); // OkHttp repeats nothing by itself
    server.onRequest(end, end);
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void staleConnection(boolean reset) {
    assertFreshOneGetsThrough(0);
    server.onRequest(stream -> end(reset, stream.connection()));
    assertThat(export()).isSameAs(ExportResult.delivered()); // repeated at once, within one attempt
    assertThat(server.requests()).hasSize(3);
    assertThat(server.connections().connectionCount()).isEqualTo(2);
    assertFreshOneGetsThrough(3);
  }

  @Test
  void connectionBrokenInTheMiddleOfTheResponse() {
    assertFreshOneGetsThrough(0);
    server.onRequest(
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          stream.data(frame(new byte[0]));
          stream.connection().close();
        });
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertFreshOneGetsThrough(2); // not treated as a stale connection
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        2,
        ScriptedHttp2.REFUSED_STREAM,
        ScriptedHttp2.CANCEL,
        13,
        ScriptedHttp2.ENHANCE_YOUR_CALM
      })
  void streamReset(int code) {
    server.onRequest(stream -> stream.reset(code));
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.requests()).hasSize(1);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void streamRefusedOnAUsedConnectionIsRepeatedAtOnce() {
    assertFreshOneGetsThrough(0);
    server.onRequest(stream -> stream.reset(ScriptedHttp2.REFUSED_STREAM));
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(server.requests()).hasSize(3);
    assertThat(server.connections().connectionCount()).isEqualTo(2);
    assertFreshOneGetsThrough(3);
  }

  @Test
  void goAwayAfterTheResponse() {
    server.onRequest(
        stream -> {
          stream.goAway(true, 0);
          grpc(frame(new byte[0]), "grpc-status", "0").run(stream);
        });
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(1);
    assertThat(server.connections().connectionCount()).isEqualTo(2);
  }

  @Test
  void goAwayInsteadOfAResponse() {
    ScriptedHttp2.Script goAway =
        stream -> {
          stream.goAway(false, ScriptedHttp2.ENHANCE_YOUR_CALM);
          stream.connection().close();
        };
    server.onRequest(goAway);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.requests()).hasSize(1);
    server.onRequest(goAway);
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(3);
  }

  @Test
  void oneStreamAtATime() throws Exception {
    server.setMaxConcurrentStreams(1);
    assertFreshOneGetsThrough(0);
    List<CompletableFuture<ExportResult>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(CompletableFuture.supplyAsync(this::export));
    }
    for (CompletableFuture<ExportResult> result : results) {
      assertThat(result.get()).isSameAs(ExportResult.delivered());
    }
    assertThat(server.requests()).hasSize(9);
    assertFreshOneGetsThrough(9);
  }

  @ParameterizedTest
  @CsvSource({
    "400, PERMANENT, BAD_DATA",
    "401, PERMANENT, NOT_AUTHORIZED",
    "403, PERMANENT, NOT_AUTHORIZED",
    "404, PERMANENT, WRONG_ENDPOINT",
    "415, PERMANENT, WRONG_ENDPOINT",
    "429, RETRY, THROTTLED",
    "500, PERMANENT, SERVER_ERROR",
    "502, RETRY, SERVER_ERROR",
    "503, RETRY, THROTTLED",
    "504, RETRY, SERVER_ERROR",
    "301, PERMANENT, BAD_RESPONSE",
    "307, PERMANENT, BAD_RESPONSE"
  })
  void plainHttpError(String status, Kind kind, FailureCause cause) {
    server.onRequest(
        stream -> {
          stream.headers(
              false,
              ":status",
              status,
              "content-type",
              "text/html",
              "location",
              server.url("/elsewhere"),
              "retry-after",
              "3");
          stream.data("<html>".getBytes(StandardCharsets.UTF_8));
          stream.headers(true, "x-end", "1");
        });
    ExportResult result = export();
    assertResult(result, kind, cause);
    assertThat(result.message()).contains("HTTP " + status);
    assertThat(result.retryAfterNanos())
        .isEqualTo(kind == Kind.RETRY ? Duration.ofSeconds(3).toNanos() : -1);
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, RETRY, BAD_RESPONSE",
    "application/json, PERMANENT, WRONG_ENDPOINT",
    "application/x-protobuf, PERMANENT, WRONG_ENDPOINT",
    "application/grpc, PERMANENT, BAD_RESPONSE",
    "application/grpc+proto, PERMANENT, BAD_RESPONSE"
  })
  void successWithoutAStatus(String type, Kind kind, FailureCause cause) {
    server.onRequest(head(":status", "200", "content-type", type));
    assertResult(export(), kind, cause);
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "220 mail\r\n"})
  void serverOfAnotherProtocol(String greeting) {
    server
        .connections()
        .onConnection(
            connection -> {
              connection.readBytes(24);
              connection.send(greeting);
              connection.stall();
            });
    assertResult(export(), Kind.RETRY, FailureCause.WRONG_ENDPOINT);
    assertFreshOneGetsThrough(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "99999999999999999999", "0x0", " "})
  void statusThatIsNotANumber(String status) {
    server.onRequest(grpc(frame(new byte[0]), "grpc-status", status));
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void unknownStatus() {
    server.onRequest(grpc(frame(new byte[0]), "grpc-status", "99", "grpc-message", "%zz%0A"));
    ExportResult result = export();
    assertResult(result, Kind.PERMANENT, FailureCause.SERVER_ERROR);
    assertThat(result.message()).isEqualTo("gRPC status 99: %zz");
    assertFreshOneGetsThrough(1);
  }

  @Test
  void trailersOnly() {
    server.onRequest(
        head(":status", "200", "content-type", "application/grpc", "grpc-status", "14"),
        head(":status", "200", "content-type", "application/grpc", "grpc-status", "0"));
    assertResult(export(), Kind.RETRY, FailureCause.THROTTLED);
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(2);
  }

  private static String details(String hexDuration) {
    byte[] duration = HexFormat.of().parseHex(hexDuration);
    byte[] type = "type.googleapis.com/google.rpc.RetryInfo".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x1A);
    out.write(2 + type.length + 4 + duration.length);
    out.write(0x0A);
    out.write(type.length);
    out.writeBytes(type);
    out.write(0x12);
    out.write(2 + duration.length);
    out.write(0x0A);
    out.write(duration.length);
    out.writeBytes(duration);
    return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "0805, 5000000000", // 5 s
    "'', 0",
    "10C0843D, 1000000", // 1 ms
    "08FFFFFFFFFFFFFFFF7F, 3600000000000", // 292 billion years: limited to an hour
    "08FFFFFFFFFFFFFFFFFF01, 0", // -1 s
    "10FFFFFFFFFFFFFFFFFF01, 0", // -1 ns
    "0805FF, -1", // cut short
    "0B, -1" // a group
  })
  void retryDelayInTheDetails(String duration, long nanos) {
    String details = details(duration);
    server.onRequest(
        grpc(frame(new byte[0]), "grpc-status", "14", "grpc-status-details-bin", details),
        head(
            ":status",
            "200",
            "content-type",
            "application/grpc",
            "grpc-status",
            "8",
            "grpc-status-details-bin",
            details));
    ExportResult unavailable = export();
    assertResult(unavailable, Kind.RETRY, FailureCause.THROTTLED);
    assertThat(unavailable.retryAfterNanos()).isEqualTo(nanos);
    ExportResult exhausted = export();
    assertResult(exhausted, nanos < 0 ? Kind.PERMANENT : Kind.RETRY, FailureCause.THROTTLED);
    assertThat(exhausted.retryAfterNanos()).isEqualTo(nanos);
    assertFreshOneGetsThrough(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"***", "A", "", "AAAA", "GgYKBAoCCAU", "CA4"})
  void detailsWithoutARetryDelay(String details) {
    server.onRequest(
        grpc(frame(new byte[0]), "grpc-status", "8", "grpc-status-details-bin", details));
    assertResult(export(), Kind.PERMANENT, FailureCause.THROTTLED);
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', DELIVERED, 0", // no message at all
    "00, DELIVERED, 0",
    "0000000009, DELIVERED, 0", // no message behind the prefix
    "0000000003FFFFFF, DELIVERED, 0", // not protobuf
    "0200000000, DELIVERED, 0", // no such flag
    "01000000090A07080512036F6C64, DELIVERED, 0", // compressed without grpc-encoding
    "00000000090A07080512036F6C64, PARTIAL, 5",
    "00000000090A07080512036F6C64FFFFFF, PARTIAL, 5", // bytes behind the message
    "00000000090A07080512036F6C6400000000040A020809, PARTIAL, 5" // two messages
  })
  void oddMessages(String hex, Kind kind, long rejected) {
    server.onRequest(grpc(HexFormat.of().parseHex(hex), "grpc-status", "0"));
    ExportResult result = export();
    assertThat(result.kind()).isEqualTo(kind);
    assertThat(result.rejectedItems()).isEqualTo(rejected);
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00FFFFFFFF", "0080000000", "007FFFFFFF0000", "0000100001"})
  void messageLengthOverTheLimit(String hex) {
    server.onRequest(grpc(HexFormat.of().parseHex(hex), "grpc-status", "0"));
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  private static byte[] packedFrame(byte[] packed) {
    byte[] frame = frame(packed);
    frame[0] = 1;
    return frame;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static ScriptedHttp2.Script packed(String encoding, byte[] frame) {
    return stream -> {
      stream.headers(
          false, ":status", "200", "content-type", "application/grpc", "grpc-encoding", encoding);
      stream.data(frame);
      stream.headers(true, "grpc-status", "0");
    };
  }

  @Test
  void compressedResponses() throws IOException {
    byte[] gzip = gzip(PARTIAL);
    server.onRequest(
        packed("gzip", packedFrame(gzip)),
        packed("gzip", frame(PARTIAL)), // announced, but not compressed
        packed("gzip", packedFrame(Arrays.copyOf(gzip, gzip.length / 2))),
        packed("zstd", packedFrame(gzip)));
    assertThat(export().rejectedItems()).isEqualTo(5);
    assertThat(export().rejectedItems()).isEqualTo(5);
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(4);
  }

  @Test
  void gzipBomb() throws IOException {
    server.onRequest(packed("gzip", packedFrame(gzip(new byte[200 * MAX_RESPONSE_BYTES]))));
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void endlessResponse() {
    server.onRequest(
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          byte[] megabyte = new byte[MAX_RESPONSE_BYTES];
          for (int i = 0; i < 3; i++) {
            stream.data(megabyte);
          }
        });
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void drippingResponse() {
    assertTimesOut(
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          CompletableFuture<Void> drip = new CompletableFuture<>();
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      while (true) {
                        stream.data(new byte[1]);
                        Thread.sleep(20); // a slow server
                      }
                    } catch (IOException | InterruptedException gone) {
                      drip.complete(null);
                    }
                  });
          thread.setDaemon(true);
          thread.start();
        });
    assertFreshOneGetsThrough();
  }

  @Test
  void closeCancelsRequests() throws Exception {
    server.onRequest(stream -> {});
    CompletableFuture<ExportResult> result = CompletableFuture.supplyAsync(this::export);
    Await.until("the request has arrived", () -> !server.requests().isEmpty());
    sender.close();
    assertThat(result.get().cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(export().cause()).isEqualTo(FailureCause.CLOSED);
  }

  @Test
  void secretsInAMessageAreReplaced() {
    server.onRequest(grpc(frame(new byte[0]), "grpc-status", "16", "grpc-message", "no k3y%2d"));
    TransportSettings settings =
        new TransportSettings(
            Protocol.GRPC,
            Endpoint.parse(server.url(METHOD)),
            Map.of("key", "k3y-"),
            0,
            1,
            1000,
            null,
            null);
    HttpSender other =
        new HttpSender(
            settings, () -> new OkHttpTransport(settings), null, Compression.NONE, 1 << 30);
    assertThat(other.export(payload(LONG)).message()).isEqualTo("gRPC UNAUTHENTICATED: no ***");
    other.close();
  }
}
