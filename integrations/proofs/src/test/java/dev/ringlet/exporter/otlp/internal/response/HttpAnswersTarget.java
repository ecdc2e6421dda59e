// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Responses of OTLP/HTTP: any status, headers and body, by the rules of the specification. */
public final class HttpAnswersTarget implements FuzzTarget {
  static final int MAX_BYTES = 700;
  static final int ITEMS = 10;
  private static final Set<Integer> RETRYABLE = Set.of(407, 429, 502, 503, 504);
  private static final int[] STATUSES = {
    200, 202, 204, 301, 400, 401, 404, 407, 413, 429, 500, 503
  };
  private static final String[] TYPES = {
    null, "application/x-protobuf", "application/json", "text/html; charset=utf-8", "text/plain"
  };
  private static final String[] ENCODINGS = {null, "gzip", "identity", "br", "GZIP"};

  private final ServerResponse response = new ServerResponse(MAX_BYTES);
  private final ResponseJudge judge = ResponseJudge.of(Protocol.HTTP_PROTOBUF);

  @Override
  public void run(byte[] input) throws IOException {
    FuzzBytes in = new FuzzBytes(input);
    int choice = in.next();
    int status = choice < 200 ? STATUSES[choice % STATUSES.length] : 100 + in.below(600);
    String type = TYPES[in.below(TYPES.length)];
    String encoding = ENCODINGS[in.below(ENCODINGS.length)];
    boolean pack = in.nextBoolean();
    response.clear();
    response.head(status, type, encoding, in.line());
    response.retryAfter(List.of(in.line()));
    String secret = in.line();
    byte[] body = in.rest();
    fill(response, pack ? gzip(body) : body);
    judge.open(response);
    assertThat(response.length()).isLessThanOrEqualTo(MAX_BYTES);
    ExportResult result = judge.judge(response, ITEMS, 1_700_000_000_000L);
    judge.isOddSuccess(response);
    judge.mayRefuseEncoding(response);
    check(result, status, type);
    checkSecret(result, secret);
  }

  private void check(ExportResult result, int status, String type) {
    boolean html = type != null && type.startsWith("text/html");
    boolean fits = response.body() != ServerResponse.Body.TOO_LARGE;
    boolean success = status >= 200 && status < 300;
    assertThat(result.kind() == Kind.RETRY)
        .isEqualTo(fits && (success ? html : RETRYABLE.contains(status)));
    assertThat(result.isSuccess()).isEqualTo(fits && success && !html);
    assertBounded(result);
  }

  /** The bounds of all results. */
  static void assertBounded(ExportResult result) {
    PartialSuccessTarget.assertLine(result.message());
    assertThat(result.rejectedItems()).isBetween(0L, (long) ITEMS);
    assertThat(result.retryAfterNanos()).isBetween(-1L, RetryAfter.MAX_NANOS);
  }

  /** Fills the response as the clients do. */
  static void fill(ServerResponse response, byte[] body) {
    for (int at = 0; at < body.length; ) {
      int count = Math.min(response.room(), Math.min(body.length - at, 100));
      System.arraycopy(body, at, response.bytes(), response.length(), count);
      at += count;
      if (!response.advance(count)) {
        return;
      }
    }
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < (body.length > 100 ? 40 : 1); i++) { // may be larger than the limit
        out.write(body);
      }
    }
    return packed.toByteArray();
  }

  /** What the server echoes of a header is not shown. */
  static void checkSecret(ExportResult result, String secret) {
    Secrets secrets = new Secrets("", List.of(Map.of("api-key", secret)));
    String shown = secrets.blot(result).message();
    if (secret.length() >= 4 && !"***".contains(secret) && secret.indexOf('*') < 0) {
      assertThat(shown.contains(secret)).isFalse();
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        seed(0, 1, 0, "\n\nsecret7\n", new PartialSuccessTarget().seeds().get(0)),
        seed(
            9, 4, 0, "Sun, 06 Nov 1994 08:49:37 GMT\n120\nsecret7\nslow secret7 down", new byte[0]),
        seed(4, 2, 2, "\n\nsecret\n{\"message\":\"bad secret\"}", new byte[0]),
        seed(0, 3, 1, "\n\nsecret\n<html>", new byte[0]),
        seed(4, 0, 0, "\n\nsecret\nClient sent an HTTP request to an HTTPS server.", new byte[0]),
        seed(0, 1, 1, "\n\nsecret\n" + "x".repeat(200), new byte[0]));
  }

  private static byte[] seed(int status, int type, int encoding, String text, byte[] body) {
    byte[] head =
        ("" + (char) status + (char) type + (char) encoding + (char) encoding + text)
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.exporter.otlp.internal.response.");
  }
}
