// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialSuccessTest {
  private static byte[] response(long rejected, String message) {
    return ExportLogsServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportLogsPartialSuccess.newBuilder()
                .setRejectedLogRecords(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }

  @Test
  void readsWhatProtobufWrites() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      long rejected = random.nextLong() >> random.nextInt(64);
      String message = "m".repeat(random.nextInt(50)) + "é€\ud83d\ude00";
      byte[] bytes = response(rejected, message);
      assertThat(PartialSuccess.read(bytes, bytes.length))
          .isEqualTo(new PartialSuccess(rejected, message));
    }
  }

  @Test
  void skipsUnknownFields() {
    byte[] bytes =
        HexFormat.of().parseHex("1001" + "190102030405060708" + "2501020304" + "32026162");
    byte[] known = response(7, "x");
    byte[] both = Arrays.copyOf(bytes, bytes.length + known.length);
    System.arraycopy(known, 0, both, bytes.length, known.length);
    assertThat(PartialSuccess.read(both, both.length)).isEqualTo(new PartialSuccess(7, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0b", // a group begins
        "0c", // a group ends
        "0e", // no such wire type
        "0f",
        "00", // field 0
        "0a", // no length
        "0a05aa", // longer than the message
        "0affffffff0f", // 4 GiB
        "0affffffffffffffffff01", // negative
        "0affffffffffffffffffffff01", // eleven bytes
        "0a0208", // a varint that ends with the message
        "0a020b0c", // a group inside
        "ffffffffff7f08", // a tag of more than 32 bits
        "0d0102", // a fixed32 of two bytes
        "090102"
      })
  void refusesMalformedBytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(PartialSuccess.read(bytes, bytes.length)).isNull();
    assertThat(RpcStatus.read(bytes, bytes.length).message()).isEmpty();
  }

  @Test
  void neverThrowsAndAgreesWithProtobuf() {
    Random random = new Random(13);
    byte[] good = response(5, "message");
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 4));
      for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      RpcStatus.read(bytes, bytes.length);
      PartialSuccess partial = PartialSuccess.read(bytes, bytes.length);
      if (partial == null) {
        continue;
      }
      try {
        ExportLogsPartialSuccess expected =
            ExportLogsServiceResponse.parseFrom(bytes).getPartialSuccess();
        assertThat(partial.rejectedItems()).isEqualTo(expected.getRejectedLogRecords());
        accepted++;
      } catch (InvalidProtocolBufferException stricter) {
        // protobuf rejects malformed UTF-8, PartialSuccess replaces it
      }
    }
    assertThat(accepted).isGreaterThan(1000);
  }

  @Test
  void cutsAndCleansText() {
    byte[] bytes = response(1, "a\r\nb\u001b[31m\u202ec" + "x".repeat(5000));
    String message = PartialSuccess.read(bytes, bytes.length).message();
    assertThat(message).startsWith("a  b [31m cxxx").hasSizeLessThanOrEqualTo(1025);
  }
}
