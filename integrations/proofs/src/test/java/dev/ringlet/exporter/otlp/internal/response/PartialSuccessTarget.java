// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Partial success and status of a response, in protobuf, against protobuf's own reader. */
public final class PartialSuccessTarget implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    byte[] behind = Arrays.copyOf(input, input.length + 3); // a buffer is longer than its content
    PartialSuccess actual = PartialSuccess.read(behind, input.length);
    RpcStatus status = RpcStatus.read(behind, input.length);
    assertThat(status.retryDelayNanos()).isBetween(-1L, RetryAfter.MAX_NANOS);
    assertLine(status.message());
    if (actual != null) {
      assertLine(actual.message());
    }
    ExportLogsServiceResponse expected;
    try {
      expected = ExportLogsServiceResponse.parseFrom(input);
    } catch (InvalidProtocolBufferException malformed) {
      return; // protobuf checks UTF-8, too
    }
    byte[] known =
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                expected.getPartialSuccess().toBuilder()
                    .setUnknownFields(com.google.protobuf.UnknownFieldSet.getDefaultInstance()))
            .build()
            .toByteArray();
    assertSame(PartialSuccess.read(known, known.length), expected.getPartialSuccess());
    if (actual != null) { // null for groups, which protobuf reads
      assertSame(actual, expected.getPartialSuccess());
    }
  }

  private static void assertSame(PartialSuccess actual, ExportLogsPartialSuccess expected) {
    assertThat(actual.rejectedItems()).isEqualTo(expected.getRejectedLogRecords());
    byte[] text = expected.getErrorMessageBytes().toByteArray();
    assertThat(actual.message()).isEqualTo(ResponseText.clean(text, 0, text.length));
    assertThat(actual.toResult(7).rejectedItems()).isBetween(0L, 7L);
  }

  /** One line that is short and harms no log. */
  static void assertLine(String text) {
    assertThat(text.length()).isLessThanOrEqualTo(ResponseText.MAX_CHARS + 100);
    assertThat(text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029))
        .as(text)
        .isTrue();
  }

  @Override
  public List<byte[]> seeds() {
    byte[] partial =
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(5)
                    .setErrorMessage("too old \u20ac"))
            .build()
            .toByteArray();
    return List.of(partial, GrpcAnswersTarget.status(8, 3, 500), HexFormat.of().parseHex("0a00"));
  }

  @Override
  public List<String> covered() {
    return List.of(
        PartialSuccess.class.getName(),
        RpcStatus.class.getName(),
        ResponseText.class.getName(),
        "dev.ringlet.internal.bytes.ProtoReader");
  }
}
