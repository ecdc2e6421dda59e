// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

/** Probabilities of a binomial distribution. */
final class Binomial {
  private static final double ENOUGH = 1e-17;

  private Binomial() {}

  /**
   * The natural logarithm of the probability of {@code k} or more hits in {@code n} draws.
   *
   * @param p the probability of a hit, more than 0 and less than 1
   */
  static double logTail(long k, long n, double p) {
    if (k <= n * p) {
      return 0;
    }
    double first = logTerm(k, n, p);
    double odds = p / (1 - p);
    double sum = 1;
    double term = 1;
    for (long i = k; i < n && term > ENOUGH * sum; i++) {
      term *= (n - i) / (i + 1.0) * odds;
      sum += term;
    }
    return Math.min(0, first + Math.log(sum));
  }

  private static double logTerm(long k, long n, double p) {
    return logFactorial(n)
        - logFactorial(k)
        - logFactorial(n - k)
        + k * Math.log(p)
        + (n - k) * Math.log1p(-p);
  }

  /** Stirling's series, exact to 1e-8 and better. */
  static double logFactorial(long n) {
    if (n < 10) {
      long product = 1;
      for (long i = 2; i <= n; i++) {
        product *= i;
      }
      return Math.log(product);
    }
    double x = n;
    return x * Math.log(x)
        - x
        + 0.5 * Math.log(2 * Math.PI * x)
        + 1 / (12 * x)
        - 1 / (360 * x * x * x);
  }
}
