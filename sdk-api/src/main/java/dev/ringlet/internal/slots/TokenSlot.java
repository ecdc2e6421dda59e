// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A place that is reused by one record at a time, with a generation that distinguishes the uses.
 *
 * <p>A thread that holds a {@link TokenTable} token reaches the fields of a subclass only between
 * {@link TokenTable#acquire} and {@link #release}.
 */
public class TokenSlot {
  /*
   * Parties:      any number of threads that hold the token; one thread at a time that took the
   *               free place, from the table's stack or by tryTake.
   * Fields:       state           | holders, by CAS or release | acquire
   *                               | the same, after a Throwable: volatile
   *               a subclass's    | the thread that made it    | plain
   *                 fields        | busy                       |
   * Publication:  open, release and free store the state with release after the fields; the CAS of
   *               acquire reads it.
   * ABA:          the state holds the generation, and 2^32 uses of one place lie between two equal
   *               ones.
   * Full stacks:  where a Throwable may mean that the stack is full, a holder gives the place back by
   *               "state ^= HELD" or gives it up by "state += OVER". These stand in the callers and
   *               not in methods, because a method needs a frame, for which there may be no room,
   *               and the place would stay busy for ever. A place that is given up, and one taken
   *               where the stack ends within take() or push(), is missing from then on.
   * Accepted:     a holder waits, spinning and then yielding, while another works on the same
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

  /** {@code state ^= HELD} does what {@link #release} does. */
  public static final long HELD = OPEN ^ BUSY;

  /** {@code state += OVER} ends a busy generation and removes the place permanently. */
  public static final long OVER = (1L << LOCK_BITS) + TAKEN - BUSY;

  /** Generation and lock. For others only where {@link #release} may find no room on the stack. */
  public volatile long state;

  /** The generation that {@link #open} will publish; only for the thread that took the place. */
  final int generation() {
    return (int) (state >>> LOCK_BITS);
  }

  /** Takes the place if it is free; for one that stands in no stack. */
  final boolean tryTake() {
    long s = (long) STATE.getAcquire(this);
    return (s & TAKEN) == FREE && STATE.compareAndSet(this, s, s | TAKEN);
  }

  /** Publishes what was written to a place that was taken. */
  final void open() {
    STATE.setRelease(this, state & -1L << LOCK_BITS | OPEN);
  }

  /** Makes the place busy; false if the generation is over. */
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

  /** The operation that excludes other holders; a stress test weakens it. */
  protected boolean stateCas(long expected, long update) {
    return STATE.compareAndSet(this, expected, update);
  }

  /** Ends what {@link TokenTable#acquire} began. */
  public final void release() {
    STATE.setRelease(this, state ^ HELD);
  }

  /** Ends the generation; only while busy, and after the fields were emptied. */
  final void free() {
    long next = (state >>> LOCK_BITS) + 1 & 0xffffffffL;
    STATE.setRelease(this, next << LOCK_BITS | FREE);
  }
}
