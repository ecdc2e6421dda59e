// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which block of a {@link BlockPool} stands behind a virtual one: the memory of one {@link
 * RingStripe}, whose positions only grow. The essay there says why this is right.
 *
 * <pre>
 *   entry    63..32           31..0
 *            virtual block    block + 1, or 0 while none is assigned
 * </pre>
 */
final class BlockTable {
  private static final int STACK_FRAMES = 64;
  private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(long[].class);

  private final BlockPool<?> pool;
  private final long[] entries;
  private final int mask;
  private final int virtualMask;
  private final long keepBack;

  /**
   * Makes a table with no block assigned.
   *
   * @param size most blocks at once, a power of two, at least two
   * @param virtualMask virtual numbers lie between 0 and this
   * @param keepBack bytes that this stripe leaves to others once it has two blocks
   */
  BlockTable(BlockPool<?> pool, int size, int virtualMask, int startVirtual, long keepBack) {
    this.pool = pool;
    this.virtualMask = virtualMask;
    this.keepBack = keepBack;
    entries = new long[size];
    mask = size - 1;
    for (int i = 0; i < size; i++) {
      int virtual = (startVirtual + i) & virtualMask;
      entries[virtual & mask] = (long) virtual << 32;
    }
  }

  /**
   * The number of the block behind a virtual one, or -1 when none is assigned (now or any more).
   */
  int number(int virtual) {
    long entry = (long) ENTRIES.getAcquire(entries, virtual & mask);
    return (int) (entry >>> 32) == virtual ? (int) entry - 1 : -1;
  }

  /**
   * Producer: the same, but assigns a block when there is none yet; -1 if none is to be had, or the
   * virtual block is over.
   */
  int numberOrAssign(int virtual) {
    int block = number(virtual);
    return block >= 0 ? block : assign(virtual);
  }

  private int assign(int virtual) {
    int place = virtual & mask;
    long free = (long) virtual << 32;
    long keep = isHeld((virtual - 2) & virtualMask) ? keepBack : 0;
    while (true) {
      long entry = (long) ENTRIES.getAcquire(entries, place);
      if (entry != free) {
        // Assigned meanwhile; or not retired yet; or of a later lap because the tail has moved on.
        return (int) (entry >>> 32) == virtual ? (int) entry - 1 : -1;
      }
      if (pool.isExhausted(keep)) {
        return -1; // before the stack is tried, which costs more than all else that a drop does
      }
      ensureStack();
      int block = pool.take(keep);
      if (block < 0) {
        return -1;
      }
      if (ENTRIES.compareAndSet(entries, place, free, free | (block + 1))) {
        return block;
      }
      pool.giveBack(block);
    }
  }

  private boolean isHeld(int virtual) {
    long entry = (long) ENTRIES.getAcquire(entries, virtual & mask);
    return (int) (entry >>> 32) == virtual && (int) entry != 0;
  }

  /** Consumer: ends the use of a virtual block; its place is that of a later one from now on. */
  void retire(int virtual) {
    int place = virtual & mask;
    int block = (int) entries[place] - 1;
    int later = (virtual + mask + 1) & virtualMask;
    ENTRIES.setRelease(entries, place, (long) later << 32);
    if (block >= 0) {
      pool.giveBack(block);
    }
  }

  /** Throws a StackOverflowError now rather than in the middle of something. */
  static void ensureStack() {
    ensureStack(STACK_FRAMES);
  }

  private static int ensureStack(int frames) {
    return frames > 0 ? ensureStack(frames - 1) + 1 : 0;
  }
}
