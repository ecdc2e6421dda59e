// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.testing.StackEnd;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attribute that is set again has its last value or is gone, in a message without room too. */
class OverwrittenAttributeTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final int OTHER_FIELD = 0x7a;
  private static final int OTHER_BYTES = 100;

  private final KeyCache keys = new KeyCache();
  private final AttributeBuffer buffer = new AttributeBuffer(16);

  private void begin(int maxBytes) {
    buffer.begin(CommonTags.Resource.ATTRIBUTES, NO_LIMIT, NO_LIMIT, maxBytes);
  }

  private void putAny(String name, String text) {
    byte[] any = AnyValue.newBuilder().setStringValue(text).build().toByteArray();
    buffer.putAny(keys.get(name), any, 0, any.length);
  }

  private void putAny(String name, int chars) {
    putAny(name, "f".repeat(chars));
  }

  /** Appends fields that are not attributes, as events and links are. */
  private void fillUpTo(int position) {
    while (buffer.position() < position) {
      int left = position - buffer.position();
      int bytes = left == OTHER_BYTES + 1 ? 2 : Math.min(left, OTHER_BYTES);
      buffer.writeBytes(OTHER_FIELD, new byte[bytes - 2], 0, bytes - 2);
    }
    assertThat(buffer.position()).isEqualTo(position);
  }

  private static Map<String, AnyValue> decoded(AttributeBuffer buffer) {
    try {
      Map<String, AnyValue> all = new LinkedHashMap<>();
      byte[] message = Arrays.copyOf(buffer.data(), buffer.position());
      for (KeyValue attribute : Resource.parseFrom(message).getAttributesList()) {
        assertThat(all.put(attribute.getKey(), attribute.getValue())).isNull();
      }
      assertThat(buffer.attributeCount()).isEqualTo(all.size());
      return all;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, AnyValue> decoded() {
    return decoded(buffer);
  }

  @Test
  void aShorterTextFitsWhereTheAttributesEnd() {
    begin(200);
    buffer.putString(keys.get("secret"), "x".repeat(100));
    putAny("fill", 68);
    assertThat(buffer.position()).isEqualTo(200 - (200 >> 5));
    buffer.putString(keys.get("secret"), "[redacted]");
    assertThat(decoded().get("secret").getStringValue()).isEqualTo("[redacted]");
    assertThat(decoded().keySet()).containsExactly("secret", "fill");
    assertThat(buffer.droppedAttributes()).isZero();
    assertThat(buffer.oversized()).isZero();
  }

  /** With each length, so that the lengths of the parts take one byte and more. */
  @Test
  void aTextOfTheSameBytesFitsBehindTheEndOfTheAttributes() {
    for (int bytes = 0; bytes < 300; bytes++) {
      begin(1_000);
      buffer.putString(keys.get("secret"), "x".repeat(bytes));
      fillUpTo(994);
      String again = "é".repeat(bytes / 2) + "y".repeat(bytes % 2);
      buffer.putString(keys.get("secret"), again);
      assertThat(decoded().get("secret").getStringValue()).isEqualTo(again);
      assertThat(buffer.position()).isEqualTo(994);
      assertThat(buffer.oversized()).isZero();
    }
  }

  @Test
  void aLongerTextTakesTheRoomOfTheEarlierValue() {
    begin(1_000);
    buffer.putString(keys.get("text"), "x".repeat(400));
    fillUpTo(994);
    buffer.putString(keys.get("text"), "y".repeat(500));
    String cut = decoded().get("text").getStringValue();
    assertThat(cut).startsWith("yyy").endsWith(AttributeBuffer.CUT_MARK + "500]");
    assertThat(cut.length()).isGreaterThan(150);
    assertThat(buffer.oversized()).isOne();
    assertThat(buffer.droppedAttributes()).isZero();
  }

  @Test
  void numbersAndValuesTakeTheRoomOfTheEarlierValue() {
    begin(1_000);
    putAny("number", 20);
    putAny("value", 100);
    buffer.putLong(keys.get("same"), 1);
    fillUpTo(994);
    buffer.putDouble(keys.get("number"), 0.5);
    putAny("value", 100);
    buffer.putLong(keys.get("same"), 2);
    assertThat(decoded().get("number").getDoubleValue()).isEqualTo(0.5);
    assertThat(decoded().get("value").getStringValue()).hasSize(100);
    assertThat(decoded().get("same").getIntValue()).isEqualTo(2);
    assertThat(buffer.droppedAttributes()).isZero();
    assertThat(buffer.textRoom(keys.get("value"))).isPositive();
    assertThat(buffer.textRoom(keys.get("new"))).isZero();
  }

  @Test
  void aValueWithoutRoomIsDroppedWithTheEarlierOne() {
    begin(1_000);
    buffer.putBoolean(keys.get("text"), true);
    buffer.putBoolean(keys.get("number"), true);
    buffer.putBoolean(keys.get("value"), true);
    buffer.putBoolean(keys.get("kept"), true);
    fillUpTo(994);
    int before = buffer.position();
    buffer.putString(keys.get("text"), "[redacted]");
    buffer.putDouble(keys.get("number"), 1);
    putAny("value", 1_000_000);
    assertThat(decoded().keySet()).containsExactly("kept");
    assertThat(buffer.position()).isLessThan(before);
    assertThat(buffer.droppedAttributes()).isEqualTo(3);
    assertThat(buffer.oversized()).isEqualTo(3);
    assertThat(buffer.data().length).isLessThan(10_000);
    buffer.putBoolean(keys.get("kept"), false);
    assertThat(decoded().get("kept").getBoolValue()).isFalse();
  }

  /** An unpaired surrogate is written as a question mark. */
  @Test
  void namesThatAreWrittenAlikeAreOneName() {
    begin(1_000);
    buffer.putString(keys.get("user.\uD800"), "alice");
    buffer.putString(keys.get("user.?"), "[redacted]");
    assertThat(decoded().get("user.?").getStringValue()).isEqualTo("[redacted]");
    buffer.putString(keys.get("user.\uDC00"), "bob");
    assertThat(decoded().get("user.?").getStringValue()).isEqualTo("bob");
    buffer.remove(keys.get("user.?"));
    assertThat(buffer.position()).isZero();
    assertThat(keys.get("user.\uD800").name()).isEqualTo("user.\uD800");
  }

  /** Few names and many, which a table finds. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noAttributeKeepsAValueThatWasOverwritten(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int gone = 0;
    for (int round = 0; round < 200; round++) {
      int names = 1 + random.nextInt(80);
      int maxBytes = 200 + random.nextInt(3_000);
      begin(maxBytes);
      Map<String, String> last = new LinkedHashMap<>();
      int puts = random.nextInt(300);
      for (int i = 0; i < puts; i++) {
        String name = "k".repeat(1 + random.nextInt(3)) + random.nextInt(names);
        String value = i + "x".repeat(random.nextInt(3) == 0 ? random.nextInt(150) : 3);
        put(random, name, value);
        last.put(name, value);
        if (random.nextInt(10) == 0 && maxBytes - buffer.position() > 40) {
          fillUpTo(buffer.position() + 2 + random.nextInt(38));
        }
        assertThat(buffer.position()).isLessThanOrEqualTo(maxBytes);
      }
      Map<String, AnyValue> all = decoded();
      all.forEach((name, value) -> isLast(value.getStringValue(), last.get(name)));
      gone += last.size() - all.size();
      assertThat(buffer.droppedAttributes()).isGreaterThanOrEqualTo(last.size() - all.size());
    }
    assertThat(gone).isPositive();
  }

  private void put(SplittableRandom random, String name, String value) {
    if (random.nextBoolean()) {
      buffer.putString(keys.get(name), value);
    } else {
      putAny(name, value);
    }
  }

  private static void isLast(String sent, String last) {
    String mark = AttributeBuffer.CUT_MARK + last.length() + "]";
    if (sent.endsWith(mark)) {
      assertThat(last).startsWith(sent.substring(0, sent.length() - mark.length()));
    } else {
      assertThat(sent).isEqualTo(last);
    }
  }

  @Test
  void aFullStackLeavesAFullMessageWhole() throws InterruptedException {
    for (int round = 0; round < 12; round++) {
      AttributeBuffer full = new AttributeBuffer(64);
      full.begin(CommonTags.Resource.ATTRIBUTES, NO_LIMIT, NO_LIMIT, 3_000);
      int[] puts = new int[1];
      StackEnd.reach(
          round,
          () -> {
            String name = "name" + puts[0]++ % 100;
            full.putString(new EncodedKey(name), "v".repeat(puts[0] % 70));
          });
      decoded(full);
      for (int i = 0; i < 100; i++) {
        full.putBoolean(keys.get("name" + i), true);
      }
      assertThat(decoded(full)).isNotEmpty();
      assertThat(decoded(full).values()).allMatch(AnyValue::getBoolValue);
    }
  }
}
