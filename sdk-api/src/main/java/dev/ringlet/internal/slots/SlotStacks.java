// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Free places of a table, as stacks of numbers, one a stripe: what was used last is used next,
 * while it is warm.
 */
public class SlotStacks {
  /*
   * Numbers and not references, because a store of a reference into an old array makes a garbage
   * collector's barrier necessary and a store of a number does not.
   *
   * Parties:      any number of threads push and pop.
   * Fields:       heads[stripe] | popper, pusher | CAS | acquire
   *               next[slot]    | the thread that owns the slot, before its CAS | plain | plain
   * Publication:  the CAS that puts a slot on top publishes next[slot] and whatever the pusher wrote
   *               before; the acquire load of the head receives it.
   * ABA:          the upper half of a head counts its changes, so a popper that was held up between
   *               its load and its CAS fails, unless it slept through exactly 2^32 changes.
   * Checked by:   SlotStacksTest; SlotStacksStress and its weakened twin.
   */
  private static final VarHandle HEADS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Heads stand this many longs apart, two cache lines. */
  private static final int PAD = 16;

  private final int[] next;
  private final long[] heads;
  private final int mask;

  /**
   * Makes empty stacks.
   *
   * @param slots numbers 0 to {@code slots - 1} may be pushed
   * @param stripes how many stacks, a power of two
   */
  public SlotStacks(int slots, int stripes) {
    next = new int[slots];
    heads = new long[(stripes + 1) * PAD];
    mask = stripes - 1;
  }

  /** The stripe of the calling thread. */
  public int stripe() {
    return (int) Thread.currentThread().getId() & mask;
  }

  /** Takes a slot from the stripe or, if it has none, from the next that has; -1 if none has. */
  public int pop(int stripe) {
    int slot = popFrom(stripe);
    for (int i = 1; slot < 0 && i <= mask; i++) {
      slot = popFrom(stripe + i);
    }
    return slot;
  }

  /** Whether no stripe has a slot; others may push and pop meanwhile. */
  public boolean isEmpty() {
    for (int stripe = 0; stripe <= mask; stripe++) {
      if ((int) (long) HEADS.getAcquire(heads, (stripe + 1) * PAD) != 0) {
        return false;
      }
    }
    return true;
  }

  private int popFrom(int stripe) {
    int at = ((stripe & mask) + 1) * PAD;
    while (true) {
      long head = (long) HEADS.getAcquire(heads, at);
      int slot = (int) head - 1;
      if (slot < 0) {
        return -1;
      }
      long after = (((head >>> 32) + 1) << 32) | next[slot];
      if (headCas(at, head, after)) {
        return slot;
      }
    }
  }

  /** Gives a slot to a stripe. */
  public void push(int stripe, int slot) {
    int at = ((stripe & mask) + 1) * PAD;
    while (true) {
      long head = (long) HEADS.getAcquire(heads, at);
      next[slot] = (int) head;
      long after = (((head >>> 32) + 1) << 32) | (slot + 1);
      if (headCas(at, head, after)) {
        return;
      }
    }
  }

  boolean headCas(int at, long expected, long update) {
    return HEADS.compareAndSet(heads, at, expected, update);
  }
}
