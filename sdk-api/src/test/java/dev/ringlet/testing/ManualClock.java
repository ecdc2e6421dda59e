// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import dev.ringlet.common.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock implements Clock {
  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicLong epochMinusNanoTime;

  /** Makes a clock that shows {@code epochNanos}; its {@link #nanoTime()} begins at zero. */
  public ManualClock(long epochNanos) {
    epochMinusNanoTime = new AtomicLong(epochNanos);
  }

  /** Lets time pass: both readings move. */
  public void advance(long nanos) {
    nanoTime.addAndGet(nanos);
  }

  /** Sets the time of day forwards or backwards: {@link #nanoTime()} stays. */
  public void jump(long nanos) {
    epochMinusNanoTime.addAndGet(nanos);
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
