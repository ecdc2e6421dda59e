// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import dev.ringlet.common.Clock;

/**
 * The difference between the recorder's clock and {@code System.nanoTime()}. It is measured once a
 * second, by reading the one clock before and after the other; of the last few measurements the
 * narrowest counts. When one contradicts that, the recorder has begun a new file with its own
 * clock, or the clock was set; then the measurement starts again. Not thread-safe.
 */
final class ClockOffset {
  private static final int WINDOW = 8;
  private static final long SLACK_NANOS = 50_000;

  private final long[] offsets = new long[WINDOW];
  private final long[] widths = new long[WINDOW];
  private int measured;
  private int best;

  /** Starts with an estimate. */
  ClockOffset() {
    offsets[0] = Long.MAX_VALUE;
    for (int i = 0; i < WINDOW; i++) {
      long nanoTime = System.nanoTime();
      offsets[0] = Math.min(offsets[0], Clock.system().epochNanos() - nanoTime);
    }
  }

  /** As {@link SpanLinks#anchor}. */
  void anchor(long epochNanos, long widthNanos, long nanoTime) {
    long offset = epochNanos + widthNanos / 2 - nanoTime;
    if (Math.abs(offset - offsets[best]) > widthNanos + widths[best] + SLACK_NANOS) {
      measured = 0;
    }
    offsets[measured % WINDOW] = offset;
    widths[measured++ % WINDOW] = widthNanos;
    best = 0;
    for (int i = 1; i < Math.min(measured, WINDOW); i++) {
      if (widths[i] < widths[best]) {
        best = i;
      }
    }
  }

  /** The moment by {@code System.nanoTime()}. */
  long nanoTime(long epochNanos) {
    return epochNanos - offsets[best];
  }
}
