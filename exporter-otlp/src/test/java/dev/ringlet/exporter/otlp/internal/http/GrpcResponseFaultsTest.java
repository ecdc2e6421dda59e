// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedHttp2.frame;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.grpc;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.head;
import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.ScriptedHttp2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses to a gRPC call of every kind, right and wrong, frame by frame. */
class GrpcResponseFaultsTest extends SenderFaults<GrpcWire> {
  /** A partial success with 5 rejected items and the message "old". */
  private static final byte[] PARTIAL = {10, 7, 8, 5, 18, 3, 'o', 'l', 'd'};

  private final ScriptedHttp2 server = wire.server;

  GrpcResponseFaultsTest() {
    super(new GrpcWire());
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
    server.onRequest(
        packed("gzip", packedFrame(gzip(new byte[200 * GrpcWire.MAX_RESPONSE_BYTES]))));
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void endlessResponse() {
    server.onRequest(
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          byte[] megabyte = new byte[GrpcWire.MAX_RESPONSE_BYTES];
          for (int i = 0; i < 3; i++) {
            stream.data(megabyte);
          }
        });
    assertResult(export(), Kind.PERMANENT, FailureCause.BAD_RESPONSE);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void secretsInAMessageAreReplaced() {
    server.onRequest(grpc(frame(new byte[0]), "grpc-status", "16", "grpc-message", "no k3y%2d"));
    try (HttpSender other = wire.sender(Map.of("key", "k3y-"))) {
      assertThat(other.export(payload(LONG)).message()).isEqualTo("gRPC UNAUTHENTICATED: no ***");
    }
  }
}
