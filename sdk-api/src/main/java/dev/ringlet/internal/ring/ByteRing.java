// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.function.IntUnaryOperator;

/**
 * A bounded queue of encoded records, many producers to one consumer, in memory that is reused
 * while it is warm. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>It consists of stripes, so that threads do not meet on one word; a thread uses the stripe of
 * its id, platform and virtual threads alike. The memory behind the stripes is common: any one of
 * them may use all of it. When a stripe has no room the next one is tried once. How a stripe works,
 * and why it is right, is told in {@link RingStripe}.
 */
public final class ByteRing {
  /** The record is in. */
  public static final int ACCEPTED = RingStripe.ACCEPTED;

  /** There is no room, and nothing was changed. */
  public static final int FULL = RingStripe.FULL;

  /** The ring takes no more records. */
  public static final int CLOSED = RingStripe.CLOSED;

  /** The record is larger than any that could ever be taken. */
  public static final int TOO_LARGE = 4;

  /** Records up to this size stand in the ring itself; larger ones beside it. */
  public static final int MAX_INLINE_BYTES = RingStripe.CHUNK_BYTES / 2;

  /** How many instrumentation scopes can be told apart. */
  public static final int MAX_SCOPES = RingStripe.MAX_SCOPES;

  private static final int MIN_RECORDS = 1024;
  private static final int MAX_RECORDS = 1 << 20;

  final RingStripe[] stripes;
  final ChunkPool pool;
  private final int stripeMask;
  private final SideTable sides;
  private final int maxRecordBytes;
  private final Runnable wakeUp;
  private final int[] tails;
  private final long[] waiting;
  private int nextStripe;

  /**
   * Makes an empty ring; its chunks are made when they are needed.
   *
   * @param maxBytes most bytes of records, in chunks of 16 KiB; half as much again may stand beside
   *     the ring in records that are larger than {@link #MAX_INLINE_BYTES}
   * @param maxRecords most records a stripe, or 0 for what suits {@code maxBytes}
   * @param stripes number of stripes, a power of two
   * @param wakeBytes with so many bytes in use the consumer is woken
   * @param wakeUp wakes the consumer; called on producers' threads, must not block or throw
   */
  public ByteRing(long maxBytes, int maxRecords, int stripes, long wakeBytes, Runnable wakeUp) {
    int chunks = (int) Math.max(2L * stripes, maxBytes >>> RingStripe.CHUNK_BITS);
    // An idle stripe keeps up to two chunks: the one it is in and, after a lost race, the next one.
    int wakeChunks =
        (int) Math.max(Math.min(2L * stripes + 1, chunks), wakeBytes >>> RingStripe.CHUNK_BITS);
    this.wakeUp = wakeUp;
    pool = new ChunkPool(chunks, RingStripe.CHUNK_BYTES, wakeChunks, wakeUp);
    sides = new SideTable(Math.max(maxBytes / 2, RingStripe.CHUNK_BYTES), wakeBytes);
    maxRecordBytes =
        (int) Math.min(Integer.MAX_VALUE - 64, Math.max(maxBytes / 2, MAX_INLINE_BYTES));
    this.stripes = new RingStripe[stripes];
    stripeMask = stripes - 1;
    tails = new int[stripes];
    waiting = new long[stripes];
    int records = maxRecords > 0 ? maxRecords : (int) (2 * (maxBytes >>> 7) / stripes);
    records = Math.min(records, MAX_RECORDS);
    for (int i = 0; i < stripes; i++) {
      this.stripes[i] =
          new RingStripe(
              pool,
              chunks - 2 * (stripes - 1),
              maxRecords > 0 ? records : Math.max(records, MIN_RECORDS));
    }
  }

  /** Largest record that has any chance to be taken, in bytes. */
  public int maxRecordBytes() {
    return maxRecordBytes;
  }

  /**
   * Copies a record in. Any thread; never blocks, never throws.
   *
   * @param scope number of its instrumentation scope
   * @return {@link #ACCEPTED}, {@link #FULL}, {@link #CLOSED} or {@link #TOO_LARGE}
   */
  public int offer(byte[] src, int from, int length, int scope) {
    if (length > MAX_INLINE_BYTES) {
      return offerLarge(src, from, length, scope);
    }
    int at = (int) Thread.currentThread().getId() & stripeMask;
    int result = stripes[at].offer(src, from, length, scope, -1);
    if (result != ACCEPTED) {
      result = settle(result, at, src, from, length, scope, -1);
    }
    return result == RingStripe.LOST ? ACCEPTED : result; // the consumer counts it
  }

  private int settle(int result, int at, byte[] src, int from, int length, int scope, int side) {
    int last = result;
    if (last == FULL && stripeMask != 0) {
      last = stripes[(at + 1) & stripeMask].offer(src, from, length, scope, side);
    }
    if (last == RingStripe.ACCEPTED_WAKE) {
      wakeUp.run();
      return ACCEPTED;
    }
    return last;
  }

