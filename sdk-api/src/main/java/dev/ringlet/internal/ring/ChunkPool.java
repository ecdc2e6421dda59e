// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory of a {@link ByteRing}: chunks of equal size, made when first needed, up to a bound,
 * and reused last-in first-out so that what is in use stays in the cache. Internal to Ringlet: may
 * change or vanish in any release.
 */
final class ChunkPool {
  /*
   * The free chunks hang in one stack of numbers, as in RecordPool: heads change by CAS, the upper
   * half of the head counts changes against ABA, next[] is plain and belongs to whoever owns the
   * chunk. Taken about once per 16 KiB of records, so one stack serves all stripes.
   *
   * chunks[i] is stored plainly by the maker, who then publishes the number i by a CAS into a
   * stripe's table; readers get the number by an acquire load from there.
   */
  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(ChunkPool.class, "head", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final byte[][] chunks;
  private final int[] next;
  private final int chunkBytes;
  private final int wakeChunks;
  private final Runnable wakeUp;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger inUse = new AtomicInteger();

  @SuppressWarnings("unused") // through HEAD
  private volatile long head;

  /**
   * Makes an empty pool.
   *
   * @param wakeChunks with so many chunks in use, each further one wakes the consumer
   */
  ChunkPool(int maxChunks, int chunkBytes, int wakeChunks, Runnable wakeUp) {
    chunks = new byte[maxChunks][];
    next = new int[maxChunks];
    this.chunkBytes = chunkBytes;
    this.wakeChunks = wakeChunks;
    this.wakeUp = wakeUp;
  }

  /** A chunk's number, or -1 when all are in use. */
  int take() {
    int chunk = pop();
    if (chunk >= 0 && inUse.incrementAndGet() >= wakeChunks) {
      wakeUp.run();
    }
    return chunk;
  }

  private int pop() {
    while (true) {
      long h = (long) HEAD.getAcquire(this);
      int chunk = (int) h - 1;
      if (chunk < 0) {
        return make();
      }
      long after = (((h >>> 32) + 1) << 32) | next[chunk];
      if (HEAD.compareAndSet(this, h, after)) {
        return chunk;
      }
    }
  }

  private int make() {
    if (made.get() < chunks.length) {
      int chunk = made.getAndIncrement();
      if (chunk < chunks.length) {
        return fill(chunk);
      }
      made.decrementAndGet();
    }
    return -1;
  }

  private int fill(int chunk) {
    try {
      chunks[chunk] = new byte[chunkBytes];
      return chunk;
    } catch (OutOfMemoryError e) {
      return -1;
    }
  }

  void giveBack(int chunk) {
    inUse.decrementAndGet();
    while (true) {
      long h = (long) HEAD.getAcquire(this);
      next[chunk] = (int) h;
      long after = (((h >>> 32) + 1) << 32) | (chunk + 1);
      if (HEAD.compareAndSet(this, h, after)) {
        return;
      }
    }
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
