// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of encoded records for many producers and one consumer. Its memory grows with
 * load, is reused while it is in the cache, and shrinks after the load.
 *
 * <p>The ring consists of stripes, which reduces contention. The id of a thread, platform or
 * virtual, selects its stripe. All stripes share the memory, and each may use all of it. If a
 * stripe has no room, the next one is tried once. {@link RingStripe} describes the algorithm and
 * why it is correct. The tables that locate the memory grow and shrink, too, by generations; {@link
 * RingGeneration} describes how.
 *
 * <p>The bound on the number of records holds for all stripes together, and one thread may use all
 * of it. Concurrent offers may exceed it, by at most the number of concurrent offers. The stripes
 * are added up only if one of them holds more than its share.
 */
public final class ByteRing {
  /** The record is in the ring. */
  public static final int ACCEPTED = RingStripe.ACCEPTED;

  /** The ring has no room; nothing changed. */
  public static final int FULL = RingStripe.FULL;

  /** The ring is closed. */
  public static final int CLOSED = RingStripe.CLOSED;

  /** The record is larger than {@link #maxRecordBytes}. */
  public static final int TOO_LARGE = 4;

  /** Maximum size of a record in a chunk; larger records are in the side table. */
  public static final int MAX_INLINE_BYTES = 8 << 10;

  /** Maximum number of distinct instrumentation scopes. */
  public static final int MAX_SCOPES = RingStripe.MAX_SCOPES;

  /** Maximum of {@code maxRecords}. */
  public static final int MAX_RECORDS = (1 << 22) - RingStripe.SEGMENT_WORDS;

  /** How many times as many chunks the next generation has room for. */
  static final int GROWTH = 8;

