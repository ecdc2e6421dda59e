// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A metric that begins while its reader ends the first collection. */
final class LastCollectionStress {
  private LastCollectionStress() {}

  /** The shipped class. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before the collection")
  @Outcome(id = "7, 9", expect = ACCEPTABLE, desc = "after it")
  @Outcome(expect = FORBIDDEN, desc = "times that do not belong together")
  @State
  public static class BothTimes {
    private final LastCollection last = new LastCollection();

    @Actor
    public void collector() {
      last.set(7, 9);
    }

    @Actor
    public void builder(JJ_Result result) {
      long[] times = last.get();
      result.r1 = times[0];
      result.r2 = times[1];
    }
  }

  /** Without the monitor for what is set. */
  private static final class SetsOneAfterTheOther extends LastCollection {
    @Override
    void set(long epochNanos, long nanoTime) {
      this.epochNanos = epochNanos;
      this.nanoTime = nanoTime;
    }
  }

  /** The twin that sets one time after the other. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before the collection")
  @Outcome(id = "7, 9", expect = ACCEPTABLE, desc = "after it")
  @Outcome(
      id = {"7, 0", "0, 9"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "in the middle of it")
  @Outcome(expect = FORBIDDEN, desc = "times that were never set")
  @State
  public static class BothTimesWeakened {
    private final LastCollection last = new SetsOneAfterTheOther();

    @Actor
    public void collector() {
      last.set(7, 9);
    }

    @Actor
    public void builder(JJ_Result result) {
      long[] times = last.get();
      result.r1 = times[0];
      result.r2 = times[1];
    }
  }
}
