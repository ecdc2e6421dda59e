// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcResponsesTest {
  private static final String GRPC = "application/grpc";
  private static final int SECOND = 1_000_000_000;

  private final GrpcResponses judge = new GrpcResponses();

  private static ServerResponse response(String status, String message, String details) {
    ServerResponse response = new ServerResponse(100);
    response.head(200, GRPC, null, null);
    response.grpcStatus(status, message, details);
    return response;
  }

  private ExportResult judge(String status, String message, String details) {
    return judge.judge(response(status, message, details), 5, 0);
  }

  /** A status with a RetryInfo of a second. */
  private static String retryInAMoment() {
    byte[] type = "type.googleapis.com/google.rpc.RetryInfo".getBytes();
    byte[] any = new byte[2 + type.length + 6];
    any[0] = 1 << 3 | 2;
    any[1] = (byte) type.length;
    System.arraycopy(type, 0, any, 2, type.length);
    System.arraycopy(
        new byte[] {2 << 3 | 2, 4, 1 << 3 | 2, 2, 1 << 3, 1}, 0, any, 2 + type.length, 6);
    byte[] status = new byte[2 + any.length];
    status[0] = 3 << 3 | 2;
    status[1] = (byte) any.length;
    System.arraycopy(any, 0, status, 2, any.length);
    return Base64.getEncoder().withoutPadding().encodeToString(status);
  }

  @Test
  void whatMayBeRepeated() {
    Set<Integer> retryable = Set.of(1, 4, 10, 11, 14, 15);
    for (int code = 1; code <= 30; code++) {
      ExportResult result = judge(Integer.toString(code), null, null);
      assertThat(result.kind())
          .as("%d", code)
          .isEqualTo(retryable.contains(code) ? Kind.RETRY : Kind.PERMANENT);
      assertThat(result.retryAfterNanos()).isNegative();
      ExportResult asked = judge(Integer.toString(code), null, retryInAMoment());
      boolean repeats = retryable.contains(code) || code == 8;
      assertThat(asked.kind()).as("%d", code).isEqualTo(repeats ? Kind.RETRY : Kind.PERMANENT);
      assertThat(asked.retryAfterNanos()).isEqualTo(repeats ? SECOND : -1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, SERVER_ERROR, CANCELLED",
    "2, SERVER_ERROR, UNKNOWN",
    "3, BAD_DATA, INVALID_ARGUMENT",
    "4, TIMEOUT, DEADLINE_EXCEEDED",
    "5, WRONG_ENDPOINT, NOT_FOUND",
    "6, BAD_DATA, ALREADY_EXISTS",
    "7, NOT_AUTHORIZED, PERMISSION_DENIED",
    "8, THROTTLED, RESOURCE_EXHAUSTED",
    "9, BAD_DATA, FAILED_PRECONDITION",
    "10, SERVER_ERROR, ABORTED",
    "11, BAD_DATA, OUT_OF_RANGE",
    "12, WRONG_ENDPOINT, UNIMPLEMENTED",
    "13, SERVER_ERROR, INTERNAL",
    "14, THROTTLED, UNAVAILABLE",
    "15, SERVER_ERROR, DATA_LOSS",
    "16, NOT_AUTHORIZED, UNAUTHENTICATED",
    "17, SERVER_ERROR, status 17"
  })
  void causesAndNames(int code, FailureCause cause, String name) {
    ExportResult result = judge(Integer.toString(code), "it%20says%20so", null);
    assertThat(result.cause()).isEqualTo(cause);
    assertThat(result.message()).isEqualTo("gRPC " + name + ": it says so");
    assertThat(judge(Integer.toString(code), null, null).message()).isEqualTo("gRPC " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc: received message LARGER than max (5 vs. 4)",
        "message exceeds maximum size 4: 5",
        "body too large"
      })
  void exhaustionMayBeAboutTheSize(String message) {
    assertThat(judge("8", message, null).cause()).isEqualTo(FailureCause.TOO_LARGE);
    assertThat(judge("13", message, null).cause()).isEqualTo(FailureCause.SERVER_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "16, 16",
    "999999999, 999999999",
    "1000000000, -1",
    "-1, -1",
    "1a, -1",
    "'', -1"
  })
  void statusIsANumber(String status, int code) {
    assertThat(GrpcResponses.code(status)).isEqualTo(code);
    assertThat(GrpcResponses.code(" " + status)).isEqualTo(-1);
  }

  @Test
  void messagesAreCutBehindAWholeEscape() {
    int limit = 3 * ResponseText.MAX_CHARS;
    assertThat(GrpcResponses.message("%41".repeat(ResponseText.MAX_CHARS)))
        .isEqualTo("A".repeat(ResponseText.MAX_CHARS));
    assertThat(GrpcResponses.message("%41".repeat(ResponseText.MAX_CHARS + 1)))
        .isEqualTo("A".repeat(ResponseText.MAX_CHARS) + "…");
    for (int at = limit - 4; at <= limit; at++) {
      String message = GrpcResponses.message("a".repeat(at) + "%42" + "c".repeat(100));
      assertThat(message).isEqualTo("a".repeat(ResponseText.MAX_CHARS) + "…");
    }
    assertThat(GrpcResponses.message("%0Aa%1B%5B2Jb%E2%82%AC")).isEqualTo("a [2Jb€");
  }

  /** A character is three escapes, so that what is cut is shorter than the limit of the text. */
  @Test
  void anEscapeThatIsCutDoesNotShow() {
    for (int before = 0; before < 9; before++) {
      assertThat(GrpcResponses.message("b".repeat(before) + "%E2%82%AC".repeat(400)))
          .matches("b{" + before + "}€{340,341}…");
    }
  }

  @Test
  void onlyAFrameOfGrpcIsUnpacked() {
    byte[] frame = {0, 0, 0, 0, 1, '{'};
    for (String type : new String[] {GRPC, "text/plain"}) {
      ServerResponse response = new ServerResponse(100);
      response.head(200, type, type.equals(GRPC) ? null : "br", null);
      response.room();
      System.arraycopy(frame, 0, response.bytes(), 0, frame.length);
      response.advance(frame.length);
      judge.open(response);
      assertThat(response.length()).as(type).isEqualTo(type.equals(GRPC) ? 1 : 0);
      assertThat(response.contentType()).isEqualTo(type);
    }
  }

  /** A status with a RetryInfo without a time: at once. */
  @Test
  void aWaitOfNothingIsAWait() {
    byte[] bytes = Base64.getDecoder().decode(retryInAMoment());
    bytes[bytes.length - 1] = 0; // seconds
    String details = Base64.getEncoder().encodeToString(bytes);
    assertThat(judge("8", null, details).kind()).isEqualTo(Kind.RETRY);
    assertThat(judge("8", null, details).retryAfterNanos()).isZero();
  }

  @Test
  void malformedDetailsAreNone() {
    assertThat(GrpcResponses.details("")).isSameAs(RpcStatus.NONE);
    assertThat(GrpcResponses.details("?")).isSameAs(RpcStatus.NONE);
    assertThat(GrpcResponses.details("////")).isEqualTo(RpcStatus.NONE);
    assertThat(GrpcResponses.details(" " + retryInAMoment() + " ").retryDelayNanos())
        .isEqualTo(SECOND);
  }

  @Test
  void withoutAStatusTheResponseOfHttpDecides() {
    assertThat(judge(null, null, null).cause()).isEqualTo(FailureCause.BAD_RESPONSE);
    ServerResponse json = response("x", null, null);
    json.head(200, "application/json", null, null);
    assertThat(judge.judge(json, 1, 0).cause()).isEqualTo(FailureCause.WRONG_ENDPOINT);
    assertThat(judge.judge(json, 1, 0).message())
        .isEqualTo("HTTP 200; the server does not support gRPC");
    for (int status : new int[] {199, 300, 404, 503}) {
      ServerResponse plain = response(null, null, null);
      plain.head(status, GRPC, null, null);
      assertThat(judge.judge(plain, 1, 0).toString())
          .isEqualTo(new HttpResponses().judge(plain, 1, 0).toString());
    }
    ServerResponse page = response(null, null, null);
    page.head(299, "text/html", null, null);
    assertThat(judge.judge(page, 1, 0).kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void aSuccessWhoseBodyCannotBeReadIsOne() {
    ServerResponse response = response("0", null, null);
    assertThat(judge.judge(response, 1, 0)).isSameAs(ExportResult.delivered());
    assertThat(judge.isOddSuccess(response)).isFalse();
    response.body(ServerResponse.Body.BROKEN);
    assertThat(judge.judge(response, 1, 0)).isSameAs(ExportResult.delivered());
    assertThat(judge.isOddSuccess(response)).isTrue();
    response.body(ServerResponse.Body.TOO_LARGE);
    assertThat(judge.judge(response, 1, 0).kind()).isEqualTo(Kind.PERMANENT);
    assertThat(judge.judge(response, 1, 0).message()).contains("more than 100 bytes");
  }

  @Test
  void onlyUnimplementedMayBeAboutTheEncoding() {
    for (int code = 0; code <= 16; code++) {
      assertThat(judge.mayRefuseEncoding(response(Integer.toString(code), null, null)))
          .isEqualTo(code == 12);
    }
    for (int status = 400; status < 420; status++) {
      ServerResponse response = new ServerResponse(1);
      response.head(status, null, null, null);
      assertThat(new HttpResponses().mayRefuseEncoding(response))
          .isEqualTo(status == 400 || status == 415);
    }
  }

  @Test
  void contentTypes() {
    assertThat(GrpcResponses.isGrpc("application/grpc")).isTrue();
    assertThat(GrpcResponses.isGrpc("Application/gRPC+proto; x")).isTrue();
    assertThat(GrpcResponses.isGrpc("application/json")).isFalse();
    assertThat(GrpcResponses.isGrpc("")).isFalse();
  }
}
