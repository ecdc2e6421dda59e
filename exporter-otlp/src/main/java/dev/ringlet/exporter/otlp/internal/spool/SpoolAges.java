// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.time.Duration;

/**
 * Determines the age of segments: within one boot of the machine by monotonic time, for segments of
 * an earlier boot by the wall clock if both readings are plausible. Otherwise a segment counts as
 * young, because losing data after a clock change is worse than keeping it.
 */
final class SpoolAges {
  /** Clocks that show less were never set. */
  static final long SANE_MILLIS = 1_767_225_600_000L; // 2026-01-01

  private static final long MAX_GAP_MILLIS = Duration.ofDays(5 * 365).toMillis();
  private static final long MILLI = 1_000_000L;

  private final long maxAgeNanos;
  private final SpoolClock clock;

  SpoolAges(long maxAgeNanos, SpoolClock clock) {
    this.maxAgeNanos = maxAgeNanos;
    this.clock = clock;
  }

  /** Whether every record of a segment exceeds the maximum age. */
  boolean isExpired(Segment segment) {
    if (maxAgeNanos == 0) {
      return false;
    }
    if (segment.own && !segment.reopened) {
      return clock.nanoTime() - segment.lastAppendNanos > maxAgeNanos;
    }
    // It was written until an eighth of the age after its header at most.
    return ageNanos(segment.header) > maxAgeNanos + maxAgeNanos / 8;
  }

  /** Whether a segment has been open for so long that it gets no new records. */
  boolean isOldEnoughToSeal(Segment segment) {
    return maxAgeNanos > 0 && clock.nanoTime() - segment.header.nanoTime() >= maxAgeNanos / 8;
  }

  private long ageNanos(SegmentFormat.Header header) {
    if (header.bootId() != 0 && header.bootId() == clock.bootId()) {
      return clock.nanoTime() - header.nanoTime();
    }
    long wall = clock.wallMillis();
    long gap = wall - header.wallMillis();
    boolean sane = header.wallMillis() >= SANE_MILLIS && gap >= 0 && gap <= MAX_GAP_MILLIS;
    return sane ? gap * MILLI : 0;
  }
}
