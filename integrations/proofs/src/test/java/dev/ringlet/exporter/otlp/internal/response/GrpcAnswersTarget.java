// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Responses of OTLP/gRPC: any trailers, status details and framed body. */
public final class GrpcAnswersTarget implements FuzzTarget {
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final Set<Integer> RETRYABLE = Set.of(1, 4, 10, 11, 14, 15);
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final long SECOND = 1_000_000_000L;
  private static final String[] TYPES = {"application/grpc+proto", null, "text/html", "text/plain"};
  private static final String[] ENCODINGS = {null, "gzip", "identity", "snappy"};

  private final ServerResponse response = new ServerResponse(HttpAnswersTarget.MAX_BYTES);
  private final ResponseJudge judge = ResponseJudge.of(Protocol.GRPC);

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    int http = in.next() < 200 ? 200 : 100 + in.below(600);
    String type = TYPES[in.below(TYPES.length)];
    String encoding = ENCODINGS[in.below(ENCODINGS.length)];
    boolean known = in.nextBoolean();
    int seconds = in.nextInt();
    int nanos = in.nextInt();
    String status = in.line();
    String message = in.line();
    String written = in.line();
    String details =
        known ? Base64.getEncoder().encodeToString(status(8, seconds, nanos)) : written;
    response.clear();
    response.head(http, type, encoding, null);
    response.grpcStatus(status, message, details);
    HttpAnswersTarget.fill(response, in.rest());
    judge.open(response);
    ExportResult result = judge.judge(response, HttpAnswersTarget.ITEMS, 1_700_000_000_000L);
    judge.isOddSuccess(response);
    judge.mayRefuseEncoding(response);
    HttpAnswersTarget.assertBounded(result);
    if (response.body() != ServerResponse.Body.TOO_LARGE && status.matches("[0-9]{1,9}")) {
      check(result, Integer.parseInt(status), known, seconds, nanos);
    }
    HttpAnswersTarget.checkSecret(result, written);
  }

  private static void check(ExportResult result, int code, boolean known, int seconds, int nanos) {
    if (code == 0) {
      assertThat(result.isSuccess()).isTrue();
    } else if (code != RESOURCE_EXHAUSTED) {
      assertThat(result.kind()).isEqualTo(RETRYABLE.contains(code) ? Kind.RETRY : Kind.PERMANENT);
    } else if (known) {
      assertThat(result.kind()).isEqualTo(Kind.RETRY);
    }
    if (known && result.kind() == Kind.RETRY) {
      long wanted = seconds < 0 || nanos < 0 ? 0 : seconds * SECOND + nanos;
      assertThat(result.retryAfterNanos()).isEqualTo(Math.min(wanted, RetryAfter.MAX_NANOS));
    }
  }

  /** A status with a RetryInfo. */
  static byte[] status(int code, int seconds, int nanos) {
    byte[] duration =
        message(
            out -> {
              out.writeInt64(1, seconds);
              out.writeInt32(2, nanos);
            });
    byte[] info = message(out -> out.writeByteArray(1, duration));
    byte[] any =
        message(
            out -> {
              out.writeString(1, RETRY_INFO);
              out.writeByteArray(2, info);
            });
    return message(
        out -> {
          out.writeInt32(1, code);
          out.writeString(2, "slow down");
          out.writeByteArray(3, any);
        });
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.writeTo(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<byte[]> seeds() {
    String details = Base64.getEncoder().encodeToString(status(8, 3, 500));
    String head = "\0\0\0\0aaaaaaaa";
    return FuzzTarget.texts(
        (head + "0\n\n\n\0\0\0\0\7\12\5\10\3\22\1x"),
        (head + "8\nslow%20down\n" + details + "\n"),
        "\0\0\1\1\0\0\0\5\0\0\0\7".concat("14\nbusy\nsecret7\n\1\0\0\0\3abc"),
        (head + "8\ngrpc: received message larger than max (5 vs. 4)\nAA==\n"));
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.exporter.otlp.internal.response.");
  }
}
