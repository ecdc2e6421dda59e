// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still and fails from its hundredth reading on. */
final class FailingClock implements Clock {
  private final AtomicLong calls = new AtomicLong();

  @Override
  public long epochNanos() {
    return 1_000_000_000L;
  }

  @Override
  public long nanoTime() {
    if (calls.incrementAndGet() > 100) {
      throw new IllegalStateException("no time");
    }
    return 5;
  }
}
