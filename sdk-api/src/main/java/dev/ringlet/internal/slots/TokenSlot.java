// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reusable slot for one record at a time, with a generation that distinguishes the uses.
 *
 * <p>A thread that holds a {@link TokenTable} token reaches the fields of a subclass only between
 * {@link TokenTable#acquire} and {@link #unlock}.
 */
public class TokenSlot {
  /*
   * Parties:      any number of threads that have the token; one thread at a time that took the
   *               free slot, from the table's stack or by tryTake.
   * Fields:       field           | written by                 | store      | load
   *               state           | a thread that takes it     | CAS        | acquire
   *                               |   or makes it busy         |            |
   *                               | the holder of the taken    | release    | volatile
   *                               |   or busy slot             |            |
   *                               | the same after a Throwable | volatile   | volatile
   *               a subclass's    | the holder                 | plain      | plain
   *                 fields        |                            |            |
   * Publication:  open, unlock and free store the state with release after the fields. The CAS of
   *               acquire or tryTake, or the acquire load of a stack's head, receives the fields.
   * ABA:          the state contains the generation, which repeats after 2^32 uses of one slot.
   * Full stack:   where a Throwable may mean that the stack is full, the thread unlocks the slot
   *               by "state ^= HELD" or removes it by "state += OVER". Callers contain these
   *               statements inline: a method call needs a frame, for which the stack may have no
   *               room, and the slot would stay busy permanently. A removed slot is missing from
   *               then on, and so is a slot taken when the stack overflows within take() or push().
   * Accepted:     a thread waits, spinning and then yielding, while another one works on the same
   *               record, which takes some tens of nanoseconds.
   * Checked by:   TokenTableTest; TokenTableStress and its weakened twin; LogRecorderStress; the
   *               tests of both recorders with a full stack.
   */
  private static final int FREE = 0;
  private static final int OPEN = 1;
  private static final int BUSY = 2;
  private static final int TAKEN = 3;
  private static final int LOCK_BITS = 2;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, TokenSlot.class, long.class);

  /** {@code state ^= HELD} is equivalent to {@link #unlock}, with a volatile store. */
  public static final long HELD = OPEN ^ BUSY;

  /** {@code state += OVER} ends a busy generation and removes the slot permanently. */
  public static final long OVER = (1L << LOCK_BITS) + TAKEN - BUSY;

  /** Generation and lock; public only for callers on a full stack, see {@link #HELD}. */
  public volatile long state;

  /** The generation that {@link #open} will publish; only for the thread that took the slot. */
  final int generation() {
    return (int) (state >>> LOCK_BITS);
  }

  /** Takes the slot if it is free; only for a slot that is in no stack. */
  final boolean tryTake() {
    long s = (long) STATE.getAcquire(this);
    return (s & TAKEN) == FREE && STATE.compareAndSet(this, s, s | TAKEN);
  }

  /** Publishes the fields of a taken slot. */
  final void open() {
    STATE.setRelease(this, state & -1L << LOCK_BITS | OPEN);
  }

  /** Makes the slot busy, after a wait if it is busy; false if the generation is over. */
  final boolean acquire(int generation) {
    long open = (generation & 0xffffffffL) << LOCK_BITS | OPEN;
    for (int spins = 0; ; spins++) {
      if (stateCas(open, open ^ HELD)) {
        return true;
      }
      long s = (long) STATE.getAcquire(this);
      if (s != open && s != (open ^ HELD)) {
        return false;
      }
      Spin.once(spins);
    }
  }

  /** The CAS that excludes other threads; a stress test weakens it. */
  protected boolean stateCas(long expected, long update) {
    return STATE.compareAndSet(this, expected, update);
  }

  /** Makes the slot open again after {@link TokenTable#acquire}. */
  public final void unlock() {
    STATE.setRelease(this, state ^ HELD);
  }

  /** Ends the generation; only while busy, and after the fields are cleared. */
  final void free() {
    long next = (state >>> LOCK_BITS) + 1 & 0xffffffffL;
    STATE.setRelease(this, next << LOCK_BITS | FREE);
  }
}
