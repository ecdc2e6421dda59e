// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.TraceTags;
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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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

  /** Keys that know texts write what new keys write, under all limits and in each message. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aTextThatAKeyKnowsHasTheSameBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts =
        List.of(
            "",
            "GET",
            "/users/{id}",
            "é",
            "名前",
            "\ud83d\ude00 ok",
            "t".repeat(120),
            "é".repeat(90));
    AttributeBuffer other = new AttributeBuffer(16);
    int known = 0;
    for (int round = 0; round < 500; round++) {
      int tag = random.nextBoolean() ? TraceTags.Span.ATTRIBUTES : TraceTags.Event.ATTRIBUTES;
      int chars = random.nextInt(3) == 0 ? random.nextInt(150) : Integer.MAX_VALUE;
      int bytes = random.nextInt(3) == 0 ? 64 + random.nextInt(1_000) : 1 << 20;
      buffer.begin(tag, 6, chars, bytes);
      other.begin(tag, 6, chars, bytes);
      for (int i = random.nextInt(10); i > 0; i--) {
        String name = "key" + random.nextInt(3);
        String text = texts.get(random.nextInt(texts.size()));
        known += keys.get(name).texts.find(text) != null ? 1 : 0;
        buffer.putString(keys.get(name), text);
        other.putString(new KeyCache().get(name), text);
      }
      assertThat(Arrays.copyOf(buffer.data(), buffer.position()))
          .isEqualTo(Arrays.copyOf(other.data(), other.position()));
      assertThat(buffer.droppedAttributes()).isEqualTo(other.droppedAttributes());
      assertThat(buffer.oversized()).isEqualTo(other.oversized());
    }
    assertThat(known).isGreaterThan(300);
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
        long number = -1L >>> before;
        small.putLong(keys.get(key.name() + "3"), number);
        small.putDouble(keys.get(key.name() + "4"), number);
        assertThat(decoded(small))
            .containsEntry(
                "before", AnyValue.newBuilder().setStringValue("x".repeat(before)).build())
            .containsEntry(key.name(), AnyValue.newBuilder().setBoolValue(true).build())
            .containsEntry(key.name() + "2", AnyValue.newBuilder().setStringValue("").build())
            .containsEntry(key.name() + "3", AnyValue.newBuilder().setIntValue(number).build())
            .containsEntry(key.name() + "4", AnyValue.newBuilder().setDoubleValue(number).build())
            .hasSize(5);
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
    buffer.putString(keys.get("overwritten"), "fits");
    buffer.putAny(keys.get("overwritten"), any, 0, any.length);
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
    buffer.begin(CommonTags.Resource.ATTRIBUTES, Integer.MAX_VALUE, 100, 4 << 20);
    for (int i = 0; i < 250_000; i++) {
      buffer.putLong(new EncodedKey("name" + i), i);
    }
    int kept = buffer.attributeCount();
    assertThat(kept).isGreaterThan(125_000);
    assertThat(buffer.droppedAttributes()).isEqualTo(250_000 - kept);
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

  /** Names whose hashes are all the same, as an attacker may choose them. */
  private static List<String> collidingNames(int bits) {
    List<String> names = List.of("");
    for (int i = 0; i < bits; i++) {
      names = names.stream().flatMap(name -> Stream.of(name + "Aa", name + "BB")).toList();
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void namesWithOneHashAreDifferentNames(int bits) {
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    List<String> names = collidingNames(bits);
    assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
    for (int i = 0; i < names.size(); i++) {
      buffer.putLong(keys.get(names.get(i)), -1);
      buffer.putLong(keys.get(names.get(i)), i);
    }
    Map<String, AnyValue> all = decoded();
    assertThat(all.keySet()).containsExactlyElementsOf(names);
    assertThat(all.values().stream().map(AnyValue::getIntValue))
        .containsExactlyElementsOf(LongStream.range(0, names.size()).boxed().toList());
  }

  /** With few names and with a table of them, from its start, its middle and its end. */
  @ParameterizedTest
  @ValueSource(ints = {3, 32, 33, 34, 60, 200})
  void aRemovedAttributeIsGoneAndDoesNotCount(int count) {
    for (int gone : new int[] {0, count / 2, count - 1}) {
      begin(count, Integer.MAX_VALUE);
      Map<String, AnyValue> expected = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        put(expected, "name" + i, "x".repeat(i % 7));
      }
      buffer.remove(keys.get("name" + gone));
      buffer.remove(keys.get("name" + gone));
      buffer.remove(keys.get("absent"));
      expected.remove("name" + gone);
      assertThat(decoded()).isEqualTo(expected);
      assertThat(buffer.attributeCount()).isEqualTo(count - 1);
      assertThat(buffer.droppedAttributes()).isZero();

      for (int i = count - 1; i >= 0; i--) {
        put(expected, "name" + i, "again");
      }
      assertThat(decoded()).isEqualTo(expected);
      assertThat(decoded().keySet()).last().isEqualTo("name" + gone);
      buffer.putLong(keys.get("one more"), 1);
      assertThat(buffer.droppedAttributes()).isOne();
    }
  }

  private void put(Map<String, AnyValue> expected, String name, String text) {
    buffer.putString(keys.get(name), text);
    expected.put(name, AnyValue.newBuilder().setStringValue(text).build());
  }

  @Test
  void anAttributeThatFailsLeavesTheMessageAsItWas() {
    begin(10, 100);
    buffer.putString(keys.get("before"), "value");
    int end = buffer.position();
    buffer.putString(keys.get("null"), null);
    buffer.putAny(keys.get("array"), new byte[1], 0, 2);
    buffer.putAny(keys.get("before"), new byte[1], 0, 2);
    assertThat(buffer.position()).isEqualTo(end);
    assertThat(buffer.attributeCount()).isOne();
    assertThat(buffer.droppedAttributes()).isEqualTo(3);
    buffer.addDroppedAttributes(4);
    assertThat(buffer.droppedAttributes()).isEqualTo(7);
    assertThat(buffer.oversized()).isZero();
    buffer.addOversized(2);
    assertThat(buffer.oversized()).isEqualTo(2);
    assertThat(buffer.maxValueChars()).isEqualTo(100);
    assertThat(buffer.maxBytes()).isEqualTo(1 << 20);
  }

  /** A text leaves a sixteenth of the message free, or takes half of the rest. */
  @Test
  void theRoomForATextDependsOnWhatIsLeft() {
    buffer.begin(CommonTags.Resource.ATTRIBUTES, 10, Integer.MAX_VALUE, 3_200);
    EncodedKey key = keys.get("key"); // six bytes with tags and length
    assertThat(buffer.textRoom(0)).isEqualTo(3_000);
    assertThat(buffer.textRoom(100)).isEqualTo(2_900);
    assertThat(buffer.textRoom(key)).isEqualTo(3_000 - 6 - 18);
    buffer.position(2_900);
    assertThat(buffer.textRoom(0)).isEqualTo(150);
    assertThat(buffer.textRoom(key)).isEqualTo((200 - 6 - 18) / 2);
    buffer.position(3_210);
    assertThat(buffer.textRoom(0)).isZero();
  }

  @Test
  void anotherTextIsCutToItsRoom() {
    buffer.begin(0, 0, 0, 1_000);
    String mark = AttributeBuffer.CUT_MARK + "200]";
    buffer.writeText(CommonTags.Resource.ATTRIBUTES, "x".repeat(200), mark.length());
    assertThat(buffer.position()).as("no room for a part").isZero();
    assertThat(buffer.oversized()).isZero();
    buffer.writeText(CommonTags.Resource.ATTRIBUTES, "x".repeat(200), mark.length() + 1);
    assertThat(written()).isEqualTo("x" + mark);
    assertThat(buffer.oversized()).isOne();
    for (int room : new int[] {200, 600}) {
      buffer.begin(0, 0, 0, 1_000);
      buffer.writeText(CommonTags.Resource.ATTRIBUTES, "x".repeat(200), room);
      assertThat(written()).isEqualTo("x".repeat(200));
      assertThat(buffer.oversized()).isZero();
    }
  }

  private String written() {
    ProtoReader reader = new ProtoReader(buffer.data(), 0, buffer.position());
    assertThat(reader.next()).isTrue();
    assertThat(reader.end()).isEqualTo(buffer.position());
    return reader.string();
  }

  @Test
  void anAttributeMayEndWhereTheReserveBegins() {
    byte[] any = AnyValue.newBuilder().setStringValue("x".repeat(40)).build().toByteArray();
    begin(1, 100);
    buffer.putAny(keys.get("k"), any, 0, any.length);
    int size = buffer.position();
    int exact = size;
    while (exact - (exact >>> 5) < size) {
      exact++;
    }
    for (int maxBytes : new int[] {exact, exact - 1}) {
      buffer.begin(CommonTags.Resource.ATTRIBUTES, 1, 100, maxBytes);
      buffer.putAny(keys.get("k"), any, 0, any.length);
      assertThat(buffer.attributeCount()).isEqualTo(maxBytes == exact ? 1 : 0);
      assertThat(buffer.oversized()).isEqualTo(maxBytes == exact ? 0 : 1);
    }
  }

  @Test
  void theCacheKeepsOneFormOfAName() {
    assertThat(keys.get("a name")).isSameAs(keys.get(new StringBuilder("a name").toString()));
    EncodedKey first = keys.get("Aa");
    assertThat(keys.get("BB").name()).isEqualTo("BB");
    assertThat(keys.get("Aa").name()).isEqualTo("Aa");
    assertThat(keys.get("Aa")).as("replaced by the other name").isNotSameAs(first);
    String longest = "n".repeat(256);
    assertThat(keys.get(longest)).isSameAs(keys.get(longest));
    String longer = "n".repeat(257);
    assertThat(keys.get(longer).name()).isEqualTo(longer);
    assertThat(keys.get(longer)).isNotSameAs(keys.get(longer));
  }

  @Test
  void givesTheMemoryOfALargeMessageBack() {
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int i = 0; i < 300; i++) {
      buffer.putLong(keys.get("name" + i), i);
    }
    buffer.trim(100, 64);
    assertThat(buffer.data()).hasSize(64);
    assertThat(buffer.position()).isZero();
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int i = 0; i < 300; i++) {
      buffer.putLong(keys.get("name" + i), i);
    }
    assertThat(decoded()).hasSize(300);
  }

  @Test
  void aBufferForWhichThereIsNoMemoryStaysLarge() {
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int i = 0; i < 300; i++) {
      buffer.putLong(keys.get("name" + i), i);
    }
    int large = buffer.data().length;
    buffer.trim(100, Integer.MAX_VALUE); // more than an array may have: an OutOfMemoryError
    assertThat(buffer.data()).hasSize(large);
    assertThat(decoded()).hasSize(300);
    begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    buffer.putLong(keys.get("another"), 1);
    assertThat(decoded()).containsOnlyKeys("another");
    buffer.trim(100, 64);
    assertThat(buffer.data()).hasSize(64);
  }

  @Test
  @Tag("allocation")
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
