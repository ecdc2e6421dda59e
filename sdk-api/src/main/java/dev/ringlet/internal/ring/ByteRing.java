// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.function.IntUnaryOperator;

/**
 * A bounded queue of encoded records, many producers to one consumer, in memory that comes with
 * load, is reused while it is warm, and goes when the load is over.
 *
 * <p>It consists of stripes, so that threads do not meet on one word; a thread uses the stripe of
 * its id, platform and virtual threads alike. The memory behind the stripes is common: any one of
 * them may use all of it. When a stripe has no room the next one is tried once. How a stripe works,
 * and why it is correct, is described in {@link RingStripe}.
 *
 * <p>A bound on the number of records holds for all stripes together: a thread may use all of it,
 * and it is exceeded by no more records than are offered at the same moment. While every stripe
 * holds at most its share, which is the common case, nothing is added up.
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

  /** Records up to this size are in the ring itself, larger ones in the side table. */
  public static final int MAX_INLINE_BYTES = RingStripe.CHUNK_BYTES / 2;

  /** Most distinct instrumentation scopes. */
  public static final int MAX_SCOPES = RingStripe.MAX_SCOPES;

  /** Most records that {@code maxRecords} may ask for. */
  public static final int MAX_RECORDS = (1 << 22) - RingStripe.SEGMENT_WORDS;

  private static final int MIN_STRIPE_RECORDS = 1024;
  private static final int MAX_STRIPE_RECORDS = (1 << 20) - RingStripe.SEGMENT_WORDS;
  private static final int SMALL_RECORD_BYTES = 128;
  private static final int LARGEST_RECORD_BYTES = (4 << 20) - (64 << 10);

  /** What an empty stripe may keep: two blocks of each kind. */
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

  /** Records that a stripe may hold without a look at the others; set by the consumer, and to 0. */
  private volatile int share;

  /**
   * Makes an empty ring; its memory is made when it is needed.
   *
   * @param maxBytes most bytes of records and of what leads to them: chunks of 16 KiB, 4 KiB for
   *     each 512 records, and outside of the ring the records that are larger than {@link
   *     #MAX_INLINE_BYTES}; at least 40 KiB a stripe
   * @param maxRecords most records, up to {@link #MAX_RECORDS}, or 0 if bytes are the bound
   * @param stripes number of stripes, a power of two
   * @param wakeBytes with so many bytes in use the consumer is woken
   * @param wakeUp wakes the consumer; called on producers' threads, must not block or throw
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

  /** Offers a record for which its stripe has no room within its share. */
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
      share = 0; // after the offer, so that either the consumer sees it or this store is the last
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
      sides.free(slot); // a record that is lost where the stack ends has no slot in its word
    } else if (budget.underPressure()) {
      wakeUp.run();
    }
    return result == RingStripe.LOST ? ACCEPTED : result;
  }

  /**
   * Consumer: a plan that collects from this ring.
   *
   * @param scopeBytes bytes that a scope adds to a request apart from its records, by its number
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
    share = fair; // before the look at the stripes, see offerElsewhere
    for (RingStripe stripe : stripes) {
      if (stripe.pendingRecords() > fair) {
        share = 0;
        return;
      }
    }
  }

  /** Consumer: drops the memory that was not needed since the last call. */
  public void trim() {
    shared.chunks().trim();
    shared.segments().trim();
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

  /** Bytes of memory that exist for records, whether in use at the moment or not. */
  public long allocatedBytes() {
    return shared.chunks().allocatedBytes() + shared.segments().allocatedBytes() + sides.bytes();
  }

  /** Bytes in use, in steps of a chunk. Any thread. */
  public long usedBytes() {
    return budget.inUse();
  }

  /** The most bytes that were ever in use. Any thread. */
  public long mostUsedBytes() {
    return budget.most();
  }

  /** Most bytes that may be in use. */
  public long maxBytes() {
    return budget.maxBytes();
  }

  /** Refuses every later record; those accepted before can still be collected. Any thread. */
  public void close() {
    for (RingStripe stripe : stripes) {
      stripe.close();
    }
  }
}
