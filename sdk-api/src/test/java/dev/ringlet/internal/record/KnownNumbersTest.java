// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.otlp.CommonTags;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNumbersTest {
  private final EncodedKey key = new KeyCache().get("key");
  private final AttributeBuffer buffer = new AttributeBuffer(16);

  private static byte[] bytes(int value) {
    return new byte[] {(byte) value};
  }

  private void begin() {
    buffer.begin(CommonTags.Resource.ATTRIBUTES, 10, Integer.MAX_VALUE, 1 << 20);
  }

  private Resource written() throws Exception {
    return Resource.parseFrom(Arrays.copyOf(buffer.data(), buffer.position()));
  }

  /** Puts a number until its attribute knows it. */
  private void teach(EncodedKey known, long number) {
    for (int i = 0; known.numbers().find(number) == null; i++) {
      assertThat(i).as("numbers without a lesson").isLessThan(5_000);
      begin();
      buffer.putLong(known, number);
    }
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(key.numbers().find(0)).isNull();
    assertThat(key.numbers().find(1)).isNull();
  }

  @Test
  void aNewNumberTakesThePlaceOfTheOlderOne() {
    key.learn(0, bytes(10));
    assertThat(key.numbers().find(0)).containsExactly(10);
    key.learn(200, bytes(20));
    assertThat(key.numbers().find(0)).containsExactly(10);
    key.learn(404, bytes(30));

    assertThat(key.numbers().find(0)).isNull();
    assertThat(key.numbers().find(200)).containsExactly(20);
    assertThat(key.numbers().find(404)).containsExactly(30);
  }

  @Test
  void anAttributeWhoseNumbersDoNotReturnLearnsEverLess() {
    int learned = 0;
    for (int i = 0; i < 20_000; i++) {
      begin();
      buffer.putLong(key, i);
      learned += key.numbers().find(i) != null ? 1 : 0;
    }
    assertThat(learned).isBetween(KnownTexts.EAGER_LESSONS + 10, KnownTexts.EAGER_LESSONS + 80);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, (1 << 28) - 1, 1 << 28, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void aKnownNumberIsWrittenAsBefore(long number) throws Exception {
    for (int length : new int[] {1, 13, 14, 29, 30, 31, 114, 115, 116, 117, 200, 300}) {
      EncodedKey longKey = new KeyCache().get("k".repeat(length));
      begin();
      buffer.putLong(longKey, number);
      byte[] before = Arrays.copyOf(buffer.data(), buffer.position());

      teach(longKey, number);
      begin();
      buffer.putLong(longKey, number);

      assertThat(Arrays.copyOf(buffer.data(), buffer.position())).isEqualTo(before);
      assertThat(written().getAttributesList())
          .containsExactly(
              KeyValue.newBuilder()
                  .setKey(longKey.name())
                  .setValue(AnyValue.newBuilder().setIntValue(number))
                  .build());
    }
  }

  @Test
  void anotherKindWithTheSameBitsIsAnotherValue() throws Exception {
    teach(key, 1);
    begin();
    buffer.putBoolean(key, true);
    assertThat(written().getAttributes(0).getValue().getBoolValue()).isTrue();

    long bits = Double.doubleToRawLongBits(0.5);
    teach(key, bits);
    begin();
    buffer.putDouble(key, 0.5);
    assertThat(written().getAttributes(0).getValue().getDoubleValue()).isEqualTo(0.5);
  }

  @Test
  void aKnownNumberReplacesAnEarlierValueAndIsReplaced() throws Exception {
    teach(key, 200);
    begin();
    buffer.putString(key, "a text that is longer than the number");
    buffer.putLong(new KeyCache().get("after"), 1);
    buffer.putLong(key, 200);
    assertThat(written().getAttributesList()).hasSize(2);
    assertThat(written().getAttributes(0).getValue().getIntValue()).isEqualTo(200);

    buffer.putLong(key, -1);
    assertThat(written().getAttributesList()).hasSize(2);
    assertThat(written().getAttributes(0).getValue().getIntValue()).isEqualTo(-1);
  }
}
