// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One stripe of a {@link ByteRing}: many producers, one consumer. */
class RingStripe {
  /*
   * A queue of byte records. A position counts bytes and only grows. Its upper bits are the number
   * of a virtual chunk, and a table maps virtual chunks to real ones: memory is taken as load grows
   * and is reused while it is in the cache. A record never spans two chunks; the rest at the end of
   * a chunk is skipped. Each record has one control word, which its number locates in the same way:
   * the upper bits are the number of a virtual segment of words, and a second table maps segments.
   *
   *   tail      63       62..40               39..0
   *             closed   number of next       position of next byte
   *   control   63          62     61..44   43..29               28..0
   *             published   side   scope    length or side slot  position, lower bits
   *   table     63..32                              31..0
   *             virtual chunk or segment            real one + 1, or 0 if none is assigned
   *
   * Parties:      any number of producers (offer); one consumer at a time (all methods marked
   *               "Consumer"). The lock of RequestFiller passes the consumer's role between the
   *               worker and a closing thread.
   * Fields:       field          | written by       | store       | load
   *               tail           | producers, close | CAS, RMW    | acquire; the consumer volatile
   *               control[n]     | its producer     | release     | acquire
   *                              | the same, a hole | plain       |
   *                              | consumer retiring| plain, zero |
   *               tables[v]      | first producer   | CAS         | acquire
   *                              | consumer retiring| release     | plain by the same
   *               head           | consumer         | release     | acquire; plain by the consumer
   *               wakeAt         | consumer         | volatile    | volatile
   *                              | the same, disarm | release     |
   *               data in chunks | its producer     | plain       | plain
   * Publication:  a producer claims a number and bytes by one CAS of tail, copies the bytes, and
   *               stores the control word with release. The consumer's acquire load of that word
   *               receives the bytes. The word is zero until then. The producer looks up chunk and
   *               segment, and assigns them if necessary, before its claim.
   * Reuse:        the consumer retires a chunk when it has released all records in it and has read
   *               a record beyond it. It retires a segment when it has released all its numbers,
   *               and first sets the words to zero. The entry becomes "virtual one + table size,
   *               none", which is what a producer of that later lap expects. An older producer
   *               finds another number there, or its CAS fails. The consumer never retires a block
   *               that the tail has not passed, so a block looked up before a successful claim is
   *               valid. head counts all records ever released; its lower bits are the number of
   *               the oldest record not yet released. A producer claims only while fewer records
   *               than its limit lie between head and tail. The table of segments has one entry
   *               more than maxRecords needs, and the table of chunks one for each chunk of the
   *               generation. If a limit allows more than maxRecords, the entry that a producer
   *               needs is still that of an earlier lap, and the answer is FULL.
   * Growth:       all stripes share two pools of blocks and one budget of bytes; no memory is
   *               allocated before it is needed. A stripe with two blocks of a kind takes another
   *               only if two of each kind remain for every other stripe, so a stripe that cannot
   *               be drained does not starve the others.
   * Shrinking:    a retired block returns to its pool. At each trim the consumer drops the blocks
   *               that were not needed since the previous trim. Only blocks in no table are
   *               dropped, so neither a producer nor a table refers to a dropped block. An empty
   *               stripe keeps the chunk and the segment of its tail, and later ones that a
   *               producer assigned before its claim failed.
   * Wake-up:      the consumer stores wakeAt and then loads tail; a producer changes tail and then
   *               loads wakeAt. All four are sequentially consistent, so at least one of the two
   *               observes the other's store. A mark never lies beyond the crowded level, because
   *               the stripe might fill up before it reaches such a mark.
   * Full, closed: no block available, or limit reached: FULL, nothing changed. Closed bit set:
   *               CLOSED; the consumer drains all earlier claims.
   * Accepted races: a producer that is preempted between claim and publication stops the consumer
   *               at that record, on this stripe only; the memory is not reused meanwhile. The code
   *               in between does not allocate, block or call foreign code. A producer that is
   *               preempted while exactly 2^40 bytes and 2^23 records pass could claim twice; at a
   *               gigabyte a second that takes 18 minutes between two instructions, and both
   *               counters must agree. A producer that reaches a mark may be preempted before it
   *               loads wakeAt: the consumer then wakes by its timer or when more memory is taken.
   * Full stack:   a thread at the end of its stack may claim and then have no stack for the call
   *               that publishes. It then stores a hole word. That is a plain store without a call;
   *               it needs no order, because a hole has no bytes. The consumer counts the record as
   *               lost. Without the hole the stripe would stop permanently. The rarer steps, taking
   *               a block or a side slot, check the stack before they begin.
   * Checked by:   RingStripeTest, ByteRingTest, RingFireTest; ByteRingStress, whose twins are this
   *               class with tailCas or publish weakened.
   */
  static final int ACCEPTED = 0;
  static final int ACCEPTED_WAKE = 1;
  static final int FULL = 2;
  static final int CLOSED = 3;

