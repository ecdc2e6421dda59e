// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
  void learnsAnEighthOfTheUnknownTextsAndLaterA512th() {
    assertThat(learned(1, 8_192)).isBetween(950L, 1_100L);
    for (int i = 0; i < KnownTexts.EAGER_LESSONS; i++) {
      texts.learn("text " + i, bytes(i));
    }
    assertThat(learned(1, 8_192)).isBetween(8L, 32L);
  }

  @Test
  void eachFieldGetsItsTurnHoweverManyThereAreInARequest() {
    for (int fields = 1; fields <= 64; fields++) {
      assertThat(learned(fields, 200)).as("%s fields", fields).isBetween(5L, 75L);
    }
  }

  /** How many of so many unknown texts are learned if the others of a request are never. */
  private long learned(int fields, int requests) {
    return IntStream.rangeClosed(1, requests).map(i -> i * fields).filter(texts::learns).count();
  }
}
