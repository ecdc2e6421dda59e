// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.ringlet.common.Clock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A limiter with one permit grants it once. */
final class RateLimiterStress {
  private static final Clock STANDING =
      new Clock() {
        @Override
        public long epochNanos() {
          return 0;
        }

        @Override
        public long nanoTime() {
          return 0;
        }
      };

  private RateLimiterStress() {}

  /** Two threads take the only permit. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "granted once")
  @Outcome(expect = FORBIDDEN, desc = "granted twice, or not at all")
  @State
  public static class OnePermit {
    private final RateLimiter limiter = new RateLimiter(1, STANDING);

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = limiter.tryAcquire();
    }

    @Actor
    public void other(ZZ_Result result) {
      result.r2 = limiter.tryAcquire();
    }
  }

  /** The limiter that grants a permit also when its CAS has failed. */
  private static final class Weak extends RateLimiter {
    Weak() {
      super(1, STANDING);
    }

    @Override
    boolean trySet(long expected, long next) {
      super.trySet(expected, next);
      return true;
    }
  }

  /** Shows that the test above sees a permit that is granted twice. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "granted once")
  @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "granted twice")
  @Outcome(expect = FORBIDDEN, desc = "not granted at all")
  @State
  public static class OnePermitOfTheWeakTwin {
    private final RateLimiter limiter = new Weak();

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = limiter.tryAcquire();
    }

    @Actor
    public void other(ZZ_Result result) {
      result.r2 = limiter.tryAcquire();
    }
  }
}
