// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import dev.ringlet.internal.threads.StackRoom;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Maps virtual blocks to blocks of a {@link BlockPool}, for one {@link RingStripe}. The comment in
 * that class describes why this is correct.
 *
 * <pre>
 *   entry    63..32           31..0
 *            virtual block    block + 1, or 0 if none is assigned
 * </pre>
 */
final class BlockTable {
  private static final int STACK_FRAMES = 12;
  private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(long[].class);

  private final BlockPool<?> pool;
  private final long[] entries;
  private final int mask;
  private final int virtualMask;
  private final long keepBack;

  /**
   * Creates a table with no block assigned.
   *
   * @param size maximum number of blocks at once, a power of two, at least two
   * @param virtualMask largest virtual number; a power of two minus one
   * @param keepBack bytes that a stripe with two blocks leaves to the others
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
   * The number of the block for {@code virtual}, or -1 if none is assigned, not yet or no longer.
   */
  int number(int virtual) {
    long entry = (long) ENTRIES.getAcquire(entries, virtual & mask);
    return (int) (entry >>> 32) == virtual ? (int) entry - 1 : -1;
  }

  /**
   * Producer: like {@link #number}, but assigns a block if none is assigned yet; -1 if no block is
   * available or the virtual block is retired.
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
        // Assigned meanwhile; or of an earlier lap, not retired yet; or of a later lap.
        return (int) (entry >>> 32) == virtual ? (int) entry - 1 : -1;
      }
      if (pool.isExhausted(keep)) {
        return -1; // before ensureStack, which would be the largest part of the cost of a drop
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

  /**
   * Consumer: returns the block of {@code virtual} to its pool and reuses its entry for a later
   * one.
   */
  void retire(int virtual) {
    int place = virtual & mask;
    int block = (int) entries[place] - 1;
    int later = (virtual + mask + 1) & virtualMask;
    ENTRIES.setRelease(entries, place, (long) later << 32);
    if (block >= 0) {
      pool.giveBack(block);
    }
  }

  /** Throws a StackOverflowError here if the steps that follow might throw one. */
  static void ensureStack() {
    StackRoom.ensure(STACK_FRAMES);
  }
}
