// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

/**
 * Finds the shortest decimal that parses to a given double, without allocation: the free-format
 * algorithm of Steele and White ("How to print floating-point numbers accurately", 1990), in exact
 * integer arithmetic. Not thread-safe.
 *
 * <p>The double is {@code value / scale}. Each decimal that is less than {@code below / scale}
 * smaller or {@code above / scale} larger parses to the same double. The digits come from the
 * front, until the rest is within these bounds.
 */
final class DoubleDigits {
  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int EXPONENT_MASK = 0x7FF;
  private static final int EXPONENT_BIAS = 1075;
  private static final int MIN_SMALL_POWER = -57;

  private final Natural value = new Natural();
  private final Natural scale = new Natural();
  private final Natural above = new Natural();
  private final Natural below = new Natural();
  private long digits;
  private int exponent;

  /** The digits of the last double as an integer without trailing zeros; at most 17. */
  long digits() {
    return digits;
  }

  /** The exponent: the double is the digits times ten to this power. */
  int exponent() {
    return exponent;
  }

  /** Finds the digits of a finite positive number. */
  void find(double number) {
    long bits = Double.doubleToRawLongBits(number);
    int biased = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    long fraction = bits & HIDDEN_BIT - 1;
    long whole = biased == 0 ? fraction : fraction | HIDDEN_BIT;
    int power = Math.max(biased, 1) - EXPONENT_BIAS;
    boolean narrowBelow = fraction == 0 && biased > 1; // the next smaller double is half as far
    int more = narrowBelow ? 2 : 1;
    boolean even = (whole & 1) == 0; // then the bounds themselves parse to it, too
    int point = (int) Math.ceil(Math.log10(number) - 1e-9);
    if (power >= MIN_SMALL_POWER && power < 0) {
      findSmall(whole << more, 1L << -power + more, 1L << more - 1, point, even);
      return;
    }
    value.set(whole, Math.max(power, 0) + more);
    scale.set(1, Math.max(-power, 0) + more);
    above.set(1, Math.max(power, 0) + more - 1);
    below.set(1, Math.max(power, 0));
    if (point >= 0) {
      scale.timesTenTo(point);
    } else {
      value.timesTenTo(-point);
      above.timesTenTo(-point);
      below.timesTenTo(-point);
    }
    int sum = Natural.compareSum(value, above, scale);
    if (sum > 0 || (sum == 0 && even)) {
      point++;
    } else {
      timesTen();
    }
    exponent = point - draw(even);
  }

  /** Finds the digits of a number from 1/32 to 2^53, for which 63 bits suffice. */
  private void findSmall(long value, long scale, long above, int point, boolean even) {
    long below = 1;
    for (int i = 0; i < point; i++) {
      scale *= 10;
    }
    for (int i = point; i < 0; i++) {
      value *= 10;
      above *= 10;
      below *= 10;
    }
    digits = 0;
    if (value + above > scale || (value + above == scale && even)) {
      point++;
    } else {
      value *= 10;
      above *= 10;
      below *= 10;
    }
    while (true) {
      long digit = value / scale;
      value -= digit * scale;
      digits = digits * 10 + digit;
      point--;
      boolean mayEnd = value < below || (value == below && even);
      boolean mayEndHigher = value + above > scale || (value + above == scale && even);
      if (mayEnd || mayEndHigher) {
        if (mayEndHigher && (!mayEnd || 2 * value >= scale)) {
          digits++;
        }
        exponent = point;
        return;
      }
      value *= 10;
      above *= 10;
      below *= 10;
    }
  }

  private void timesTen() {
    value.times(10);
    above.times(10);
    below.times(10);
  }

  /** Extracts the digits and returns their number. */
  private int draw(boolean even) {
    digits = 0;
    for (int count = 1; ; count++) {
      int digit = value.remainder(scale);
      int low = Natural.compare(value, below);
      int high = Natural.compareSum(value, above, scale);
      boolean mayEnd = low < 0 || (low == 0 && even);
      boolean mayEndHigher = high > 0 || (high == 0 && even);
      digits = digits * 10 + digit;
      if (mayEnd || mayEndHigher) {
        boolean upperHalf = Natural.compareSum(value, value, scale) >= 0;
        if (mayEndHigher && (!mayEnd || upperHalf)) {
          digits++;
        }
        return count;
      }
      timesTen();
    }
  }

  /** An unsigned integer of up to 1,280 bits in words of 32 bits, the lowest first. */
  private static final class Natural {
    private static final int MAX_WORDS = 40;
    private static final long WORD = 0xFFFFFFFFL;
    private static final int TEN_TO_NINE = 1_000_000_000;

    private final int[] words = new int[MAX_WORDS];
    private int count;

    /** Sets this to {@code number} times two to the power of {@code shift}. */
    void set(long number, int shift) {
      int first = shift >>> 5;
      int bits = shift & 31;
      for (int i = 0; i < first; i++) {
        words[i] = 0;
      }
      words[first] = (int) (number << bits);
      words[first + 1] = (int) (number << bits >>> 32);
      words[first + 2] = bits == 0 ? 0 : (int) (number >>> 64 - bits);
      count = first + 3;
      trim();
    }

    private void trim() {
      while (count > 0 && words[count - 1] == 0) {
        count--;
      }
    }

    void times(int factor) {
      long carry = 0;
      for (int i = 0; i < count; i++) {
        carry += (words[i] & WORD) * factor;
        words[i] = (int) carry;
        carry >>>= 32;
      }
      if (carry != 0) {
        words[count++] = (int) carry;
      }
    }

    void timesTenTo(int power) {
      for (; power >= 9; power -= 9) {
        times(TEN_TO_NINE);
      }
      for (; power > 0; power--) {
        times(10);
      }
    }

    /**
     * Sets this to the remainder of the division by {@code other} and returns the quotient, which
     * is below 10.
     */
    int remainder(Natural other) {
      int times = 0;
      while (compare(this, other) >= 0) {
        long borrow = 0;
        for (int i = 0; i < count; i++) {
          borrow += (words[i] & WORD) - other.word(i);
          words[i] = (int) borrow;
          borrow >>= 32;
        }
        trim();
        times++;
      }
      return times;
    }

    private long word(int i) {
      return i < count ? words[i] & WORD : 0;
    }

    static int compare(Natural a, Natural b) {
      if (a.count != b.count) {
        return a.count < b.count ? -1 : 1;
      }
      for (int i = a.count - 1; i >= 0; i--) {
        if (a.words[i] != b.words[i]) {
          return Integer.compareUnsigned(a.words[i], b.words[i]);
        }
      }
      return 0;
    }

    /** Compares {@code a + b} with {@code c}. */
    static int compareSum(Natural a, Natural b, Natural c) {
      long rest = 0; // c - a - b so far, in units of the current word
      for (int i = Math.max(Math.max(a.count, b.count), c.count) - 1; i >= 0; i--) {
        rest = (rest << 32) + c.word(i) - a.word(i) - b.word(i);
        if (rest < 0 || rest > 1) { // the lower words of a + b are less than two units
          return rest < 0 ? 1 : -1;
        }
      }
      return rest == 0 ? 0 : -1;
    }
  }
}
