// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

/**
 * How much more the number of hits varies from window to window than a binomial distribution says:
 * a mean of squared deviations, each divided by its expected value, over about the last 50 windows.
 * Not thread-safe.
 */
final class Dispersion {
  private static final double WEIGHT = 0.02;
  private static final double STANDARD_ERRORS = 3;
  private static final double MAX_P = 0.999;

  private double mean = 1;

  void add(long hits, long draws, double p) {
    double expected = draws * p;
    double deviation = hits - expected;
    mean += WEIGHT * (deviation * deviation / Math.max(0.5, expected * (1 - p)) - mean);
  }

  /**
   * The logarithm of the probability of so many hits or more.
   *
   * @param p the probability of a hit, estimated from {@code known} draws
   */
  double logTail(long hits, long draws, double p, long known) {
    double factor = Math.max(1, mean);
    double high = Math.min(MAX_P, p + STANDARD_ERRORS * Math.sqrt(p * (1 - p) / known));
    return Binomial.logTail((long) (hits / factor), (long) Math.ceil(draws / factor), high);
  }
}
