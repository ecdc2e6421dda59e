// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

/** A clock that stands until it is moved; each run of a program has its own. */
final class TestTime {
  private long epochNanos = 1_790_000_011_000_000_000L;

  long epochNanos() {
    return epochNanos;
  }

  void advance(long nanos) {
    epochNanos += nanos;
  }
}
