// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void quantilesAreOffByAThirtySecondAtMost() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      LatencyHistogram histogram = new LatencyHistogram();
      long[] values = new long[1 + random.nextInt(2_000)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (long) Math.exp(7 + 20 * random.nextDouble());
        histogram.add(values[i]);
      }
      Arrays.sort(values);
      for (double quantile : new double[] {0, 0.1, 0.5, 0.9, 0.99, 1}) {
        int rank = Math.max(1, (int) Math.ceil(quantile * values.length));
        double exact = values[rank - 1];
        assertThat(histogram.quantile(quantile))
            .isCloseTo((long) exact, within((long) (exact / 32)));
      }
    }
  }

  @Test
  void bucketsCoverAllLatenciesInOrder() {
    assertThat(LatencyHistogram.bucket(-1)).isZero();
    assertThat(LatencyHistogram.bucket(1_023)).isZero();
    assertThat(LatencyHistogram.bucket(1_024)).isEqualTo(1);
    assertThat(LatencyHistogram.bucket(Long.MAX_VALUE)).isEqualTo(512);
    for (int bucket = 1; bucket < 512; bucket++) {
      long bound = LatencyHistogram.lowerBound(bucket);
      assertThat(LatencyHistogram.bucket(bound)).isEqualTo(bucket);
      assertThat(LatencyHistogram.bucket(bound - 1)).isEqualTo(bucket - 1);
    }
  }

  @Test
  void countsAboveABucketAreAtMostTheShare() {
    Random random = new Random(3);
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < 5_000; i++) {
      histogram.add((long) (1e6 * Math.exp(random.nextGaussian())));
    }
    for (double share : new double[] {0.5, 0.1, 0.01}) {
      int bucket = histogram.bucketAbove(share);
      assertThat(histogram.countFrom(bucket)).isLessThanOrEqualTo((long) (share * 5_000));
      assertThat(histogram.countFrom(bucket - 1)).isGreaterThan((long) (share * 5_000));
    }
    assertThat(new LatencyHistogram().quantile(0.5)).isZero();
  }

  /** Compares with sums of exact fractions. */
  @Test
  void tailsOfTheBinomialDistributionAreRight() {
    for (int n : new int[] {5, 50, 400}) {
      for (double p : new double[] {0.001, 0.1, 0.5, 0.9}) {
        for (int k = (int) (n * p) + 1; k <= n; k += 1 + n / 7) {
          double exact = Math.log(exactTail(k, n, p));
          if (exact < -600) {
            continue; // near the smallest double
          }
          assertThat(Binomial.logTail(k, n, p)).isCloseTo(exact, within(1e-6));
        }
      }
    }
    assertThat(Binomial.logTail(0, 10, 0.5)).isZero();
  }

  private static double exactTail(int k, int n, double p) {
    MathContext precision = new MathContext(60);
    BigDecimal hit = new BigDecimal(p);
    BigDecimal miss = BigDecimal.ONE.subtract(hit);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal ways = BigDecimal.ONE;
    for (int i = 0; i <= n; i++) {
      if (i > 0) {
        ways =
            ways.multiply(BigDecimal.valueOf(n - i + 1), precision)
                .divide(BigDecimal.valueOf(i), precision);
      }
      if (i >= k) {
        BigDecimal term = ways.multiply(hit.pow(i, precision), precision);
        sum = sum.add(term.multiply(miss.pow(n - i, precision), precision));
      }
    }

    return sum.doubleValue();
  }
}