  private static final VarHandle STRIPES =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "stripes", VarHandle.class, ByteRing.class, RingStripe[].class);

  private static final VarHandle SHARE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "share", VarHandle.class, ByteRing.class, int.class);

  /** Value of {@link #share} while the consumer looks at the stripes; no offer is within it. */
  private static final int RESTORING = -1;

  /** The stripes of the newest generation; those of an older one for a moment. */
  volatile RingStripe[] stripes;

  private final RingLimits limits;
  private final RingChain chain;
  private final int stripeMask;
  private final ByteBudget budget;
  private final SideTable sides;
  private final int maxRecords;
  private final Runnable wakeUp;
  private final int[] tails;
  private final long[] waiting;
  private int nextStripe;

  /** Records that a stripe may hold before all stripes are added up; 0 to add up always. */
  private volatile int share;

  /**
   * Creates an empty ring; memory is allocated on demand.
   *
   * @param maxBytes maximum memory in bytes: chunks of 16 to 64 KiB, control words of 4 KiB for
   *     each 512 records, and records larger than {@link #MAX_INLINE_BYTES} in the side table; at
   *     least 40 KiB a stripe
   * @param maxRecords maximum number of records, up to {@link #MAX_RECORDS}, or 0 if only bytes are
   *     bounded
   * @param stripes number of stripes, a power of two
   * @param wakeBytes number of bytes in use from which the consumer is woken
   * @param wakeUp wakes the consumer; runs on any thread, must not block or throw
   */
  public ByteRing(long maxBytes, int maxRecords, int stripes, long wakeBytes, Runnable wakeUp) {
    this(RingLimits.of(maxBytes, maxRecords, stripes, wakeBytes), wakeBytes, wakeUp);
  }

  ByteRing(RingLimits limits, long wakeBytes, Runnable wakeUp) {
    this.limits = limits;
    this.wakeUp = wakeUp;
    maxRecords = limits.maxRecords;
    budget = new ByteBudget(limits.maxBytes, Math.max(limits.leastWakeBytes, wakeBytes), wakeUp);
    sides = new SideTable(limits.sideSlots, budget, limits.keepBack);
    stripeMask = limits.stripes - 1;
    tails = new int[limits.stripes];
    waiting = new long[limits.stripes];
    share = limits.fairShare();
    RingGeneration first = limits.generation(budget, limits.firstChunks);
    chain = new RingChain(first);
    stripes = first.stripes;
  }

  /** Maximum size of a record in bytes. */
  public int maxRecordBytes() {
    return limits.maxRecordBytes;
  }

  /**
   * Copies a record into the ring. Any thread; never blocks, never throws.
   *
   * @param scope number of the record's instrumentation scope
   * @return {@link #ACCEPTED}, {@link #FULL}, {@link #CLOSED} or {@link #TOO_LARGE}
   */
  public int offer(byte[] src, int from, int length, int scope) {
    if (length > MAX_INLINE_BYTES) {
      return offerLarge(src, from, length, scope);
    }
    RingStripe[] all = stripes;
    int at = (int) Thread.currentThread().getId() & stripeMask;
    int result = all[at].offer(src, from, length, scope, -1, share);
    if (result != ACCEPTED) {
      result = settle(result, all, at, src, from, length, scope, -1);
    }
    return result == RingStripe.LOST ? ACCEPTED : result; // the consumer counts it
  }

  private int settle(
      int result,
      RingStripe[] tried,
      int at,
      byte[] src,
      int from,
      int length,
      int scope,
      int side) {
    int last = result;
    RingStripe[] all = tried;
    while (true) {
      if (last == FULL) {
        last = offerElsewhere(all, at, src, from, length, scope, side);
      }
      RingStripe[] newer = null;
      if (last == FULL) {
        newer = larger(all);
      } else if (last == CLOSED) {
        newer = successor(all);
      }
      if (newer == null) {
        break;
      }
      all = newer;
      last = all[at].offer(src, from, length, scope, side, share);
    }
    if (last == RingStripe.ACCEPTED_WAKE) {
      wakeUp.run();
      return ACCEPTED;
    }
    return last;
  }

  /** Offers a record for which the thread's stripe has no room within its share. */
  private int offerElsewhere(
      RingStripe[] all, int at, byte[] src, int from, int length, int scope, int side) {
    if (maxRecords > 0 && pendingRecords() >= maxRecords) {
      return FULL;
    }
    int last =
        maxRecords > 0 ? all[at].offer(src, from, length, scope, side, limits.stripeRecords) : FULL;
    if (last == FULL && stripeMask != 0) {
      RingStripe next = all[(at + 1) & stripeMask];
      last = next.offer(src, from, length, scope, side, limits.stripeRecords);
    }
    if (maxRecords > 0) {
      share = 0; // after the offer: the consumer sees the record or this value, see restoreShare
    }
    return last;
  }

  /** The stripes that have more room than {@code full}, or null if there can be none. */
  private RingStripe @Nullable [] larger(RingStripe[] full) {
    RingGeneration last = settled();
    if (last.stripes != full) {
      return last.stripes;
    }
    if (last.chunks == limits.maxChunks
        || budget.isExhausted(limits.chunkBytes() + RingStripe.SEGMENT_BYTES, limits.keepBack)
        || (maxRecords > 0 && pendingRecords() >= maxRecords)) {
      return null;
    }
    BlockTable.ensureStack();
    return replace(last, (int) Math.min(limits.maxChunks, (long) last.chunks * GROWTH));
  }

  /** The newest stripes, or null if those are {@code known}. */
  private RingStripe @Nullable [] successor(RingStripe[] known) {
    RingStripe[] newest = settled().stripes;
    return newest == known ? null : newest;
  }

  RingGeneration newest() {
    return chain.newest();
  }

  /**
   * Lets a generation of another size follow the last one; null after a close or without memory.
   */
  RingStripe @Nullable [] replace(RingGeneration last, int chunks) {
    try {
      last.follow(limits.generation(budget, chunks));
    } catch (OutOfMemoryError e) {
      return null;
    }
    RingGeneration after = last.next();
    if (after == null) {
      return null;
    }
    handOver(last, after);
    return after.stripes;
  }

  /** Any thread, any number of times. */
  private void handOver(RingGeneration last, RingGeneration after) {
    if (stripes == last.stripes) {
      wakeUp.run(); // the marks are in the old stripes
      if (maxRecords > 0) {
        share = 0; // both generations count; see restoreShare
      }
      STRIPES.compareAndSet(this, last.stripes, after.stripes);
    }
    last.close();
  }

  /** Ends what preempted threads have begun, and returns the last generation. Any thread. */
  private RingGeneration settled() {
    RingGeneration last = chain.oldest();
    for (RingGeneration after = last.next(); after != null; after = last.next()) {
      handOver(last, after);
      last = after;
    }
    return last;
  }

  private int offerLarge(byte[] src, int from, int length, int scope) {
    if (length > limits.maxRecordBytes) {
      return TOO_LARGE;
    }
    RingStripe[] all = stripes;
    int at = (int) Thread.currentThread().getId() & stripeMask;
    BlockTable.ensureStack();
    int slot = sides.put(src, from, length);
    if (slot < 0) {
      return newest().stripes[at].closed() ? CLOSED : FULL;
    }
    int result;
    try {
      result = all[at].offer(src, from, length, scope, slot, share);
      if (result != ACCEPTED) {
        result = settle(result, all, at, src, from, length, scope, slot);
      }
    } catch (Throwable t) {
      sides.free(slot); // the end of the stack is seen before a claim
      throw t;
    }
    if (result != ACCEPTED) {
      sides.free(slot); // the control word of a lost record refers to no slot
    } else if (budget.underPressure()) {
      wakeUp.run();
    }
    return result == RingStripe.LOST ? ACCEPTED : result;
  }

  /**
   * Consumer: creates a plan that collects from this ring.
   *
   * @param scopeBytes maps a scope's number to the bytes that the scope adds to a request
   */
  public RecordPlan newPlan(IntUnaryOperator scopeBytes) {
    return new RecordPlan(sides, scopeBytes);
  }

  /** Consumer: adds published records to the plan; each call begins with another stripe. */
  public void collect(RecordPlan plan) {
    settled();
    int first = nextStripe++;
    for (int i = 0; i <= stripeMask; i++) {
      chain.collect(plan, (first + i) & stripeMask);
    }
  }

  /** Consumer: releases all records collected so far, and frees their memory. */
  public void release(RecordPlan plan) {
    plan.forget();
    chain.release();
    if (maxRecords > 0) {
      restoreShare();
    }
  }

  private void restoreShare() {
    int fair = limits.fairShare();
    if (share == fair) {
      return;
    }
    share = RESTORING; // what offerElsewhere and handOver store from now on remains
    RingGeneration only = chain.oldest();
    boolean isFair = only.next() == null;
    for (int i = 0; i <= stripeMask && isFair; i++) {
      isFair = only.stripes[i].pendingRecords() <= fair;
    }
    SHARE.compareAndSet(this, RESTORING, isFair ? fair : 0);
  }

  /** Consumer: drops memory that was not needed since the last call. */
  public void trim() {
    RingGeneration last = settled();
    int most = last.trim();
    int chunks = limits.firstChunks;
    while (chunks < 2L * most) {
      chunks = (int) Math.min(Integer.MAX_VALUE, (long) chunks * GROWTH);
    }
    if (chunks < last.chunks && last == chain.oldest()) {
      replace(last, chunks);
      chain.dropDrained();
    }
  }

  /**
   * Consumer: sets the wake marks so that a producer wakes the consumer before {@code records} are
   * pending in all stripes together. The missing records are divided among the stripes in
   * proportion to their pending ones, so the total cannot be reached before one stripe has reached
   * its mark. The consumer may wake too early; it then counts again and sets new marks.
   *
   * @return whether a mark is already reached, so that the consumer must not sleep
   */
  public boolean armWakeUp(int records) {
    RingGeneration last;
    boolean reached;
    do {
      last = settled();
      reached = arm(last, maxRecords > 0 ? Math.min(records, crowdedRecords()) : records);
    } while (last.next() != null);
    return reached;
  }

  private boolean arm(RingGeneration last, int records) {
    long pending = 0;
    for (int i = 0; i <= stripeMask; i++) {
      tails[i] = last.stripes[i].tailNumber();
      waiting[i] = last.stripes[i].waitingBefore(tails[i]);
      pending += waiting[i];
    }
    long missing = records - pending;
    for (RingGeneration one = chain.oldest(); one != null && one != last; one = one.next()) {
      missing -= one.pendingRecords();
    }
    boolean reached = missing <= 0;
    for (int i = 0; i <= stripeMask && !reached; i++) {
      long part =
          pending == 0
              ? (missing + stripeMask) / (stripeMask + 1)
              : (missing * waiting[i] + pending - 1) / pending;
      int more = (int) Math.max(1, Math.min(part, MAX_RECORDS));
      reached = last.stripes[i].armWakeMark(tails[i], more);
    }
    return reached;
  }

  /** Consumer: changes the number of bytes in use from which the consumer is woken. */
  public void wakeFrom(long bytes) {
    budget.wakeFrom(Math.max(limits.leastWakeBytes, bytes));
  }

  /** Consumer: removes the wake marks. */
  public void disarmWakeUp() {
    chain.disarmWakeUp();
  }

  /**
   * Whether the bytes in use, the records of the ring or those of one stripe have reached the level
   * at which the consumer is woken. Any thread.
   */
  public boolean underPressure() {
    return budget.underPressure()
        || (maxRecords > 0 && pendingRecords() >= crowdedRecords())
        || chain.isCrowded();
  }

  private int crowdedRecords() {
    return maxRecords - maxRecords / 8;
  }

  /** Number of stripes. */
  public int stripes() {
    return stripeMask + 1;
  }

  /** Number of accepted records that are not released yet, published or not. Any thread. */
  public long pendingRecords() {
    return chain.pendingRecords();
  }

  /** Number of records released since the start. Any thread. */
  public long releasedRecords() {
    return chain.releasedRecords();
  }

  /** Number of records accepted since the start. Any thread. */
  public long acceptedRecords() {
    return chain.acceptedRecords();
  }

  /** Consumer: stores each stripe's number of accepted records in {@code marks}. */
  public void markAccepted(long[] marks) {
    settled(); // closes older generations, whose records come before those that are counted
    chain.markAccepted(marks);
  }

  /** Consumer: whether all records accepted before {@link #markAccepted} are released. */
  public boolean isReleased(long[] marks) {
    return chain.isReleased(marks);
  }

  /** Bytes of allocated memory, in use or not. */
  public long allocatedBytes() {
    return chain.allocatedBytes() + sides.bytes();
  }

  /** Bytes in use, counted by blocks and side records. Any thread. */
  public long usedBytes() {
    return budget.inUse();
  }

  /** Maximum of the bytes in use since the start. Any thread. */
  public long mostUsedBytes() {
    return budget.most();
  }

  /** Upper bound of the bytes in use. */
  public long maxBytes() {
    return budget.maxBytes();
  }

  /** Rejects later records; accepted records can still be collected. Any thread. */
  public void close() {
    chain.close();
  }
}
