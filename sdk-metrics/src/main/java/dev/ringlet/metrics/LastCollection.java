// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/**
 * When a reader last collected, by two clocks whose readings belong together. Any thread may use
 * it. It is set without garbage, once for each collection, and read for each new metric.
 */
class LastCollection {
  long epochNanos;
  long nanoTime;

  /** Sets both times. */
  synchronized void set(long epochNanos, long nanoTime) {
    this.epochNanos = epochNanos;
    this.nanoTime = nanoTime;
  }

  /** Returns the wall clock and the monotonic clock, both 0 before the first collection. */
  synchronized long[] get() {
    return new long[] {epochNanos, nanoTime};
  }
}
