// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.wire;

import dev.ringlet.internal.ring.SlotStacks;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lends {@link RecordBuffer}s. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Never blocks and never fails: when all buffers are out it makes one that is garbage
 * afterwards, so spans that are never ended cost memory of their own and nobody else's. Buffers
 * that never come back would empty the pool for good; therefore, after it had to make four times as
 * many as it holds, it starts over with an empty shelf, and what is still out from the old one is
 * left to the collector.
 */
public final class RecordPool {
  private static final int OVERFLOWS_PER_BUFFER = 4;

  private final KeyCache keys = new KeyCache();
  private final LongAdder userErrors = new LongAdder();
  private final int maxPooled;
  private final int stripes;
  private volatile Shelf shelf;

  /** The pooled buffers: a table, and stacks of the numbers that are free. */
  static final class Shelf {
    // A buffer is stored plainly by its maker and published by the push that first frees its
    // number.
    private final RecordBuffer[] buffers;
    private final SlotStacks free;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger overflows = new AtomicInteger();

    Shelf(int maxPooled, int stripes) {
      buffers = new RecordBuffer[maxPooled];
      free = new SlotStacks(maxPooled, stripes);
    }
  }

  /**
   * Makes an empty pool.
   *
   * @param maxPooled how many buffers it keeps at most
   * @param stripes number of stacks, a power of two
   */
  public RecordPool(int maxPooled, int stripes) {
    this.maxPooled = maxPooled;
    this.stripes = stripes;
    shelf = new Shelf(maxPooled, stripes);
  }

  /** The keys that records of this pool are written with. */
  public KeyCache keys() {
    return keys;
  }

  /** Counts an exception thrown by a class of the application while its value was read. */
  public void onUserError(Throwable error) {
    userErrors.increment();
  }

  /** How often a class of the application threw while its value was read. */
  public long userErrors() {
    return userErrors.sum();
  }

  /** Lends a buffer, dirty: the borrower calls {@link AttributeBuffer#begin}. */
  public RecordBuffer take() {
    Shelf s = shelf;
    int slot = s.free.pop(s.free.stripe());
    return slot >= 0 ? s.buffers[slot] : make(s);
  }

  private RecordBuffer make(Shelf s) {
    if (s.made.get() < maxPooled) {
      int slot = s.made.getAndIncrement();
      if (slot < maxPooled) {
        RecordBuffer fresh = new RecordBuffer(this, s, slot);
        s.buffers[slot] = fresh;
        return fresh;
      }
      s.made.decrementAndGet();
    }
    if (s.overflows.incrementAndGet() == maxPooled * OVERFLOWS_PER_BUFFER) {
      shelf = new Shelf(maxPooled, stripes);
    }
    return new RecordBuffer(this, null, -1);
  }

  void giveBack(RecordBuffer buffer, Shelf from) {
    if (from == shelf) {
      from.free.push(from.free.stripe(), buffer.slot());
    }
  }
}
