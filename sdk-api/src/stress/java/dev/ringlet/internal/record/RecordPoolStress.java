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

  /**
   * A buffer that its owner has lent to another thread comes back while the owner asks for one: it
   * gets that one, with what the other wrote, or a different one.
   */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "another buffer")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "the same, given back")
  @Outcome(expect = FORBIDDEN, desc = "the same, still in use")
  @State
  public static class OwnerAsksWhileOtherGivesBack {
    private final RecordPool pool = new RecordPool(1, 1);
    private volatile RecordBuffer handed;

    @Actor
    public void owner(I_Result result) {
      RecordBuffer first = pool.take();
      first.pos = 1;
      handed = first;
      RecordBuffer second = pool.take();
      for (int tries = 0; second != first && tries < TRIES; tries++) {
        second.release();
        second = pool.take();
      }
      result.r1 = second == first ? second.pos : 0;
    }

    @Actor
    public void other() {
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

  /** Two threads take and give back, then keep one each. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "each has its own")
  @Outcome(expect = FORBIDDEN, desc = "one buffer with two users")
  @State
  public static class TwoTakers {
    private final RecordPool pool = new RecordPool(1, 1);
    private RecordBuffer ofOne;
    private RecordBuffer ofTwo;

    @Actor
    public void one() {
      pool.take().release();
      ofOne = pool.take();
    }

    @Actor
    public void two() {
      pool.take().release();
      ofTwo = pool.take();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = ofOne != ofTwo ? 1 : 0;
    }
  }

  /** Taking as owners do, by a look and a store, without there being one owner. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "one buffer with two users")
  @State
  public static class OwnerWeakened {
    private volatile int lent;
    private int ofOne;
    private int ofTwo;

    private int take() {
      if (lent != 0) {
        return 0;
      }
      lent = 1;
      return 1;
    }

    @Actor
    public void one() {
      ofOne = take();
    }

    @Actor
    public void two() {
      ofTwo = take();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = ofOne + ofTwo;
    }
  }

  /** Giving back before the last use. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not given back yet")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "still in use")
  @State
  public static class GivingBackWeakened {
    private volatile int lent = 1;
    private volatile int events = 1;

    @Actor
    public void owner(I_Result result) {
      result.r1 = lent == 0 ? events : 0;
    }

    @Actor
    public void other() {
      lent = 0;
      events = 2;
    }
  }
}
