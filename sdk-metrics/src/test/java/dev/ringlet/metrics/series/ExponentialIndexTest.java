// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Against the boundaries to 50 digits. But for powers of two they are irrational, so each lies
 * between two neighbouring doubles, and the lower of the two says everything.
 */
class ExponentialIndexTest {
  private static final int MAX_SCALE = 20;
  private static final int MIN_SCALE = -10;
  private static final int FRACTION_BITS = 160;
  private static final long ONE = 1L << 52;

  /** The largest mantissa, of 53 bits, that is not above {@code 2^(k / 2^20)}. */
  private static final long[] BELOW = boundaries();

  private static long[] boundaries() {
    MathContext precision = new MathContext(60);
    BigDecimal root = BigDecimal.valueOf(2);
    for (int i = 0; i < MAX_SCALE; i++) {
      root = root.sqrt(precision);
    }
    BigInteger factor =
        root.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS))).toBigInteger();
    long[] below = new long[1 << MAX_SCALE];
    BigInteger boundary = BigInteger.ONE.shiftLeft(FRACTION_BITS);
    for (int k = 0; k < below.length; k++) {
      below[k] = boundary.shiftRight(FRACTION_BITS - 52).longValueExact();
      boundary = boundary.multiply(factor).shiftRight(FRACTION_BITS);
    }
    // Times the root once more it is 2, up to what was rounded off.
    BigInteger two = BigInteger.TWO.shiftLeft(FRACTION_BITS);
    assertThat(two.subtract(boundary).abs().bitLength()).isLessThan(FRACTION_BITS - 120);
    return below;
  }

  /** The bucket at scale 20 by search among the boundaries; at others it is a part of theirs. */
  private static int expected(double magnitude, int scale) {
    long bits = Double.doubleToRawLongBits(magnitude);
    long mantissa = bits & ONE - 1;
    int exponent = (int) (bits >>> 52) - 1023;
    if (exponent == -1023) { // subnormal
      int highest = 63 - Long.numberOfLeadingZeros(mantissa);
      exponent = highest - 1074;
      mantissa <<= 52 - highest;
    } else {
      mantissa |= ONE;
    }
    int low = -1; // the last boundary that is known to be below
    int high = BELOW.length;
    while (high - low > 1) {
      int middle = low + high >>> 1;
      if (BELOW[middle] < mantissa) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (exponent << MAX_SCALE) + low >> MAX_SCALE - scale;
  }

  @Test
  void eachBoundaryOfEachScaleIsExactToTheLastBit() {
    Random random = new Random(7);
    int wrong = 0;
    for (int scale = 1; scale <= MAX_SCALE; scale++) {
      int step = 1 << MAX_SCALE - scale;
      for (int k = step; k < BELOW.length; k += step) {
        int exponent = random.nextInt(2046) - 1022;
        int index = (exponent << scale) + k / step;
        double below = Math.scalb((double) BELOW[k], exponent - 52);
        double above = Math.nextUp(below);
        wrong += ExponentialIndex.of(below, scale) == index - 1 ? 0 : 1;
        wrong += ExponentialIndex.of(above, scale) == index ? 0 : 1;
        wrong += ExponentialIndex.of(Math.nextDown(below), scale) == index - 1 ? 0 : 1;
        wrong += ExponentialIndex.of(-Math.nextUp(above), scale) == index ? 0 : 1;
      }
    }
    assertThat(wrong).isZero();
  }

  @Test
  void powersOfTwoAndTheirNeighboursAreExactAtEachScale() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      for (int scale = MIN_SCALE; scale <= MAX_SCALE; scale++) {
        assertExpected(power, scale);
        assertExpected(Math.nextUp(power), scale);
        if (exponent > -1074) {
          assertExpected(Math.nextDown(power), scale);
        }
      }
    }
    for (int scale = MIN_SCALE; scale <= MAX_SCALE; scale++) {
      assertExpected(Double.MAX_VALUE, scale);
      assertExpected(Double.MIN_NORMAL, scale);
      assertExpected(Double.MIN_VALUE, scale);
    }
  }

  private static void assertExpected(double value, int scale) {
    int found = ExponentialIndex.of(value, scale);
    if (found != expected(value, scale)) {
      assertThat(found).as("%s at scale %s", value, scale).isEqualTo(expected(value, scale));
    }
  }

  @Test
  void anyValueIsInItsBucket() {
    Random random = new Random(8);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      if (value > 0 && value <= Double.MAX_VALUE) {
        assertExpected(value, MIN_SCALE + random.nextInt(MAX_SCALE - MIN_SCALE + 1));
        assertExpected(value, MAX_SCALE);
      }
      assertExpected(1 + random.nextDouble(), MAX_SCALE);
      double subnormal =
          Double.longBitsToDouble(1 + (random.nextLong() >>> 12 + random.nextInt(52)));
      assertExpected(subnormal, MIN_SCALE + random.nextInt(MAX_SCALE - MIN_SCALE + 1));
    }
  }

  @Test
  void theOracleAgreesWithWhatIsKnownWithoutIt() {
    assertThat(expected(1, 0)).isEqualTo(-1);
    assertThat(expected(2, 0)).isZero();
    assertThat(expected(2.5, 0)).isEqualTo(1);
    assertThat(expected(4, 1)).isEqualTo(3);
    assertThat(expected(Math.sqrt(2) - 1e-15, 1)).isEqualTo(0);
    assertThat(expected(Math.sqrt(2) + 1e-15, 1)).isEqualTo(1);
    assertThat(expected(0.75, 0)).isEqualTo(-1);
    assertThat(expected(1e300, -10)).isZero();
    assertThat(expected(1e-300, -10)).isEqualTo(-1);
  }
}
