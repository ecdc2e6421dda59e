// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.otlp.CommonTags;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTextsTest {
  private final KnownTexts texts = new KnownTexts();

  private static byte[] bytes(int value) {
    return new byte[] {(byte) value};
  }

  @Test
  void findsTheSameObjectOnly() {
    String text = "GET";
    texts.learn(text, bytes(1));

    assertThat(texts.find(text)).containsExactly(1);
    assertThat(texts.find(new String(text))).isNull();
    assertThat(texts.find("")).isNull();
  }

  @Test
  void aNewTextTakesThePlaceOfTheOldest() {
    String[] all = {"a", "b", "c", "d", "e"};
    for (int i = 0; i < all.length; i++) {
      texts.learn(all[i], bytes(i));
    }

    assertThat(texts.find("a")).isNull();
    for (int i = 1; i < all.length; i++) {
      assertThat(texts.find(all[i])).containsExactly(i);
    }
  }

  @Test
  void isEagerForTheFirstLessons() {
    for (int i = 0; i < KnownTexts.EAGER_LESSONS; i++) {
      assertThat(texts.isEager()).isTrue();
      texts.learn("text " + i, bytes(i));
    }
    assertThat(texts.isEager()).isFalse();
  }

  /**
   * The texts of all fields of a request are new but for those of one, which is always the same.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 48, 64})
  void aFieldGetsItsTurnHoweverManyThereAre(int fields) {
    AttributeBuffer buffer = new AttributeBuffer(16);
    KeyCache keys = new KeyCache();
    for (int constant = 0; constant < fields; constant++) {
      EncodedKey key = keys.get("constant " + constant);
      for (int request = 0; key.texts.find("GET") == null; request++) {
        assertThat(request).as("requests without a lesson").isLessThan(500);
        buffer.begin(CommonTags.Resource.ATTRIBUTES, fields, Integer.MAX_VALUE, 1 << 20);
        for (int i = 0; i < fields; i++) {
          buffer.putString(
              i == constant ? key : keys.get("other " + i),
              i == constant ? "GET" : "new " + request);
        }
      }
    }
  }

  @Test
  void aFieldWhoseTextsDoNotReturnLearnsEverLess() {
    AttributeBuffer buffer = new AttributeBuffer(16);
    EncodedKey key = new KeyCache().get("key");
    int learned = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = "text " + i;
      buffer.begin(CommonTags.Resource.ATTRIBUTES, 1, Integer.MAX_VALUE, 1 << 20);
      buffer.putString(key, text);
      learned += key.texts.find(text) != null ? 1 : 0;
    }
    assertThat(learned).isBetween(KnownTexts.EAGER_LESSONS + 10, KnownTexts.EAGER_LESSONS + 80);
  }

  @Test
  void aKnownTextMakesRoomForItself() throws Exception {
    AttributeBuffer buffer = new AttributeBuffer(16);
    EncodedKey key = new KeyCache().get("key");
    String text = "a text that does not fit into sixteen bytes";
    for (int i = 0; key.texts.find(text) == null; i++) {
      assertThat(i).as("texts without a lesson").isLessThan(500);
      buffer.begin(CommonTags.Resource.ATTRIBUTES, 1, Integer.MAX_VALUE, 1 << 20);
      buffer.putString(key, text);
    }

    AttributeBuffer small = new AttributeBuffer(16);
    small.begin(CommonTags.Resource.ATTRIBUTES, 1, Integer.MAX_VALUE, 1 << 20);
    small.putString(key, text);
    assertThat(small.droppedAttributes()).isZero();
    assertThat(Arrays.copyOf(small.data(), small.position()))
        .isEqualTo(Arrays.copyOf(buffer.data(), buffer.position()));
  }

  @Test
  void longTextsAreNotLearned() {
    AttributeBuffer buffer = new AttributeBuffer(16);
    EncodedKey key = new KeyCache().get("key");
    String text = "t".repeat(KnownTexts.MAX_CHARS + 1);
    for (int i = 0; i < 100; i++) {
      buffer.begin(CommonTags.Resource.ATTRIBUTES, 1, Integer.MAX_VALUE, 1 << 20);
      buffer.putString(key, text);
    }
    assertThat(key.texts.find(text)).isNull();
  }
}
