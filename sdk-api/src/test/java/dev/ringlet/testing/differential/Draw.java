// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing.differential;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Draws scalars, ordinary and odd, from one seed. */
public final class Draw {
  private static final List<String> ODD_TEXTS =
      Arrays.asList(
          null,
          "",
          " ",
          "\t\n",
          "\0",
          "a\0b",
          "\uFFFF",
          "\uFFFE x",
          "\uD800",
          "\uDC00",
          "cut \uD83D",
          "\uDE00 tail",
          "two \uD800\uD800 highs",
          "swapped \uDE00\uD83D",
          "😀",
          "😀😀😀😀😀",
          "日本語のテキスト",
          "é",
          "e\u0301",
          "\u007f\u0080\u07ff\u0800",
          "\u202Ertl",
          "\"quoted\\",
          "x".repeat(127),
          "x".repeat(128),
          "é".repeat(64),
          "日".repeat(43),
          "ab😀cd");
  private static final long[] ODD_LONGS = {
    0,
    1,
    -1,
    127,
    128,
    -128,
    16383,
    16384,
    1L << 31,
    -(1L << 31),
    (1L << 53) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] ODD_DOUBLES = {
    0.0,
    -0.0,
    1.5,
    -1.0,
    Double.NaN,
    Double.longBitsToDouble(0xfff8000000000001L),
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0.1
  };
  // All far from the time of the run, so that a clock reading is never taken for one of them.
  private static final long[] TIMES = {
    0,
    -1,
    1,
    1_000,
    1_600_000_000L,
    1_600_000_000_000L,
    1_600_000_000_000_000_000L,
    1_600_000_000_000_000_001L,
    9_000_000_000_000_000_000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final List<Instant> INSTANTS =
      Arrays.asList(
          null,
          Instant.EPOCH,
          Instant.ofEpochSecond(1_600_000_000L, 1),
          Instant.ofEpochSecond(1_600_000_000L, 999_999_999),
          Instant.ofEpochSecond(-5, 5),
          Instant.ofEpochSecond(0, 1),
          Instant.MIN,
          Instant.MAX);

  private final SplittableRandom random;
  private int charsSinceAsked;

  public Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Fills an array with random bytes. */
  public void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }

  /** Draws any of all longs alike. */
  public long anyLong() {
    return random.nextLong();
  }

  /** Returns true once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  public <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Draws a slot number; half of them name the newest slot. */
  public int slot() {
    return oneIn(2) ? -1 : -1 - random.nextInt(8);
  }

  /** Returns how many characters of text were drawn since the last call. */
  public int charsSinceAsked() {
    int chars = charsSinceAsked;
    charsSinceAsked = 0;
    return chars;
  }

  /** Draws a text that is null, odd, huge or (mostly) ordinary. */
  public String text() {
    int kind = below(100);
    String text;
    if (kind < 25) {
      text = of(ODD_TEXTS);
    } else if (kind < 35) {
      text = randomText(below(300));
    } else if (oneIn(600)) {
      text = hugeText();
    } else {
      text = "text" + below(50);
    }
    charsSinceAsked += text == null ? 0 : text.length();
    return text;
  }

  /** Draws a name of an attribute: few names, so that they collide; some new, some odd. */
  public String key() {
    int kind = below(100);
    if (kind < 10) {
      return text();
    }
    return kind < 35 ? "unique." + below(1_000_000) : "key" + below(12);
  }

  public long number() {
    return oneIn(3) ? ODD_LONGS[below(ODD_LONGS.length)] : random.nextLong();
  }

  public int intNumber() {
    return oneIn(3) ? Integer.MIN_VALUE + below(2) : random.nextInt();
  }

  public double real() {
    return oneIn(2) ? ODD_DOUBLES[below(ODD_DOUBLES.length)] : random.nextDouble() * 1e6;
  }

  public boolean bool() {
    return random.nextBoolean();
  }

  public long time() {
    return TIMES[below(TIMES.length)];
  }

  public TimeUnit unit() {
    if (oneIn(8)) {
      return null;
    }
    return oneIn(2) ? TimeUnit.NANOSECONDS : of(List.of(TimeUnit.values()));
  }

  public Instant instant() {
    return of(INSTANTS);
  }

  /**
   * Draws a list, now and then empty or long. It has no null elements: over one of those the
   * official exporter throws, and loses the whole batch.
   */
  public <T> List<T> list(Supplier<T> element) {
    int size = oneIn(50) ? 150 : below(5);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  private String hugeText() {
    String unit = of(List.of("x", "é", "日", "😀", "\uD800"));
    return unit.repeat(100_000 / unit.length());
  }

  /** Draws UTF-16 units without regard for surrogate pairs. */
  private String randomText(int length) {
    char[] chars = new char[length];
    int range = of(List.of(0x80, 0x800, 0x10000));
    for (int i = 0; i < length; i++) {
      chars[i] = (char) below(range);
    }
    return new String(chars);
  }
}
