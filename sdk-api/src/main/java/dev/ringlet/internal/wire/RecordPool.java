// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lends {@link RecordBuffer}s. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Never blocks and never fails: when all buffers are out it makes one that is garbage
 * afterwards, so spans that are never ended cost memory of their own and nobody else's.
 */
public final class RecordPool {
  /*
   * Free buffers hang in stacks, one a stripe, so that the buffer used last, which is still in the
   * cache, is used next. Links are slot numbers and not references: a store of a number into an old
   * array needs no garbage collector barrier.
   *
   * Parties:      any number of threads take and give back.
   * Fields:       heads[stripe] | taker, giver | CAS | acquire
   *               next[slot]    | the one thread that owns the slot, before its CAS | plain | plain
   *               buffers[slot] | the thread that made it, before its first CAS | plain | plain
   * Publication:  the CAS that puts a slot at the head publishes next[slot], buffers[slot] and the
   *               content of the buffer; the acquire load of the head receives them.
   * ABA:          the upper half of a head counts its changes, so a taker that was held up between
   *               its load and its CAS fails, unless it slept through exactly 2^32 changes.
   * Accepted races: two takers may both find a stack empty and both make a buffer; the count of
   *               made buffers is atomic, so the bound holds.
   */
  private static final VarHandle HEADS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PAD = 16;

  private final KeyCache keys = new KeyCache();
  private final LongAdder userErrors = new LongAdder();
  private final RecordBuffer[] buffers;
  private final int[] next;
  private final long[] heads;
  private final int stripeMask;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * Makes an empty pool.
   *
   * @param maxPooled how many buffers it keeps at most
   * @param stripes number of stacks, a power of two
   */
  public RecordPool(int maxPooled, int stripes) {
    buffers = new RecordBuffer[maxPooled];
    next = new int[maxPooled];
    heads = new long[(stripes + 1) * PAD];
    stripeMask = stripes - 1;
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
    int stripe = (int) Thread.currentThread().getId() & stripeMask;
    RecordBuffer found = pop(stripe);
    return found != null ? found : takeElsewhere(stripe);
  }

  private RecordBuffer takeElsewhere(int stripe) {
    RecordBuffer found = stripeMask == 0 ? null : pop((stripe + 1) & stripeMask);
    if (found != null) {
      return found;
    }
    if (made.get() < buffers.length) {
      int slot = made.getAndIncrement();
      if (slot < buffers.length) {
        RecordBuffer fresh = new RecordBuffer(this, slot);
        buffers[slot] = fresh;
        return fresh;
      }
      made.decrementAndGet();
    }
    return new RecordBuffer(this, -1);
  }

  private RecordBuffer pop(int stripe) {
    int at = (stripe + 1) * PAD;
    while (true) {
      long head = (long) HEADS.getAcquire(heads, at);
      int slot = (int) head - 1;
      if (slot < 0) {
        return null;
      }
      long after = (((head >>> 32) + 1) << 32) | next[slot];
      if (HEADS.compareAndSet(heads, at, head, after)) {
        return buffers[slot];
      }
    }
  }

  void giveBack(RecordBuffer buffer) {
    int slot = buffer.slot();
    int at = (((int) Thread.currentThread().getId() & stripeMask) + 1) * PAD;
    while (true) {
      long head = (long) HEADS.getAcquire(heads, at);
      next[slot] = (int) head;
      long after = (((head >>> 32) + 1) << 32) | (slot + 1);
      if (HEADS.compareAndSet(heads, at, head, after)) {
        return;
      }
    }
  }
}
