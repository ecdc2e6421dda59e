// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.math.BigInteger;

/**
 * Finds the bucket of a value in a base-2 exponential histogram: bucket {@code i} of scale {@code
 * s} counts values above {@code 2^(i / 2^s)} up to and including {@code 2^((i + 1) / 2^s)}.
 *
 * <p>Computes no logarithm. The exponent is in the bits of the number. The position of the mantissa
 * between two powers of two is interpolated from a table, with an error of a twentieth of the
 * finest bucket. Only near a boundary, the value is compared with the boundary itself: the product
 * of two entries of other tables, each in two parts. 76 bits of it are exact, which suffices to
 * place every double on the correct side.
 */
final class ExponentialIndex {
  static final int MAX_SCALE = 20;

  private static final int SEGMENT_BITS = 11;
  private static final int SEGMENTS = 1 << SEGMENT_BITS;
  private static final int HALF_SCALE = MAX_SCALE / 2;
  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
  private static final long ONE = Double.doubleToRawLongBits(1.0);
  private static final double TWO_52 = 0x1p52;
  private static final int FRACTION_BITS = 112;
  private static final int FIRST_PART_BITS = 25;

  /** By scale, the part of a bucket next to a boundary where interpolation is not exact enough. */
  private static final double[] NEAR = new double[MAX_SCALE + 1];

  private static final double[] LOG2 = new double[SEGMENTS + 1];

  /** {@code 2^(i / 2^10)}: in turn its first 26 bits and the rest. */
  private static final double[] COARSE = powers("1002c605e2e8cec506d21bfc89a23");

  /** {@code 2^(i / 2^20)} in the same way. */
  private static final double[] FINE = powers("100000b1721bcfc99d9f890ea0691");

  static {
    for (int scale = 0; scale <= MAX_SCALE; scale++) {
      NEAR[scale] = 0.1 / (1 << MAX_SCALE - scale);
    }
    for (int i = 0; i <= SEGMENTS; i++) {
      LOG2[i] = Math.log1p((double) i / SEGMENTS) / Math.log(2);
    }
  }

  /** The powers 0 to 1023 of a number over 1, given in hex with {@value #FRACTION_BITS} bits. */
  private static double[] powers(String factorHex) {
    BigInteger factor = new BigInteger(factorHex, 16);
    BigInteger power = BigInteger.ONE.shiftLeft(FRACTION_BITS);
    int restBits = FRACTION_BITS - FIRST_PART_BITS;
    double[] powers = new double[2 << HALF_SCALE];
    for (int i = 0; i < powers.length; i += 2) {
      BigInteger first = power.shiftRight(restBits);
      BigInteger rest = power.subtract(first.shiftLeft(restBits));
      powers[i] = Math.scalb(first.doubleValue(), -FIRST_PART_BITS);
      powers[i + 1] = Math.scalb(rest.doubleValue(), -FRACTION_BITS);
      power = power.multiply(factor).shiftRight(FRACTION_BITS);
    }
    return powers;
  }

  private ExponentialIndex() {}

  /**
   * The bucket's number.
   *
   * @param value finite and not zero; its sign does not matter
   * @param scale -10 to 20
   */
  static int of(double value, int scale) {
    double magnitude = Math.abs(value);
    int exponent = Math.getExponent(magnitude);
    if (exponent < Double.MIN_EXPONENT) {
      magnitude *= TWO_52;
      exponent = Math.getExponent(magnitude) - MANTISSA_BITS;
    }
    long mantissa = Double.doubleToRawLongBits(magnitude) & MANTISSA;
    if (mantissa == 0) {
      return scale >= 0 ? (exponent << scale) - 1 : exponent - 1 >> -scale;
    }
    if (scale <= 0) {
      return exponent >> -scale;
    }
    return (exponent << scale) + within(mantissa, scale);
  }

  /** The bucket between two powers of two. */
  private static int within(long mantissa, int scale) {
    int segment = (int) (mantissa >>> MANTISSA_BITS - SEGMENT_BITS);
    double rest =
        (mantissa & (1L << MANTISSA_BITS - SEGMENT_BITS) - 1)
            * (1.0 / (1L << MANTISSA_BITS - SEGMENT_BITS));
    double low = LOG2[segment];
    double position = (low + rest * (LOG2[segment + 1] - low)) * (1 << scale);
    int index = (int) position;
    double fraction = position - index;
    double near = NEAR[scale];
    if (fraction < near || fraction > 1 - near) {
      double number = Double.longBitsToDouble(mantissa | ONE);
      int boundary = fraction < near ? index : index + 1;
      return boundary == 1 << scale
              || boundary > 0 && isBelow(number, boundary << MAX_SCALE - scale)
          ? boundary - 1
          : boundary;
    }
    return index;
  }

  /** Whether a number from 1 to 2, and near to it, is below {@code 2^(i / 2^20)}. */
  private static boolean isBelow(double number, int i) {
    int coarse = i >>> HALF_SCALE << 1;
    int fine = (i & (1 << HALF_SCALE) - 1) << 1;
    double c = COARSE[coarse];
    double f = FINE[fine];
    double cRest = COARSE[coarse + 1];
    double fRest = FINE[fine + 1];
    // The left side is exact: 26 by 26 bits, taken from something that hardly differs.
    return number - c * f < c * fRest + cRest * f + cRest * fRest;
  }
}
