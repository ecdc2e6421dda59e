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
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped stacks under fire, and a twin without the count of changes that is seen to fail. */
final class SlotStacksStress {
  private static final int SLOTS = 3;

  private SlotStacksStress() {}

  /**
   * One thread pops; another pops two slots and pushes the first back, so that the top is the same
   * again and what lies below it is not.
   */
  private abstract static class TopComesBack {
    private final SlotStacks stacks;
    private int ofOne = -1;
    private int ofOther = -1;

    TopComesBack(SlotStacks stacks) {
      this.stacks = stacks;
      for (int slot = 0; slot < SLOTS; slot++) {
        stacks.push(0, slot);
      }
    }

    void pop() {
      ofOne = stacks.pop(0);
    }

    void popTwoPushFirst() {
      int first = stacks.pop(0);
      ofOther = stacks.pop(0);
      stacks.push(0, first);
    }

    /** 1 if each slot is in one place only. */
    int verdict() {
      int seen = 0;
      int places = 0;
      for (int slot = ofOne, left = SLOTS + 2; left > 0; left--) {
        if (slot >= 0) {
          seen |= 1 << slot;
          places++;
        }
        slot = left == SLOTS + 2 ? ofOther : stacks.pop(0);
      }
      return places == SLOTS && seen == (1 << SLOTS) - 1 ? 1 : 0;
    }
  }

  /** With the shipped class. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "each slot in one place")
  @Outcome(expect = FORBIDDEN, desc = "a slot with two owners, or lost")
  @State
  public static class PopWhileTopComesBack extends TopComesBack {
    public PopWhileTopComesBack() {
      super(new SlotStacks(SLOTS, 1));
    }

    @Actor
    public void one() {
      pop();
    }

    @Actor
    public void other() {
      popTwoPushFirst();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = verdict();
    }
  }

  /** With heads that do not count their changes. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "a slot with two owners, or lost")
  @State
  public static class PopWhileTopComesBackWeakened extends TopComesBack {
    public PopWhileTopComesBackWeakened() {
      super(
          new SlotStacks(SLOTS, 1) {
            @Override
            boolean headCas(int at, long expected, long update) {
              return super.headCas(at, expected, update & 0xffffffffL);
            }
          });
    }

    @Actor
    public void one() {
      pop();
    }

    @Actor
    public void other() {
      popTwoPushFirst();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = verdict();
    }
  }
}
