// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import dev.ringlet.internal.slots.SlotStacks;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory of a {@link ByteRing}: chunks of equal size, made when first needed, up to a bound,
 * and reused last-in first-out so that what is in use stays in the cache. Internal to Ringlet: may
 * change or vanish in any release.
 */
class ChunkPool {
  // chunks[i] is stored plainly by the maker, who then publishes the number i by a CAS into a
  // stripe's table; readers get the number by an acquire load from there. Taken about once per
  // chunk of records, so one stack of free ones serves all stripes. A number without a chunk is
  // free too: there was no memory for it.
  private final byte[][] chunks;
  private final SlotStacks free;
  private final int chunkBytes;
  private final int wakeChunks;
  private final Runnable wakeUp;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger inUse = new AtomicInteger();

  /**
   * Makes an empty pool.
   *
   * @param wakeChunks with so many chunks in use, each further one wakes the consumer
   */
  ChunkPool(int maxChunks, int chunkBytes, int wakeChunks, Runnable wakeUp) {
    chunks = new byte[maxChunks][];
    free = new SlotStacks(maxChunks, 1);
    this.chunkBytes = chunkBytes;
    this.wakeChunks = wakeChunks;
    this.wakeUp = wakeUp;
  }

  /** A chunk's number, or -1 when all are in use or there is no memory. */
  int take() {
    int chunk = free.pop(0);
    if (chunk < 0) {
      chunk = number();
    }
    if (chunk >= 0 && chunks[chunk] == null && !make(chunk)) {
      free.push(0, chunk);
      chunk = -1;
    }
    if (chunk >= 0 && inUse.incrementAndGet() >= wakeChunks) {
      wakeUp.run();
    }
    return chunk;
  }

  /** Whether there is no chunk to be had at this moment. */
  boolean isExhausted() {
    return made.get() >= chunks.length && free.isEmpty();
  }

  private int number() {
    if (made.get() < chunks.length) {
      int chunk = made.getAndIncrement();
      if (chunk < chunks.length) {
        return chunk;
      }
      made.decrementAndGet();
    }
    return -1;
  }

  private boolean make(int chunk) {
    try {
      chunks[chunk] = newChunk(chunkBytes);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  byte[] newChunk(int bytes) {
    return new byte[bytes];
  }

  void giveBack(int chunk) {
    inUse.decrementAndGet();
    free.push(0, chunk);
  }

  boolean underPressure() {
    return inUse.get() >= wakeChunks;
  }

  byte[] chunk(int number) {
    return chunks[number];
  }

  int madeChunks() {
    return Math.min(made.get(), chunks.length);
  }

  int maxChunks() {
    return chunks.length;
  }
}