  /** The record was claimed, but the stack had no room for the call that publishes it. */
  static final int LOST = 5;

  static final int MAX_SCOPES = 1 << 18;

  static final int NUMBER_MASK = (1 << 23) - 1;
  static final int NUMBER_SHIFT = 40;
  private static final long POSITION_MASK = (1L << NUMBER_SHIFT) - 1;

  /** Logarithm of the number of control words in a segment. */
  private static final int SEGMENT_BITS = 9;

  static final int SEGMENT_WORDS = 1 << SEGMENT_BITS;
  static final int SEGMENT_BYTES = 8 * SEGMENT_WORDS;
  private static final int SEGMENT_MASK = SEGMENT_WORDS - 1;
  private static final int SEGMENT_VIRTUAL_MASK = NUMBER_MASK >>> SEGMENT_BITS;

  private static final long CLOSED_BIT = 1L << 63;

  private static final int LENGTH_SHIFT = 29;
  private static final int LENGTH_MASK = (1 << 15) - 1;
  private static final int LOW_MASK = (1 << LENGTH_SHIFT) - 1;
  private static final int SCOPE_SHIFT = 44;
  private static final int SCOPE_MASK = MAX_SCOPES - 1;
  private static final long SIDE_BIT = 1L << 62;
  private static final long PUBLISHED = 1L << 63;

  /** Control word of a lost record: it refers to a side slot that does not exist. */
  static final long HOLE = PUBLISHED | SIDE_BIT | ((long) LENGTH_MASK << LENGTH_SHIFT);

  /** Upper bound, exclusive, of side slot numbers. */
  static final int MAX_SIDE_SLOTS = LENGTH_MASK;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Index of the tail; hot words are this many longs (two cache lines) apart. */
  static final int TAIL = 16;

  private static final int HEAD = 32;
  private static final int WAKE_AT = 33;
  final long[] hot = new long[48];

  final BlockTable chunks;
  final BlockTable segments;
  private final byte[][] chunkBlocks;
  private final long[][] segmentBlocks;
  private final int chunkBits;
  private final int chunkMask;
  private final int virtualMask;
  final int maxRecords;
  private final int crowdedRecords;

  // Consumer only: the cursor behind the last collected record, and the first unreleased blocks.
  private int seenNumber;
  private int seenVirtual;
  private int releasedVirtual;
  private int releasedSegment;

  /**
   * What the stripes of a ring share.
   *
   * @param chunkBits logarithm of the number of bytes in a chunk
   * @param keepBack bytes that a stripe with two blocks of a kind leaves to the others
   */
  record Shared(
      BlockPool<byte[]> chunks, int chunkBits, BlockPool<long[]> segments, long keepBack) {}

  RingStripe(Shared shared, int maxRecords) {
    this(shared, maxRecords, 0, 0);
  }

  /**
   * Creates an empty stripe whose counters have advanced, for tests of counter overflow.
   *
   * @param maxRecords upper bound of the limit of any offer, 1 to 2^22
   * @param released value of head: number of records released so far
   * @param startVirtual number of the first virtual chunk
   */
  RingStripe(Shared shared, int maxRecords, long released, int startVirtual) {
    this.maxRecords = maxRecords;
    crowdedRecords = maxRecords - maxRecords / 8;
    chunkBlocks = shared.chunks.blocks();
    segmentBlocks = shared.segments.blocks();
    chunkBits = shared.chunkBits;
    chunkMask = (1 << chunkBits) - 1;
    virtualMask = (1 << (NUMBER_SHIFT - chunkBits)) - 1;
    seenNumber = (int) released & NUMBER_MASK;
    seenVirtual = startVirtual & virtualMask;
    releasedVirtual = seenVirtual;
    releasedSegment = seenNumber >>> SEGMENT_BITS;
    int places = ceilingPowerOfTwo(Math.max(2, chunkBlocks.length - 1));
    chunks = new BlockTable(shared.chunks, places, virtualMask, seenVirtual, shared.keepBack);
    int words = ceilingPowerOfTwo((maxRecords + SEGMENT_WORDS - 1) / SEGMENT_WORDS + 1);
    segments =
        new BlockTable(
            shared.segments, words, SEGMENT_VIRTUAL_MASK, releasedSegment, shared.keepBack);
    hot[TAIL] = ((long) seenNumber << NUMBER_SHIFT) | ((long) seenVirtual << chunkBits);
    hot[HEAD] = released;
    hot[WAKE_AT] = -1;
  }

