// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The lock of a slot under fire, and a twin whose lock looks before it takes, which fails. */
final class TokenTableStress {
  private TokenTableStress() {}

  private static class Counter extends TokenSlot {
    int count;
  }

  private static final class WeakenedCounter extends Counter {
    @Override
    protected boolean stateCas(long expected, long update) {
      if (state != expected) {
        return false;
      }
      state = update;
      return true;
    }
  }

  private static void increment(TokenTable<? extends Counter> table, long token) {
    Counter counter = table.acquire(token);
    if (counter != null) {
      counter.count++;
      counter.unlock();
    }
  }

  /** Two threads change one record. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both changes are there")
  @Outcome(expect = FORBIDDEN, desc = "a change is lost")
  @State
  public static class TwoHolders {
    private final TokenTable<Counter> table = new TokenTable<>(1, Counter::new);
    private final int slot = table.take();
    private final long token = table.open(slot);

    @Actor
    public void one() {
      increment(table, token);
    }

    @Actor
    public void other() {
      increment(table, token);
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = table.place(slot).count;
    }
  }

  /** The same with a lock that looks and then takes. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "a change is lost")
  @State
  public static class TwoHoldersWeakened {
    private final TokenTable<WeakenedCounter> table = new TokenTable<>(1, WeakenedCounter::new);
    private final int slot = table.take();
    private final long token = table.open(slot);

    @Actor
    public void one() {
      increment(table, token);
    }

    @Actor
    public void other() {
      increment(table, token);
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = table.place(slot).count;
    }
  }

  /** A record ends while a thread that has its token changes it, and the place is used again. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the change came first, or too late")
  @Outcome(expect = FORBIDDEN, desc = "the next record was changed")
  @State
  public static class EndAndReuse {
    private final TokenTable<Counter> table = new TokenTable<>(1, Counter::new);
    private final long token = table.open(table.take());

    @Actor
    public void late() {
      increment(table, token);
    }

    @Actor
    public void owner(II_Result result) {
      Counter counter = table.acquire(token);
      counter.count = 0;
      table.free(token);
      int again = table.take();
      long next = table.open(again);
      counter = table.acquire(next);
      result.r1 = counter.count;
      counter.unlock();
      counter = table.acquire(next);
      result.r2 = counter.count;
      counter.unlock();
    }
  }
}
