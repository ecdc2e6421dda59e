// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.wire;

import dev.ringlet.internal.ring.SlotStacks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
  /*
   * Each stripe has one buffer of its own, the handy one, which costs one CAS to take and a plain
   * store to give back. Who finds it taken, as a span does inside another, takes a number from the
   * stacks, which costs a CAS both ways.
   *
   * Parties:      any number of threads take; whoever has a buffer gives it back, once.
   * Fields:       field         | written by          | store   | load
   *               taken[stripe] | who takes           | CAS     | opaque, then CAS
   *                             | who gives back      | release |
   *               handy[stripe] | who has it, once    | plain   | plain, by who has it
   *               buffers[slot] | its maker           | plain   | plain, by who has the number
   *               shelf         | who counts the last | volatile| volatile
   *                             | overflow            |         |
   * Publication:  the CAS that takes a handy buffer receives what was written before the release
   *               store that gave it back, the reference itself included. A pooled buffer is
   *               published by the push that first frees its number.
   * Accepted:     a thread that fails between the CAS and its return, for want of memory or stack,
   *               leaves the handy buffer taken: its stripe uses the stacks until the shelf changes.
   * Checked by:   RecordPoolTest.
   */
  private static final int OVERFLOWS_PER_BUFFER = 4;

  /** The words stand this many ints apart, two cache lines. */
  private static final int PAD = 32;

  private static final VarHandle TAKEN = MethodHandles.arrayElementVarHandle(int[].class);

  private final KeyCache keys = new KeyCache();
  private final LongAdder userErrors = new LongAdder();
  private final int maxPooled;
  private final int stripes;
  private volatile Shelf shelf;

  /** The buffers: one a stripe, then a table and stacks of the numbers that are free. */
  static final class Shelf {
    private final RecordBuffer[] handy;
    private final int[] taken;
    private final RecordBuffer[] buffers;
    private final SlotStacks free;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger overflows = new AtomicInteger();

    Shelf(int maxPooled, int stripes) {
      handy = new RecordBuffer[stripes];
      taken = new int[(stripes + 1) * PAD];
      buffers = new RecordBuffer[maxPooled];
      free = new SlotStacks(maxPooled, stripes);
    }
  }

  /**
   * Makes an empty pool.
   *
   * @param maxPooled how many buffers it keeps at most, beside one a stripe
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
    int stripe = s.free.stripe();
    int at = placeOf(stripe);
    if ((int) TAKEN.getOpaque(s.taken, at) == 0 && TAKEN.compareAndSet(s.taken, at, 0, 1)) {
      RecordBuffer mine = s.handy[stripe];
      return mine != null ? mine : makeHandy(s, stripe);
    }
    int slot = s.free.pop(stripe);
    return slot >= 0 ? s.buffers[slot] : make(s);
  }

  private static int placeOf(int stripe) {
    return (stripe + 1) * PAD;
  }

  private RecordBuffer makeHandy(Shelf s, int stripe) {
    RecordBuffer fresh = new RecordBuffer(this, s, maxPooled + stripe);
    s.handy[stripe] = fresh;
    return fresh;
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
    int slot = buffer.slot();
    if (slot >= maxPooled) {
      TAKEN.setRelease(from.taken, placeOf(slot - maxPooled), 0);
    } else if (from == shelf) {
      from.free.push(from.free.stripe(), slot);
    }
  }
}
