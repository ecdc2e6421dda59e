// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.function.IntUnaryOperator;

/**
 * A bounded queue of encoded records for many producers and one consumer. Its memory grows with
 * load, is reused while it is in the cache, and shrinks after the load.
 *
 * <p>The ring consists of stripes, which reduces contention. The id of a thread, platform or
 * virtual, selects its stripe. All stripes share the memory, and each may use all of it. If a
 * stripe has no room, the next one is tried once. {@link RingStripe} describes the algorithm and
 * why it is correct.
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
  public static final int MAX_INLINE_BYTES = RingStripe.CHUNK_BYTES / 2;

  /** Maximum number of distinct instrumentation scopes. */
  public static final int MAX_SCOPES = RingStripe.MAX_SCOPES;

  /** Maximum of {@code maxRecords}. */
  public static final int MAX_RECORDS = (1 << 22) - RingStripe.SEGMENT_WORDS;

  private static final int MIN_STRIPE_RECORDS = 1024;
  private static final int MAX_STRIPE_RECORDS = (1 << 20) - RingStripe.SEGMENT_WORDS;
  private static final int SMALL_RECORD_BYTES = 128;
  private static final int LARGEST_RECORD_BYTES = (4 << 20) - (64 << 10);

  /** Bytes that an empty stripe may keep: two blocks of each kind. */
  static final int IDLE_STRIPE_BYTES = 2 * (RingStripe.CHUNK_BYTES + RingStripe.SEGMENT_BYTES);

  final RingStripe[] stripes;
  final RingStripe.Shared shared;
  private final int stripeMask;
  private final ByteBudget budget;
  private final SideTable sides;
  private final int maxRecordBytes;
  private final int maxRecords;
  private final int stripeRecords;
  private final Runnable wakeUp;
  private final int[] tails;
  private final long[] waiting;
  private int nextStripe;

  /** Records that a stripe may hold before all stripes are added up; 0 to add up always. */
  private volatile int share;

  /**
   * Creates an empty ring; memory is allocated on demand.
   *
   * @param maxBytes maximum memory in bytes: chunks of 16 KiB, control words of 4 KiB for each 512
   *     records, and records larger than {@link #MAX_INLINE_BYTES} in the side table; at least 40
   *     KiB a stripe
   * @param maxRecords maximum number of records, up to {@link #MAX_RECORDS}, or 0 if only bytes are
   *     bounded
   * @param stripes number of stripes, a power of two
   * @param wakeBytes number of bytes in use from which the consumer is woken
   * @param wakeUp wakes the consumer; runs on producer threads, must not block or throw
   */
  public ByteRing(long maxBytes, int maxRecords, int stripes, long wakeBytes, Runnable wakeUp) {
    long idle = (long) stripes * IDLE_STRIPE_BYTES;
    long bytes = Math.max(idle, maxBytes);
    long level = Math.min(idle + RingStripe.CHUNK_BYTES, bytes);
    this.wakeUp = wakeUp;
    this.maxRecords = maxRecords;
    budget = new ByteBudget(bytes, Math.max(level, wakeBytes), wakeUp);
    long keepBack = idle - IDLE_STRIPE_BYTES;
    long most = maxRecords > 0 ? maxRecords + 2L * stripes : Integer.MAX_VALUE;
    int chunks = (int) Math.min(bytes >>> RingStripe.CHUNK_BITS, most);
    int slots =
        (int) Math.min(Math.min(most, 2 * bytes / MAX_INLINE_BYTES), RingStripe.MAX_SIDE_SLOTS);
    sides = new SideTable(slots, budget, keepBack);
    maxRecordBytes =
        (int) Math.min(LARGEST_RECORD_BYTES, Math.max((bytes - keepBack) / 2, MAX_INLINE_BYTES));
    shared =
        new RingStripe.Shared(
            new BlockPool<>(
                new byte[chunks + 1][],
                () -> new byte[RingStripe.CHUNK_BYTES],
                RingStripe.CHUNK_BYTES,
                budget),
            new BlockPool<>(
                new long[chunks + 2 * stripes + 1][],
                () -> new long[RingStripe.SEGMENT_WORDS],
                RingStripe.SEGMENT_BYTES,
                budget),
            keepBack);
    this.stripes = new RingStripe[stripes];
    stripeMask = stripes - 1;
    tails = new int[stripes];
    waiting = new long[stripes];
    stripeRecords =
        maxRecords > 0
            ? maxRecords
            : (int)
                Math.max(
                    MIN_STRIPE_RECORDS, Math.min(bytes / SMALL_RECORD_BYTES, MAX_STRIPE_RECORDS));
    share = maxRecords > 0 ? maxRecords / stripes : stripeRecords;
    for (int i = 0; i < stripes; i++) {
      this.stripes[i] = new RingStripe(shared, stripeRecords);
    }
  }

  /** Maximum size of a record in bytes. */
  public int maxRecordBytes() {
    return maxRecordBytes;
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
    int at = (int) Thread.currentThread().getId() & stripeMask;
    int result = stripes[at].offer(src, from, length, scope, -1, share);
    if (result != ACCEPTED) {
      result = settle(result, at, src, from, length, scope, -1);
    }
    return result == RingStripe.LOST ? ACCEPTED : result; // the consumer counts it
  }

  private int settle(int result, int at, byte[] src, int from, int length, int scope, int side) {
    int last = result;
    if (last == FULL) {
      last = offerElsewhere(at, src, from, length, scope, side);
    }
    if (last == RingStripe.ACCEPTED_WAKE) {
      wakeUp.run();
      return ACCEPTED;
    }
    return last;
  }

  /** Offers a record for which the thread's stripe has no room within its share. */
  private int offerElsewhere(int at, byte[] src, int from, int length, int scope, int side) {
    if (maxRecords > 0 && pendingRecords() >= maxRecords) {
      return FULL;
    }
    int last =
        maxRecords > 0 ? stripes[at].offer(src, from, length, scope, side, stripeRecords) : FULL;
    if (last == FULL && stripeMask != 0) {
      RingStripe next = stripes[(at + 1) & stripeMask];
      last = next.offer(src, from, length, scope, side, stripeRecords);
    }
    if (maxRecords > 0) {
      share = 0; // after the offer: either the consumer sees the record or this store is the last
    }
    return last;
  }

  private int offerLarge(byte[] src, int from, int length, int scope) {
    if (length > maxRecordBytes) {
      return TOO_LARGE;
    }
    int at = (int) Thread.currentThread().getId() & stripeMask;
    BlockTable.ensureStack();
    int slot = sides.put(src, from, length);
    if (slot < 0) {
      return stripes[at].closed() ? CLOSED : FULL;
    }
    int result = stripes[at].offer(src, from, length, scope, slot, share);
    if (result != ACCEPTED) {
      result = settle(result, at, src, from, length, scope, slot);
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
    int first = nextStripe++;
    for (int i = 0; i <= stripeMask; i++) {
      stripes[(first + i) & stripeMask].collect(plan);
    }
  }

  /** Consumer: releases all records collected so far, and frees their memory. */
  public void release(RecordPlan plan) {
    plan.forget();
    for (RingStripe stripe : stripes) {
      stripe.release();
    }
    if (maxRecords > 0) {
      restoreShare();
    }
  }

  private void restoreShare() {
    int fair = maxRecords / stripes.length;
    share = fair; // before the stripes are read, see offerElsewhere
    for (RingStripe stripe : stripes) {
      if (stripe.pendingRecords() > fair) {
        share = 0;
        return;
      }
    }
  }

  /** Consumer: drops memory that was not needed since the last call. */
  public void trim() {
    shared.chunks().trim();
    shared.segments().trim();
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
    long pending = 0;
    for (int i = 0; i < stripes.length; i++) {
      tails[i] = stripes[i].tailNumber();
      waiting[i] = stripes[i].waitingBefore(tails[i]);
      pending += waiting[i];
    }
    long missing = (maxRecords > 0 ? Math.min(records, crowdedRecords()) : records) - pending;
    boolean reached = missing <= 0;
    for (int i = 0; i < stripes.length && !reached; i++) {
      long part =
          pending == 0
              ? (missing + stripeMask) / stripes.length
              : (missing * waiting[i] + pending - 1) / pending;
      reached = stripes[i].armWakeMark(tails[i], (int) Math.max(1, Math.min(part, MAX_RECORDS)));
    }
    return reached;
  }

  /** Consumer: removes the wake marks. */
  public void disarmWakeUp() {
    for (RingStripe stripe : stripes) {
      stripe.disarmWakeMark();
    }
  }

  /**
   * Whether the bytes in use, the records of the ring or those of one stripe have reached the level
   * at which the consumer is woken. Any thread.
   */
  public boolean underPressure() {
    boolean pressure =
        budget.underPressure() || (maxRecords > 0 && pendingRecords() >= crowdedRecords());
    for (int i = 0; !pressure && i <= stripeMask; i++) {
      pressure = stripes[i].crowded();
    }
    return pressure;
  }

  private int crowdedRecords() {
    return maxRecords - maxRecords / 8;
  }

  /** Number of stripes. */
  public int stripes() {
    return stripes.length;
  }

  /** Number of accepted records that are not released yet, published or not. Any thread. */
  public long pendingRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.pendingRecords();
    }
    return sum;
  }

  /** Number of records released since the start. Any thread. */
  public long releasedRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.releasedRecords();
    }
    return sum;
  }

  /** Number of records accepted since the start. Any thread. */
  public long acceptedRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.acceptedRecords();
    }
    return sum;
  }

  /** Consumer: stores each stripe's number of accepted records in {@code marks}. */
  public void markAccepted(long[] marks) {
    for (int i = 0; i < marks.length; i++) {
      marks[i] = stripes[i].acceptedRecords();
    }
  }

  /** Whether all records accepted before {@link #markAccepted} are released. */
  public boolean isReleased(long[] marks) {
    for (int i = 0; i < marks.length; i++) {
      if (stripes[i].releasedRecords() < marks[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of allocated memory, in use or not. */
  public long allocatedBytes() {
    return shared.chunks().allocatedBytes() + shared.segments().allocatedBytes() + sides.bytes();
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
    for (RingStripe stripe : stripes) {
      stripe.close();
    }
  }
}
