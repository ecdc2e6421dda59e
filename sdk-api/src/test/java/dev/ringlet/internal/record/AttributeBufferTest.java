// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.testing.Allocations;
import dev.ringlet.testing.StackEnd;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes as they are written, read by the protocol's own classes. */
class AttributeBufferTest {
  private final KeyCache keys = new KeyCache();
  private final AttributeBuffer buffer = new AttributeBuffer(16);

  private void begin(int maxAttributes, int maxValueChars) {
    buffer.begin(CommonTags.Resource.ATTRIBUTES, maxAttributes, maxValueChars, 1 << 20);
  }

  private Map<String, AnyValue> decoded() {
    return decoded(buffer);
  }

  private static Map<String, AnyValue> decoded(AttributeBuffer buffer) {
    try {
      Map<String, AnyValue> all = new LinkedHashMap<>();
      byte[] message = Arrays.copyOf(buffer.data(), buffer.position());
      for (KeyValue attribute : Resource.parseFrom(message).getAttributesList()) {
        assertThat(all).doesNotContainKey(attribute.getKey());
        all.put(attribute.getKey(), attribute.getValue());
      }
      return all;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Random puts of few names, so that most replace an earlier value of another size and type. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theLastValueOfANameStandsInThePlaceOfTheFirst(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      int limit = random.nextInt(12);
      begin(limit, Integer.MAX_VALUE);
      Map<String, AnyValue> expected = new LinkedHashMap<>();
      int dropped = 0;
      for (int i = random.nextInt(40); i > 0; i--) {
        String name = "k".repeat(1 + random.nextInt(3)) + random.nextInt(6);
        AnyValue value = put(random, keys.get(name));
        if (expected.containsKey(name) || expected.size() < limit) {
          expected.put(name, value);
        } else {
          dropped++;
        }
      }
      assertThat(decoded()).isEqualTo(expected);
      assertThat(decoded().keySet()).containsExactlyElementsOf(expected.keySet());
      assertThat(buffer.attributeCount()).isEqualTo(expected.size());
      assertThat(buffer.droppedAttributes()).isEqualTo(dropped);
    }
  }

  private AnyValue put(SplittableRandom random, EncodedKey key) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (random.nextInt(5)) {
      case 0 -> {
        String text = text(random);
        buffer.putString(key, text);
        return value.setStringValue(text).build();
      }
      case 1 -> {
        long number = random.nextLong() >> random.nextInt(64);
        buffer.putLong(key, number);
        return value.setIntValue(number).build();
      }
      case 2 -> {
        double real = random.nextDouble();
        buffer.putDouble(key, real);
        return value.setDoubleValue(real).build();
      }
      case 3 -> {
        boolean truth = random.nextBoolean();
        buffer.putBoolean(key, truth);
        return value.setBoolValue(truth).build();
      }
      default -> {
        byte[] any = AnyValue.newBuilder().setStringValue(text(random)).build().toByteArray();
        buffer.putAny(key, any, 0, any.length);
        try {
          return AnyValue.parseFrom(any);
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  /** Texts whose length in bytes needs a longer varint than their length in chars, among others. */
  private static String text(SplittableRandom random) {
    int[] lengths = {0, 1, 20, 41, 42, 43, 63, 64, 120, 127, 128, 200, 5_000, 8_000, 16_384};
    int length = lengths[random.nextInt(lengths.length)];
    return (random.nextBoolean() ? "a" : random.nextBoolean() ? "ä" : "語").repeat(length);
  }

  /** A key is written in steps of eight bytes, which must end where the memory does. */
  @Test
  void keysOfAnyLengthFitAnywhere() {
    for (int chars = 1; chars <= 150; chars++) {
      EncodedKey key = keys.get("k".repeat(chars));
      for (int before = 0; before < 64; before++) {
        AttributeBuffer small = new AttributeBuffer(64);
        small.begin(CommonTags.Resource.ATTRIBUTES, 10, 100, 1 << 20);
        small.putString(keys.get("before"), "x".repeat(before));
        small.putBoolean(key, true);
        small.putString(keys.get(key.name() + "2"), "");
        assertThat(decoded(small))
            .containsEntry(
                "before", AnyValue.newBuilder().setStringValue("x".repeat(before)).build())
            .containsEntry(key.name(), AnyValue.newBuilder().setBoolValue(true).build())
            .containsEntry(key.name() + "2", AnyValue.newBuilder().setStringValue("").build())
            .hasSize(3);
      }
    }
  }

  @Test
  void textsAreCut() {
    begin(10, 3);
    buffer.putString(keys.get("k"), "abcdef");
    buffer.putString(keys.get("pair"), "ab\uD83D\uDE00");
    assertThat(decoded().get("k").getStringValue()).isEqualTo("abc");
    assertThat(decoded().get("pair").getStringValue()).isEqualTo("ab?");
  }

  @Test
  void textsThatAreTooLongForTheMessageAreCutAndMarked() {
    for (String unit : List.of("x", "\u00e4", "\u8a9e", "\uD83D\uDE00")) {
      buffer.begin(CommonTags.Resource.ATTRIBUTES, 10, Integer.MAX_VALUE, 4_000);
      String large = unit.repeat(1_000_000);
      buffer.putString(keys.get("small"), "fits");
      buffer.putString(keys.get("large"), large);
      buffer.putString(keys.get("another"), large);
      buffer.putString(keys.get("after"), "fits");
      assertThat(buffer.position()).isLessThanOrEqualTo(4_000);
      Map<String, AnyValue> all = decoded();
      assertThat(all.keySet()).containsExactly("small", "large", "another", "after");
      assertThat(all.get("after").getStringValue()).isEqualTo("fits");
      for (String name : List.of("large", "another")) {
        String cut = all.get(name).getStringValue();
        String mark = AttributeBuffer.CUT_MARK + large.length() + "]";
        assertThat(cut).endsWith(mark);
        assertThat(large).startsWith(cut.substring(0, cut.length() - mark.length()));
        assertThat(cut.length()).isGreaterThan(mark.length());
      }
      assertThat(all.get("large").getSerializedSize()).isBetween(3_600, 3_750);
      assertThat(buffer.droppedAttributes()).isZero();
      assertThat(buffer.oversized()).isEqualTo(2);
      assertThat(buffer.data().length).isLessThan(20_000);
    }
  }

  @Test
  void otherValuesThatAreTooLargeForTheMessageAreDroppedAndCounted() {
    buffer.begin(CommonTags.Resource.ATTRIBUTES, 10, Integer.MAX_VALUE, 200);
    byte[] any = AnyValue.newBuilder().setStringValue("x".repeat(1_000_000)).build().toByteArray();
    buffer.putAny(keys.get("large"), any, 0, any.length);
    buffer.putString(keys.get("small"), "fits");
    buffer.putAny(keys.get("small"), any, 0, any.length);
    buffer.putLong(keys.get("n".repeat(200)), 1);
    assertThat(decoded().keySet()).containsExactly("small");
    assertThat(buffer.droppedAttributes()).isEqualTo(3);
    assertThat(buffer.oversized()).isEqualTo(3);
    assertThat(buffer.data().length).isLessThan(10_000);
  }

  /** Quadratic, this takes minutes. */
  @Test
  void manyNamesTakeTimeInProportion() {
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    buffer.begin(CommonTags.Resource.ATTRIBUTES, Integer.MAX_VALUE, 100, 16 << 20);
    for (int i = 0; i < 1_000_000; i++) {
      buffer.putLong(new EncodedKey("name" + i), i);
    }
    int kept = buffer.attributeCount();
    assertThat(kept).isGreaterThan(500_000);
    assertThat(buffer.droppedAttributes()).isEqualTo(1_000_000 - kept);
    for (int i = 0; i < kept; i++) {
      buffer.putLong(new EncodedKey("name" + i), i);
    }
    assertThat(buffer.attributeCount()).isEqualTo(kept);
    assertThat(decoded()).hasSize(kept);
  }

  @Test
  void aFullStackLosesAtMostTheAttributeInHand() throws InterruptedException {
    for (int round = 0; round < 12; round++) {
      AttributeBuffer full = new AttributeBuffer(64);
      full.begin(CommonTags.Resource.ATTRIBUTES, Integer.MAX_VALUE, 100, 1 << 20);
      int[] puts = new int[1];
      StackEnd.reach(
          round,
          () -> {
            String name = "name" + puts[0]++ % 100;
            full.putString(new EncodedKey(name), "v".repeat(puts[0] % 70));
          });
      int kept = full.attributeCount();
      assertThat(decoded(full)).hasSize(kept);
      full.putString(keys.get("after"), "value");
      assertThat(decoded(full)).containsKey("after").hasSize(kept + 1);
    }
  }

  @Test
  void manyAttributesAndLongNames() {
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int i = 0; i < 1_000; i++) {
      buffer.putLong(keys.get("n".repeat(300) + i), i);
    }
    assertThat(decoded()).hasSize(1_000);
    assertThat(decoded().get("n".repeat(300) + 999).getIntValue()).isEqualTo(999);
  }

  @Test
  void aWarmBufferMakesNoGarbage() {
    AttributeBuffer warm = new AttributeBuffer(1_024);
    Runnable five =
        () -> {
          warm.begin(CommonTags.Resource.ATTRIBUTES, 128, Integer.MAX_VALUE, 1 << 20);
          warm.putString(keys.get("http.request.method"), "GET");
          warm.putString(keys.get("url.path"), "/straße/語");
          warm.putLong(keys.get("server.port"), 8_080);
          warm.putDouble(keys.get("ratio"), 0.5);
          warm.putString(keys.get("url.path"), "/another");
        };
    assertThat(Allocations.bytesPerOperationOnceCompiled(five, 0)).isLessThan(0.5);
  }
}