  private int offerLarge(byte[] src, int from, int length, int scope) {
    if (length > maxRecordBytes) {
      return TOO_LARGE;
    }
    int at = (int) Thread.currentThread().getId() & stripeMask;
    RingStripe.ensureStack();
    int slot = sides.put(src, from, length);
    if (slot < 0) {
      return stripes[at].closed() ? CLOSED : FULL;
    }
    int result =
        settle(
            stripes[at].offer(src, from, length, scope, slot), at, src, from, length, scope, slot);
    if (result != ACCEPTED) {
      sides.free(slot);
    } else if (sides.underPressure()) {
      wakeUp.run();
    }
    return result == RingStripe.LOST ? ACCEPTED : result;
  }

  /**
   * Consumer: a plan that collects from this ring.
   *
   * @param scopeBytes what a request needs for naming a scope beside its records, by its number
   */
  public RecordPlan newPlan(IntUnaryOperator scopeBytes) {
    return new RecordPlan(sides, scopeBytes);
  }

  /** Consumer: fills the plan with what is published and not collected yet, fair to all stripes. */
  public void collect(RecordPlan plan) {
    int first = nextStripe++;
    for (int i = 0; i <= stripeMask; i++) {
      stripes[(first + i) & stripeMask].collect(plan);
    }
  }

  /** Consumer: everything collected so far is copied or given up; its room is free again. */
  public void release(RecordPlan plan) {
    plan.freeSides();
    for (RingStripe stripe : stripes) {
      stripe.release();
    }
  }

  /**
   * Consumer: asks to be woken when {@code records} are waiting, all stripes taken together. Each
   * stripe wakes it at a share of what is missing, as large as its share of what is there, so that
   * the shares can never be missed and the whole be reached; it is woken too early rather than too
   * late, looks again, and asks again.
   *
   * @return whether a share is reached already, so that the consumer must not sleep
   */
  public boolean armWakeUp(int records) {
    long pending = 0;
    for (int i = 0; i < stripes.length; i++) {
      tails[i] = stripes[i].tailNumber();
      waiting[i] = stripes[i].waitingBefore(tails[i]);
      pending += waiting[i];
    }
    long missing = records - pending;
    boolean reached = missing <= 0;
    for (int i = 0; i < stripes.length && !reached; i++) {
      long share =
          pending == 0
              ? (missing + stripeMask) / stripes.length
              : (missing * waiting[i] + pending - 1) / pending;
      reached = stripes[i].armWakeMark(tails[i], (int) Math.max(1, Math.min(share, MAX_RECORDS)));
    }
    return reached;
  }

  /** Consumer: asks not to be woken by a number of records any more. */
  public void disarmWakeUp() {
    for (RingStripe stripe : stripes) {
      stripe.disarmWakeMark();
    }
  }

  /**
   * Whether as many bytes, or records of one stripe, are in use as are reason to wake the consumer.
   * Any thread.
   */
  public boolean underPressure() {
    boolean pressure = pool.underPressure() || sides.underPressure();
    for (int i = 0; !pressure && i <= stripeMask; i++) {
      pressure = stripes[i].crowded();
    }
    return pressure;
  }

  /** Number of stripes. */
  public int stripes() {
    return stripes.length;
  }

  /** Records that were accepted and not released yet, whether published or not. Any thread. */
  public long pendingRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.pendingRecords();
    }
    return sum;
  }

  /** Records collected and released since the start. Any thread. */
  public long releasedRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.releasedRecords();
    }
    return sum;
  }

  /** Records accepted since the start. Any thread. */
  public long acceptedRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.acceptedRecords();
    }
    return sum;
  }

  /** Consumer: notes in {@code marks}, one a stripe, how much has been accepted so far. */
  public void markAccepted(long[] marks) {
    for (int i = 0; i < marks.length; i++) {
      marks[i] = stripes[i].acceptedRecords();
    }
  }

  /** Whether everything that had been accepted when {@code marks} were noted is released. */
  public boolean isReleased(long[] marks) {
    for (int i = 0; i < marks.length; i++) {
      if (stripes[i].releasedRecords() < marks[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of memory made so far for records in the ring. */
  public long allocatedBytes() {
    return (long) pool.madeChunks() * RingStripe.CHUNK_BYTES;
  }

  /** Most bytes of records in the ring. */
  public long maxBytes() {
    return (long) pool.maxChunks() * RingStripe.CHUNK_BYTES;
  }

  /** Refuses every later record; those accepted before can still be collected. Any thread. */
  public void close() {
    for (RingStripe stripe : stripes) {
      stripe.close();
    }
  }
}
