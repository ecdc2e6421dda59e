// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import dev.ringlet.internal.slots.SlotStacks;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A pool of arrays of equal size, allocated on demand within a budget and reused last-in first-out,
 * so that arrays in use stay in the cache. A {@link ByteRing} has two pools: chunks for its bytes,
 * and segments for its control words.
 */
final class BlockPool<B> {
  /*
   * Parties:      any thread takes and gives back; the consumer trims.
   * Fields:       blocks[n]  | written by the thread that holds number n (in no stack then) | plain
   *               free, bare | numbers with and without an array
   * Publication:  blocks[n] is stored before a CAS of a table or a stack publishes n, and is read
   *               after the acquire load that returned n.
   * Bound:        bytes are taken from the budget before a number is popped, and a number is pushed
   *               before its bytes return to the budget. There is one number more than the
   *               generation has room for, for the trimming thread. In the largest generation a
   *               thread that has the bytes finds a number; in a smaller one it may find none, and
   *               a larger generation follows.
   * Retiring:     used becomes negative for good, and what it counted goes back to the budget, once.
   *               A block that is taken or given back later finds that and is no part of the count.
   * Accepted races: the maximum in peak is updated by a load and a store. A lost update makes trim
   *               drop an array that may have to be allocated again.
   */
  private static final int RETIRED = Integer.MIN_VALUE / 2;

  private final B[] blocks;
  private final SlotStacks free;
  private final SlotStacks bare;
  private final Supplier<B> maker;
  private final int blockBytes;
  private final ByteBudget budget;
  private final AtomicInteger numbered = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger used = new AtomicInteger();
  private volatile int peak;

  /**
   * Creates an empty pool.
   *
   * @param blocks an empty array, one longer than the maximum number of blocks
   * @param maker allocates a block filled with zeros
   */
  BlockPool(B[] blocks, Supplier<B> maker, int blockBytes, ByteBudget budget) {
    this.blocks = blocks;
    this.maker = maker;
    this.blockBytes = blockBytes;
    this.budget = budget;
    free = new SlotStacks(blocks.length, 1);
    bare = new SlotStacks(blocks.length, 1);
  }

  /** The blocks by number; a reader gets numbers from a table. */
  B[] blocks() {
    return blocks;
  }

  /**
   * Takes a block.
   *
   * @param keepBack bytes that must remain in the budget
   * @return the block's number, or -1 if the budget or the heap is exhausted or the pool is retired
   */
  int take(long keepBack) {
    if (!budget.take(blockBytes, keepBack)) {
      return -1;
    }
    int block = free.pop(0);
    if (block < 0) {
      block = makeOne();
    }
    if (block < 0) {
      budget.giveBack(blockBytes);
      return -1;
    }
    int now = used.incrementAndGet();
    if (now < 0) {
      budget.giveBack(blockBytes);
      return -1;
    }
    if (now > peak) {
      peak = now;
    }
    return block;
  }

  private int makeOne() {
    int block = bare.pop(0);
    if (block < 0) {
      block = nextNumber();
    }
    if (block < 0) {
      return -1;
    }
    try {
      blocks[block] = maker.get();
    } catch (OutOfMemoryError e) {
      bare.push(0, block);
      return -1;
    }
    made.incrementAndGet();
    return block;
  }

  private int nextNumber() {
    if (numbered.get() < blocks.length) {
      int block = numbered.getAndIncrement();
      if (block < blocks.length) {
        return block;
      }
      numbered.decrementAndGet();
    }
    return -1;
  }

  void giveBack(int block) {
    boolean counted = used.decrementAndGet() >= 0;
    free.push(0, block);
    if (counted) {
      budget.giveBack(blockBytes);
    }
  }

  /** Consumer: gives the bytes of all blocks in use back to the budget, and ends the pool. */
  void retire() {
    int held = used.getAndSet(RETIRED);
    if (held > 0) {
      budget.giveBack((long) held * blockBytes);
    }
  }

  /** Whether {@link #take} would fail for lack of budget. */
  boolean isExhausted(long keepBack) {
    return budget.isExhausted(blockBytes, keepBack);
  }

  /**
   * Consumer: drops arrays beyond the largest number in use at once since the last call.
   *
   * @return that number
   */
  int trim() {
    int keep = peak;
    peak = used.get();
    while (made.get() > keep) {
      int block = free.pop(0);
      if (block < 0) {
        break;
      }
      blocks[block] = null;
      made.decrementAndGet();
      bare.push(0, block);
    }
    return keep;
  }

  /** Bytes of all allocated arrays. */
  long allocatedBytes() {
    return (long) made.get() * blockBytes;
  }
}
