// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.common.Clock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Grants a number of permits per second, and at most those of one second at once. */
class RateLimiter {
  /*
   * Parties:  any number of threads take permits.
   * Field:    spentUntil | any thread | CAS | acquire
   *           The instant up to which time is spent: a permit costs 1/rate seconds of it. What lies
   *           between it and now is saved, at most the time that the burst costs; it never lies
   *           after now, for a permit that would lead there is refused.
   * Progress: a thread whose CAS fails has lost to one that took a permit, and reads the time
   *           again. No thread waits.
   * Clock:    nanoTime may differ between threads by the order of their reads; a thread that is
   *           late sees less time saved and is refused at worst.
   * Checked by: RateLimitingSamplerTest, RateLimiterStress.
   */
  private static final VarHandle SPENT_UNTIL =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "spentUntil", VarHandle.class, RateLimiter.class, long.class);

  private static final double SECOND = 1e9;

  private final Clock clock;
  private final long cost;
  private final long burst;
  private volatile long spentUntil;

  /**
   * Creates a limiter that can grant a burst at once.
   *
   * @param perSecond permits a second; at least one may be saved, however few these are
   */
  RateLimiter(double perSecond, Clock clock) {
    this.clock = clock;
    cost = perSecond == 0 ? Long.MAX_VALUE : (long) Math.max(1, SECOND / perSecond);
    burst = perSecond == 0 ? 0 : Math.max(cost, (long) SECOND);
    spentUntil = clock.nanoTime() - burst;
  }

  /** Takes a permit if there is one. */
  final boolean tryAcquire() {
    while (true) {
      long spent = (long) SPENT_UNTIL.getAcquire(this);
      long now = clock.nanoTime();
      long saved = Math.min(now - spent, burst);
      if (saved < cost) {
        return false;
      }
      if (trySet(spent, now - saved + cost)) {
        return true;
      }
    }
  }

  boolean trySet(long expected, long next) {
    return SPENT_UNTIL.compareAndSet(this, expected, next);
  }
}
