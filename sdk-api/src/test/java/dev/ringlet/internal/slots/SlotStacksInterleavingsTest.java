// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import dev.ringlet.testing.Interleavings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** One stripe is a stack: every interleaving of threads that pop slots and push them back. */
class SlotStacksInterleavingsTest {
  private static final int SLOTS = 3;
  private static final int NONE = -1;

  /** The slots that each thread holds, by the number that Lincheck gives the thread. */
  private static List<ArrayDeque<Integer>> hands() {
    List<ArrayDeque<Integer>> hands = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      hands.add(new ArrayDeque<>());
    }
    return hands;
  }

  /** A stack in one thread. */
  public static class Specification {
    private final ArrayDeque<Integer> stack = new ArrayDeque<>();
    private final List<ArrayDeque<Integer>> hands = hands();

    public Specification() {
      for (int slot = 0; slot < SLOTS; slot++) {
        stack.push(slot);
      }
    }

    public int pop(int thread) {
      Integer slot = stack.poll();
      if (slot == null) {
        return NONE;
      }
      hands.get(thread).add(slot);
      return slot;
    }

    public int push(int thread) {
      Integer slot = hands.get(thread).poll();
      if (slot == null) {
        return NONE;
      }
      stack.push(slot);
      return slot;
    }
  }

  private static class Parties {
    private final SlotStacks stacks;
    private final List<ArrayDeque<Integer>> hands = hands();

    Parties(SlotStacks stacks) {
      this.stacks = stacks;
      for (int slot = 0; slot < SLOTS; slot++) {
        stacks.push(0, slot);
      }
    }

    final int take(int thread) {
      int slot = stacks.pop(0);
      if (slot != NONE) {
        hands.get(thread).add(slot);
      }
      return slot;
    }

    final int give(int thread) {
      Integer slot = hands.get(thread).poll();
      if (slot == null) {
        return NONE;
      }
      stacks.push(0, slot);
      return slot;
    }
  }

  /** The shipped class. */
  @Param(name = "thread", gen = ThreadIdGen.class)
  public static class Shipped {
    private final Parties parties = new Parties(new SlotStacks(SLOTS, 1));

    @Operation
    public int pop(@Param(name = "thread") int thread) {
      return parties.take(thread);
    }

    @Operation
    public int push(@Param(name = "thread") int thread) {
      return parties.give(thread);
    }
  }

  /** Heads that do not count their changes. */
  private static final class CountsNoChanges extends SlotStacks {
    CountsNoChanges() {
      super(SLOTS, 1);
    }

    @Override
    boolean headCas(int at, long expected, long update) {
      return super.headCas(at, expected & 0xffff_ffffL, update & 0xffff_ffffL);
    }
  }

  /** The twin. */
  @Param(name = "thread", gen = ThreadIdGen.class)
  public static class Weakened {
    private final Parties parties = new Parties(new CountsNoChanges());

    @Operation
    public int pop(@Param(name = "thread") int thread) {
      return parties.take(thread);
    }

    @Operation
    public int push(@Param(name = "thread") int thread) {
      return parties.give(thread);
    }
  }

  @Test
  void aSlotHasOneHolder() {
    Interleavings.areLinearizable(Shipped.class, Specification.class);
  }

  @Test
  void withoutTheCountASlotGetsTwoHolders() {
    Interleavings.areNotLinearizable(Weakened.class, Specification.class);
  }
}
