// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Allocations;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code String.getBytes} is the oracle. */
class Utf8Test {
  private static final char HIGH = '\ud83d';
  private static final char LOW = '\ude00';

  /** Chars at the borders of every class, so that a random string of them meets all branches. */
  private enum Alphabet {
    ASCII("\0 azAZ~\u007f"),
    LATIN("a\u007f\u0080\u00e9\u00ff"),
    TWO_BYTES("a \u0080\u0100\u0431\u07ff"),
    LOWER_BYTE_IS_ASCII("a\u0141\u0261\u4e61\uff41"),
    THREE_BYTES("a\u0800\u4e2d\ud7ff\ue000\uffff"),
    SURROGATES("\ud800\udbff\udc00\udfff"),
    ALL("a\u007f\u0080\u00ff\u0100\u07ff\u0800\ud7ff\ue000\uffff\ud800\udbff\udc00\udfff");

    private final String chars;

    Alphabet(String chars) {
      this.chars = chars;
    }

    String text(Random random, int length) {
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        text.append(chars.charAt(random.nextInt(chars.length())));
      }
      return text.toString();
    }
  }

  @ParameterizedTest
  @EnumSource(Alphabet.class)
  void encodesAsTheJdkDoes(Alphabet alphabet) {
    Random random = new Random(20260101);
    for (int i = 0; i < 20_000; i++) {
      String s = alphabet.text(random, random.nextInt(24));
      assertSameAsJdk(s, random.nextInt(s.length() + 1), random.nextInt(9));
    }
  }

  @ParameterizedTest
  @EnumSource(Alphabet.class)
  void encodesLongStringsWithAnAsciiStart(Alphabet alphabet) {
    Random random = new Random(20260102);
    for (int i = 0; i < 1_000; i++) {
      int length = random.nextInt(700);
      int ascii = random.nextInt(length + 1);
      String s = Alphabet.ASCII.text(random, ascii) + alphabet.text(random, length - ascii);
      assertSameAsJdk(s, length, random.nextInt(9));
    }
  }

  @Test
  void seesTheOneCharThatIsNotAscii() {
    for (int length = 1; length < 140; length++) {
      for (int at = 0; at < length; at++) {
        for (char other : new char[] {'\u0080', '\u00e9', '\u0141', '\u4e61', HIGH}) {
          assertSameAsJdk(with("a", length, at, other), length, 1);
          assertSameAsJdk(with("a", length, at, other), at, 1);
          assertSameAsJdk(with("\0", length, at, other), length, 1);
        }
      }
    }
  }

  /** A long text is looked at in parts, the last of which may be shorter. */
  @Test
  void seesTheOneCharThatIsNotAsciiInEachPartOfALongText() {
    for (int length : new int[] {256, 257, 258, 259, 511, 512, 600}) {
      for (int at = 0; at < length; at++) {
        assertSameAsJdk(with("\0", length, at, '\u0080'), length, 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Alphabet.class)
  void theLongestStartThatFitsHoldsNoHalfPair(Alphabet alphabet) {
    Random random = new Random(20260104);
    for (int i = 0; i < 2_000; i++) {
      String s = alphabet.text(random, random.nextInt(12));
      int chars = random.nextInt(s.length() + 1);
      int maxBytes = random.nextInt(3 * s.length() + 2);
      int fitting = chars;
      while (Utf8.encodedLength(s, fitting) > maxBytes || dividesPair(s, fitting, chars)) {
        fitting--;
      }
      assertThat(Utf8.charsWithin(s, chars, maxBytes)).isEqualTo(fitting);
    }
  }

  /** Whether a cut after so many chars divides a pair. */
  private static boolean dividesPair(String s, int cut, int chars) {
    if (cut == 0 || cut == chars) {
      return false;
    }
    return Character.isHighSurrogate(s.charAt(cut - 1)) && Character.isLowSurrogate(s.charAt(cut));
  }

  @Test
  void cutsAnywhere() {
    String s = "a\u00e9\u0431\u4e2d" + HIGH + LOW + HIGH + HIGH + LOW + LOW + "z" + HIGH;
    for (int chars = 0; chars <= s.length(); chars++) {
      assertSameAsJdk(s, chars, 3);
    }
  }

  @Test
  void writesNothingForNothing() {
    assertThat(new ProtoWriter(0).encodeUtf8("", 0, 0)).isZero();
    assertThat(new ProtoWriter(2).encodeUtf8("\u4e2d", 0, 2)).isZero();
    assertThat(Utf8.encodedLength("\u4e2d", 0)).isZero();
  }

  @Test
  @Tag("allocation")
  void allocatesNothing() {
    Random random = new Random(20260103);
    String[] texts =
        Stream.of(Alphabet.values())
            .flatMap(alphabet -> Stream.of(0, 3, 20, 64, 700).map(n -> alphabet.text(random, n)))
            .toArray(String[]::new);
    ProtoWriter writer = new ProtoWriter(2100);
    int[] next = {0};
    long[] sum = {0};
    double canary =
        Allocations.bytesPerOperation(
            () -> sum[0] += texts[next[0]++ % texts.length].getBytes(UTF_8).length);
    double allocated =
        Allocations.bytesPerOperationOnceCompiled(
            () -> {
              String s = texts[next[0]++ % texts.length];
              sum[0] += writer.encodeUtf8(s, s.length(), 0);
              sum[0] += Utf8.encodedLength(s, s.length());
            },
            0);
    assertThat(canary).isGreaterThan(100);
    assertThat(allocated).isZero();
    assertThat(sum[0]).isPositive();
  }

  private static String with(String filler, int length, int at, char... chars) {
    String start = filler.repeat(at) + new String(chars);
    return (start + filler.repeat(length)).substring(0, length);
  }

  private static void assertSameAsJdk(String s, int chars, int off) {
    byte[] expected = s.substring(0, chars).getBytes(UTF_8);
    ProtoWriter writer = new ProtoWriter(off + 3 * chars);
    byte[] dst = writer.data();
    Arrays.fill(dst, (byte) 0x55);
    int length = writer.encodeUtf8(s, chars, off);
    assertThat(Arrays.copyOfRange(dst, off, off + length)).isEqualTo(expected);
    byte[] before = new byte[off];
    Arrays.fill(before, (byte) 0x55);
    assertThat(Arrays.copyOf(dst, off)).isEqualTo(before);
    assertThat(Utf8.encodedLength(s, chars)).isEqualTo(expected.length);
  }
}
