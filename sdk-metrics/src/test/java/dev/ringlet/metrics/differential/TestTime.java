// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

/** A clock that stands until it is moved; each run of a program has its own. */
public final class TestTime {
  private long epochNanos = 1_790_000_011_000_000_000L;

  /** The time it is. */
  public long epochNanos() {
    return epochNanos;
  }

  /** Moves it. */
  public void advance(long nanos) {
    epochNanos += nanos;
  }
}