  static int ceilingPowerOfTwo(int value) {
    return value <= 1 ? 1 : Integer.highestOneBit(value - 1) << 1;
  }

  /**
   * Copies a record into the stripe.
   *
   * @param side slot of an oversize record in the side table, or -1 to copy the bytes
   * @param limit number of records allowed afterwards; beyond {@code maxRecords} the table of
   *     segments may be full before
   * @return {@link #ACCEPTED}, {@link #ACCEPTED_WAKE}, {@link #FULL}, {@link #CLOSED} or {@link
   *     #LOST}
   */
  int offer(byte[] src, int from, int length, int scope, int side, int limit) {
    while (true) {
      long t = tailAcquire();
      if (t < 0) {
        return CLOSED;
      }
      int number = (int) (t >>> NUMBER_SHIFT);
      long position = t & POSITION_MASK;
      int segment = -1;
      if (((number - (int) headAcquire()) & NUMBER_MASK) < limit) {
        segment = segments.numberOrAssign(number >>> SEGMENT_BITS);
      }
      int chunk = -1;
      if (side < 0 && segment >= 0) {
        int left = chunkMask + 1 - ((int) position & chunkMask);
        if (length > left) {
          position = (position + left) & POSITION_MASK;
        }
        chunk = chunks.numberOrAssign((int) (position >>> chunkBits));
      }
      if (segment < 0 || (side < 0 && chunk < 0)) {
        // Full only if the tail has not moved; a stale tail may look full against a newer head.
        if (tailAcquire() == t) {
          return FULL;
        }
        continue;
      }
      int after = (number + 1) & NUMBER_MASK;
      long end = (position + (side < 0 ? length : 0)) & POSITION_MASK;
      byte[] target = side < 0 ? chunkBlocks[chunk] : null;
      long[] words = segmentBlocks[segment];
      if (tailCas(t, ((long) after << NUMBER_SHIFT) | end)) {
        long word = PUBLISHED | ((long) scope << SCOPE_SHIFT) | (position & LOW_MASK);
        word |= side < 0 ? (long) length << LENGTH_SHIFT : SIDE_BIT | ((long) side << LENGTH_SHIFT);
        try {
          publish(
              src,
              from,
              length,
              target,
              (int) position & chunkMask,
              words,
              number & SEGMENT_MASK,
              word);
        } catch (Throwable ended) {
          words[number & SEGMENT_MASK] = HOLE | (position & LOW_MASK);
          return LOST;
        }
        return (long) WORDS.getVolatile(hot, WAKE_AT) == after ? ACCEPTED_WAKE : ACCEPTED;
      }
    }
  }

  boolean tailCas(long expected, long update) {
    return WORDS.compareAndSet(hot, TAIL, expected, update);
  }

  /**
   * Copies the bytes and publishes the control word.
   *
   * @param chunk destination of the bytes, or null for a record in the side table
   */
  void publish(
      byte[] src,
      int from,
      int length,
      byte @Nullable [] chunk,
      int offset,
      long[] words,
      int at,
      long word) {
    if (chunk != null) {
      System.arraycopy(src, from, chunk, offset, length);
    }
    wordRelease(words, at, word);
  }

  final void wordRelease(long[] words, int at, long word) {
    WORDS.setRelease(words, at, word);
  }

  /** Number of the next claim. */
  int tailNumber() {
    return numberOf(tailVolatile());
  }

  /** Consumer: number of claimed records before {@code tail} that are not released yet. */
  int waitingBefore(int tail) {
    return (tail - (int) hot[HEAD]) & NUMBER_MASK;
  }

  /**
   * Consumer: sets a wake mark, which a producer reaches when {@code records} more have been
   * claimed from number {@code tail} on, or when the stripe becomes crowded.
   *
   * @return whether the mark is already reached
   */
  boolean armWakeMark(int tail, int records) {
    int waiting = waitingBefore(tail);
    int more = Math.min(records, crowdedRecords - waiting);
    wakeAtVolatile((tail + more) & NUMBER_MASK);
    return pendingRecords() - waiting >= more;
  }

