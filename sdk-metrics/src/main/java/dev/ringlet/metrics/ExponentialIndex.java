// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/**
 * Finds the bucket of a value in a base-2 exponential histogram: bucket {@code i} of scale {@code
 * s} holds what is above {@code 2^(i / 2^s)} and not above {@code 2^((i + 1) / 2^s)}.
 *
 * <p>Without a logarithm: the exponent is in the bits of the number, and where the mantissa stands
 * between two powers is interpolated from a table, to a twentieth of the finest bucket. Only near a
 * boundary the boundary itself is looked at, as the product of two entries of other tables. Powers
 * of two are exact.
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
  private static final double NEAR = 0.1;

  private static final double[] LOG2 = new double[SEGMENTS + 1];
  private static final double[] COARSE = new double[1 << HALF_SCALE];
  private static final double[] FINE = new double[1 << HALF_SCALE];

  static {
    for (int i = 0; i <= SEGMENTS; i++) {
      LOG2[i] = Math.log1p((double) i / SEGMENTS) / Math.log(2);
    }
    for (int i = 0; i < COARSE.length; i++) {
      COARSE[i] = Math.pow(2, (double) i / COARSE.length);
      FINE[i] = Math.pow(2, (double) i / (1 << MAX_SCALE));
    }
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
    if (fraction < NEAR || fraction > 1 - NEAR) {
      double number = Double.longBitsToDouble(mantissa | ONE);
      int boundary = fraction < NEAR ? index : index + 1;
      return boundary > 0 && number <= boundary(boundary << MAX_SCALE - scale)
          ? boundary - 1
          : Math.min(boundary, (1 << scale) - 1);
    }
    return index;
  }

  /** {@code 2^(i / 2^20)}. */
  private static double boundary(int i) {
    return i >= 1 << MAX_SCALE ? 2 : COARSE[i >>> HALF_SCALE] * FINE[i & (1 << HALF_SCALE) - 1];
  }
}
