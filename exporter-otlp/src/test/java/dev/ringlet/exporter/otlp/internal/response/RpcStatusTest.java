// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcStatusTest {
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final long SECOND = 1_000_000_000L;

  private final UnknownFieldSet.Builder status = UnknownFieldSet.newBuilder();

  private void add(int field, ByteString value) {
    status.mergeField(field, Field.newBuilder().addLengthDelimited(value).build());
  }

  private void addRetry(String type, long seconds, int nanos) {
    ByteString delay =
        Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build().toByteString();
    ByteString info =
        UnknownFieldSet.newBuilder()
            .addField(1, Field.newBuilder().addLengthDelimited(delay).build())
            .build()
            .toByteString();
    add(3, Any.newBuilder().setTypeUrl(type).setValue(info).build().toByteString());
  }

  private RpcStatus read() {
    byte[] bytes = status.build().toByteArray();
    return RpcStatus.read(bytes, bytes.length);
  }

  @Test
  void anEmptyStatusHasNothing() {
    assertThat(read()).isEqualTo(RpcStatus.NONE);
  }

  @Test
  void hasAMessageInOneLine() {
    status.mergeField(1, Field.newBuilder().addVarint(8).build());
    add(2, ByteString.copyFromUtf8("too\nmuch "));
    add(4, ByteString.copyFromUtf8("unknown"));
    assertThat(read()).isEqualTo(new RpcStatus("too much", -1));
  }

  @Test
  void aMessageIsCutAtTheLimit() {
    int max = ResponseText.MAX_CHARS;
    add(2, ByteString.copyFromUtf8("a".repeat(max)));
    assertThat(read().message()).isEqualTo("a".repeat(max));
    add(2, ByteString.copyFromUtf8("b".repeat(max + 1))); // the last one counts
    assertThat(read().message()).isEqualTo("b".repeat(max) + "…");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 1, 1",
    "0, 999999999, 999999999",
    "1, 0, 1000000000",
    "7, 5, 7000000005",
    "3599, 999999999, 3599999999999",
    "3600, 0, 3600000000000",
    "3600, 1, 3600000000000",
    "10000000000, 0, 3600000000000",
    "9223372036854775807, 999999999, 3600000000000",
    "-1, 0, 0",
    "0, -1, 0",
    "5, -1, 0",
    "-9223372036854775808, 5, 0"
  })
  void theDelayIsFromNothingToAnHour(long seconds, int nanos, long expected) {
    addRetry(RETRY_INFO, seconds, nanos);
    assertThat(read().retryDelayNanos()).isEqualTo(expected);
  }

  @Test
  void theFirstDelayOfSeveralDetailsCounts() {
    addRetry("type.googleapis.com/google.rpc.ErrorInfo", 5, 0);
    addRetry(RETRY_INFO, 7, 0);
    addRetry(RETRY_INFO, 9, 0);
    assertThat(read().retryDelayNanos()).isEqualTo(7 * SECOND);
  }

  @Test
  void theTypeEndsInTheName() {
    addRetry("google.rpc.RetryInfo", 1, 0); // a type URL has a slash
    addRetry(RETRY_INFO + "s", 2, 0);
    assertThat(read().retryDelayNanos()).isEqualTo(-1);
    addRetry("x".repeat(257 - "/google.rpc.RetryInfo".length()) + "/google.rpc.RetryInfo", 3, 0);
    assertThat(read().retryDelayNanos()).isEqualTo(-1);
    addRetry("x".repeat(256 - "/google.rpc.RetryInfo".length()) + "/google.rpc.RetryInfo", 4, 0);
    assertThat(read().retryDelayNanos()).isEqualTo(4 * SECOND);
  }

  @Test
  void aRetryInfoWithoutADelayHasNone() {
    add(3, Any.newBuilder().setTypeUrl(RETRY_INFO).build().toByteString());
    add(3, ByteString.EMPTY);
    assertThat(read().retryDelayNanos()).isEqualTo(-1);
  }

  @Test
  void fieldsOfAnotherWireTypeAreUnknown() {
    status.mergeField(2, Field.newBuilder().addVarint(3).build());
    status.mergeField(3, Field.newBuilder().addVarint(3).build());
    assertThat(read()).isEqualTo(RpcStatus.NONE);
  }

  @Test
  void malformedBytesHaveNothing() {
    add(2, ByteString.copyFromUtf8("message"));
    add(3, ByteString.copyFrom(new byte[] {1 << 3 | 2, 5}));
    assertThat(read()).isEqualTo(RpcStatus.NONE);
  }
}
