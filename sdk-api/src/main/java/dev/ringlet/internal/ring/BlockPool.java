// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import dev.ringlet.internal.slots.SlotStacks;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Arrays of equal size, made when first needed within a budget, and reused last-in first-out so
 * that what is in use stays in the cache. Two of them are the memory of a {@link ByteRing}: chunks
 * for its bytes, and segments for its control words.
 */
final class BlockPool<B> {
  /*
   * Parties:      any thread takes and gives back; the consumer trims.
   * Fields:       blocks[n]  | the thread that holds number n, which is in no stack then | plain
   *               free, bare | numbers with and without an array behind them
   * Publication:  blocks[n] is stored before its number is published by a CAS, of a table or of a
   *               stack, and read after an acquire load that gave the number.
   * Bound:        the budget is asked before a number is popped, and a number is pushed before the
   *               budget gets its bytes back. There is one number more than the budget allows, for
   *               the one that the trimming thread holds; so a thread with budget finds a number.
   * Accepted:     peak is a plain maximum: an update lost to another thread lets trim drop an array
   *               that is made again when it is needed.
   */
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
   * Makes an empty pool.
   *
   * @param blocks an empty array, as long as there may be blocks, and one more
   * @param maker makes a block with zeros
   */
  BlockPool(B[] blocks, Supplier<B> maker, int blockBytes, ByteBudget budget) {
    this.blocks = blocks;
    this.maker = maker;
    this.blockBytes = blockBytes;
    this.budget = budget;
    free = new SlotStacks(blocks.length, 1);
    bare = new SlotStacks(blocks.length, 1);
  }

  /** The array of blocks by number, for readers that were given a number. */
  B[] blocks() {
    return blocks;
  }

  /**
   * A block's number, or -1 when the budget is used up or there is no memory.
   *
   * @param keepBack bytes of the budget that must be left
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
    used.decrementAndGet();
    free.push(0, block);
    budget.giveBack(blockBytes);
  }

  /** Whether there is no block to be had at this moment. */
  boolean isExhausted(long keepBack) {
    return budget.isExhausted(blockBytes, keepBack);
  }

  /** Consumer: drops the arrays that were not in use at the same time since the last call. */
  void trim() {
    int keep = peak;
    peak = used.get();
    while (made.get() > keep) {
      int block = free.pop(0);
      if (block < 0) {
        return;
      }
      blocks[block] = null;
      made.decrementAndGet();
      bare.push(0, block);
    }
  }

  /** Bytes of all arrays that exist. */
  long allocatedBytes() {
    return (long) made.get() * blockBytes;
  }
}
