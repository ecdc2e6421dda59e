// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The numbers of a histogram as one thread writes them. Either one thread at a time holds the cell,
 * or one thread owns it and the collector reads a copy; see {@link StripedSeries}.
 */
abstract class HistogramCell {
  private static final VarHandle HELD =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "held", VarHandle.class, HistogramCell.class, int.class);
  private static final VarHandle VERSION =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "version", VarHandle.class, HistogramCell.class, int.class);

  private int held;

  /** Odd while the owner writes; only the owner writes it. */
  private int version;

  /** Holds the cell, unless another thread does. */
  boolean tryHold() {
    return (int) HELD.getOpaque(this) == 0 && HELD.compareAndSet(this, 0, 1);
  }

  /**
   * Acquires the cell for the collector, which must read every cell. A cell held for {@link
   * Patience#STUCK_NANOS} is acquired all the same: its holder's stack overflowed before the
   * release.
   */
  final void hold() {
    if (!tryHold()) {
      long since = System.nanoTime();
      for (int tries = 1; !tryHold() && Patience.mayWait(tries, since); tries++) {}
    }
  }

  /** Releases the cell, and publishes what was written to it. */
  final void free() {
    HELD.setRelease(this, 0);
  }

  /** Records as the holder, and releases the cell. */
  final void recordAndFree(double value) {
    try {
      record(value);
      free();
    } catch (Throwable t) {
      held = 0; // a store and not a call, for the stack may be full
      throw t;
    }
  }

  /** Records as the owner of a cell that is never held. */
  final void recordAsOwner(double value) {
    int even = version & ~1; // odd if the stack ended in an earlier write
    try {
      VERSION.setOpaque(this, even + 1);
      VarHandle.storeStoreFence();
      record(value);
      VERSION.setRelease(this, even + 2);
    } catch (Throwable t) {
      version = even + 2; // a store and not a call, for the stack may be full
      throw t;
    }
  }

  /** Copies what the owner has written; false if the owner writes at this moment. */
  boolean readFirst(Point into) {
    int before = (int) VERSION.getAcquire(this);
    if ((before & 1) != 0) {
      return false;
    }
    copy(into);
    VarHandle.loadLoadFence();
    return (int) VERSION.getOpaque(this) == before;
  }

  abstract void record(double value);

  /** Copies everything; must not fail if the owner writes at the same time. */
  abstract void copy(Point into);

  /** Adds everything to what was read before; called by the holder. */
  abstract void read(Point into, boolean reset);

  /** Adds what was read elsewhere; called by the holder. */
  abstract void absorb(Point values);
}