  void wakeAtVolatile(long mark) {
    WORDS.setVolatile(hot, WAKE_AT, mark);
  }

  /** Whether at least seven eighths of the record limit are in use. Any thread. */
  boolean crowded() {
    return pendingRecords() >= crowdedRecords;
  }

  /** Consumer: removes the wake mark. */
  void disarmWakeMark() {
    WORDS.setRelease(hot, WAKE_AT, -1L);
  }

  private static int numberOf(long tail) {
    return (int) (tail >>> NUMBER_SHIFT) & NUMBER_MASK;
  }

  /** Number of claimed records that are not released yet. Any thread. */
  int pendingRecords() {
    long head;
    int pending;
    do {
      head = headAcquire();
      pending = pendingAfter(head);
    } while (headAcquire() != head); // else what was released meanwhile counts as pending
    return pending;
  }

  /** Number of records claimed since the start. Any thread. */
  long acceptedRecords() {
    long head = headAcquire();
    return head + pendingAfter(head);
  }

  private int pendingAfter(long head) {
    return (numberOf(tailVolatile()) - (int) head) & NUMBER_MASK;
  }

  /** Rejects all later claims. Any thread. */
  void close() {
    if (!closed()) { // a full ring would write to its older tails at each offer
      WORDS.getAndBitwiseOr(hot, TAIL, CLOSED_BIT);
    }
  }

  /** Consumer: whether no producer claims any more and all claims are collected. */
  boolean isCollected() {
    long tail = tailVolatile();
    return tail < 0 && numberOf(tail) == seenNumber;
  }

  /** Whether the stripe rejects all claims. Any thread. */
  boolean closed() {
    return tailAcquire() < 0;
  }

  final long tailAcquire() {
    return (long) WORDS.getAcquire(hot, TAIL);
  }

  private long tailVolatile() {
    return (long) WORDS.getVolatile(hot, TAIL);
  }

  long headAcquire() {
    return (long) WORDS.getAcquire(hot, HEAD);
  }

  /** Number of records released since the start. Any thread. */
  long releasedRecords() {
    return headAcquire();
  }

  /**
   * Consumer: adds published records to {@code plan}, oldest first, from where the last call
   * stopped, until a record is not published yet or the plan is full.
   */
  void collect(RecordPlan plan) {
    while (true) {
      int segment = segments.number(seenNumber >>> SEGMENT_BITS);
      long word = segment < 0 ? 0 : wordAcquire(segmentBlocks[segment], seenNumber & SEGMENT_MASK);
      if (word == 0) {
        return;
      }
      int scope = (int) (word >>> SCOPE_SHIFT) & SCOPE_MASK;
      int length = (int) (word >>> LENGTH_SHIFT) & LENGTH_MASK;
      int low = (int) word & LOW_MASK;
      int lowVirtual = low >>> chunkBits;
      int virtual =
          (seenVirtual + ((lowVirtual - seenVirtual) & (LOW_MASK >>> chunkBits))) & virtualMask;
      boolean taken = true;
      if ((word & HOLE) == HOLE) {
        plan.addHole();
      } else if ((word & SIDE_BIT) != 0) {
        taken = plan.addSide(scope, length);
      } else {
        taken = plan.add(scope, chunkBlocks[chunks.number(virtual)], low & chunkMask, length);
      }
      if (!taken) {
        return;
      }
      seenVirtual = virtual;
      seenNumber = (seenNumber + 1) & NUMBER_MASK;
    }
  }

  private static long wordAcquire(long[] words, int at) {
    return (long) WORDS.getAcquire(words, at);
  }

  /** Consumer: releases all records collected so far; producers may overwrite their bytes. */
  void release() {
    for (; releasedVirtual != seenVirtual; releasedVirtual = (releasedVirtual + 1) & virtualMask) {
      chunks.retire(releasedVirtual);
    }
    int seenSegment = seenNumber >>> SEGMENT_BITS;
    while (releasedSegment != seenSegment) {
      Arrays.fill(segmentBlocks[segments.number(releasedSegment)], 0);
      segments.retire(releasedSegment);
      releasedSegment = (releasedSegment + 1) & SEGMENT_VIRTUAL_MASK;
    }
    long before = hot[HEAD];
    WORDS.setRelease(hot, HEAD, before + ((seenNumber - (int) before) & NUMBER_MASK));
  }
}
