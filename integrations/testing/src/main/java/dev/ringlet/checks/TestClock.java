// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import dev.ringlet.common.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class TestClock implements Clock {
  /** Where a new clock stands: 2026-01-01T00:00:00Z. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicLong epochMinusNanoTime = new AtomicLong();

  private TestClock() {
    setTime(START);
  }

  /** Creates a clock that stands at {@link #START}. */
  public static TestClock create() {
    return new TestClock();
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must not be negative: " + duration);
    }
    nanoTime.addAndGet(duration.toNanos());
  }

  /**
   * Sets the time of day, as an operator may. What is measured by {@link #nanoTime()}, such as the
   * durations of spans, does not change.
   */
  public void setTime(Instant time) {
    long epochNanos = TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    epochMinusNanoTime.set(epochNanos - nanoTime.get());
  }

  /** Returns the time of day. */
  public Instant now() {
    return Instant.EPOCH.plusNanos(epochNanos());
  }

  @Override
  public long epochNanos() {
    return epochMinusNanoTime.get() + nanoTime.get();
  }

  @Override
  public long nanoTime() {
    return nanoTime.get();
  }
}
