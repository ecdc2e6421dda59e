// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped pool under fire, and twins without one of its precautions that are seen to fail. */
final class RecordPoolStress {
  /** How often the parties look, so that they meet often enough. */
  private static final int TRIES = 50;

  private RecordPoolStress() {}

  /** Lends its owner's buffers without a look at whether they are out. */
  private static final class LendsWithoutLook extends RecordPool {
    LendsWithoutLook() {
      super(1, 1);
    }

    @Override
    boolean lend(RecordBuffer own) {
      super.lend(own);
      return true;
    }
  }

  /** Takes the handy buffer by a look and a store, which is no atomic step. */
  private static final class TakesInTwoSteps extends RecordPool {
    TakesInTwoSteps() {
      super(1, 1);
    }

    @Override
    boolean takenCas(int[] taken, int at) {
      if (taken[at] != 0) {
        return false;
      }
      taken[at] = 1;
      return true;
    }
  }

  /** A buffer that its owner has lent to another thread comes back while the owner asks for one. */
  private abstract static class Lent {
    private final RecordPool pool;
    private volatile RecordBuffer handed;

    Lent(RecordPool pool) {
      this.pool = pool;
    }

    /** What the owner finds in the buffer when it gets it again; 0 if it gets others. */
    final int takeAgain() {
      RecordBuffer first = pool.take();
      first.pos = 1;
      handed = first;
      RecordBuffer again = pool.take();
      for (int tries = 0; again != first && tries < TRIES; tries++) {
        again.release();
        again = pool.take();
      }
      return again == first ? again.pos : 0;
    }

    final void writeAndRelease() {
      RecordBuffer buffer = handed;
      for (int tries = 0; buffer == null && tries < TRIES; tries++) {
        buffer = handed;
      }
      if (buffer != null) {
        buffer.pos = 2;
        buffer.release();
      }
    }
  }

  /** The owner gets the buffer with what the other thread wrote, or a different one. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "another buffer")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "the same, given back")
  @Outcome(expect = FORBIDDEN, desc = "the same, still in use")
  @State
  public static class OwnerAsks extends Lent {
    public OwnerAsks() {
      super(new RecordPool(1, 1));
    }

    @Actor
    public void owner(I_Result result) {
      result.r1 = takeAgain();
    }

    @Actor
    public void other() {
      writeAndRelease();
    }
  }

  /** The same of a pool whose owner does not look. */
  @JCStressTest
  @Outcome(
      id = {"0", "2"},
      expect = ACCEPTABLE,
      desc = "by luck")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "the same, still in use")
  @State
  public static class OwnerAsksWeakened extends Lent {
    public OwnerAsksWeakened() {
      super(new LendsWithoutLook());
    }

    @Actor
    public void owner(I_Result result) {
      result.r1 = takeAgain();
    }

    @Actor
    public void other() {
      writeAndRelease();
    }
  }

  /** Two threads have lent their own buffers out, and take one more each. */
  private abstract static class Takers {
    private final RecordPool pool;
    private RecordBuffer ofOne;
    private RecordBuffer ofTwo;

    Takers(RecordPool pool) {
      this.pool = pool;
    }

    final void takeOne() {
      ofOne = takeThird();
    }

    final void takeTwo() {
      ofTwo = takeThird();
    }

    private RecordBuffer takeThird() {
      pool.take();
      pool.take();
      pool.take().release();
      return pool.take();
    }

    final int users() {
      return ofOne != ofTwo ? 1 : 2;
    }
  }

  /** Each thread has a buffer of its own. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "each has its own")
  @Outcome(expect = FORBIDDEN, desc = "one buffer with two users")
  @State
  public static class TwoTakers extends Takers {
    public TwoTakers() {
      super(new RecordPool(1, 1));
    }

    @Actor
    public void one() {
      takeOne();
    }

    @Actor
    public void two() {
      takeTwo();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = users();
    }
  }

  /** The same of a pool whose handy buffer is taken in two steps. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "one buffer with two users")
  @State
  public static class TwoTakersWeakened extends Takers {
    public TwoTakersWeakened() {
      super(new TakesInTwoSteps());
    }

    @Actor
    public void one() {
      takeOne();
    }

    @Actor
    public void two() {
      takeTwo();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = users();
    }
  }
}
