// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/** Finds the bucket of a value among explicit boundaries. */
final class Buckets {
  private Buckets() {}

  /**
   * How many boundaries are below the value; it halves without branches that could be guessed
   * wrong.
   */
  static int index(double[] boundaries, double value) {
    int base = 0;
    int length = boundaries.length;
    while (length > 1) {
      int half = length >>> 1;
      base += boundaries[base + half - 1] < value ? half : 0;
      length -= half;
    }
    return length == 1 && boundaries[base] < value ? base + 1 : base;
  }
}
