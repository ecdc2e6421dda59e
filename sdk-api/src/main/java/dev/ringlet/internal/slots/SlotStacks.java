// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Stacks of the free slot numbers of a table, one stack a stripe. The slot that was used last is
 * used next, while it is in the cache.
 */
public class SlotStacks {
  /*
   * The stacks hold numbers, not references: storing a reference into an old array needs a barrier
   * of the garbage collector, storing a number does not.
   *
   * Parties:      any number of threads push and pop.
   * Fields:       field         | written by                       | store | load
   *               heads[stripe] | any thread                       | CAS   | acquire
   *               next[slot]    | the holder of the slot, pushing  | plain | plain
   * Publication:  the CAS that pushes a slot publishes next[slot] and all earlier writes of the
   *               pusher; the acquire load of the head receives them.
   * ABA:          the upper half of a head counts its changes. The CAS of a popper that was
   *               preempted after its load therefore fails, except after exactly 2^32 changes. Such
   *               a popper may read a next[slot] that another thread writes; its CAS fails.
   * Checked by:   SlotStacksTest; SlotStacksStress and its weakened twin.
   */
  private static final VarHandle HEADS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Heads are this many longs (two cache lines) apart. */
  private static final int PAD = 16;

  private final int[] next;
  private final long[] heads;
  private final int mask;

  /**
   * Creates empty stacks.
   *
   * @param slots upper bound, exclusive, of the slot numbers
   * @param stripes number of stacks, a power of two
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

  /** Takes a slot from the stripe's stack, or from the next nonempty one; -1 if all are empty. */
  public int pop(int stripe) {
    int slot = popFrom(stripe);
    for (int i = 1; slot < 0 && i <= mask; i++) {
      slot = popFrom(stripe + i);
    }
    return slot;
  }

  /** Whether all stacks were empty when they were read; others may push and pop meanwhile. */
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

  /** Pushes a slot onto the stripe's stack. */
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
