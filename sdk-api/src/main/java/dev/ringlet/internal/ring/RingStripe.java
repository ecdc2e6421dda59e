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
   * A queue of byte records. Positions count bytes and only grow; a position's upper bits number a
   * virtual chunk, and a table maps virtual chunks to real ones, so that memory is taken as load
   * grows and reused while it is warm. A record never spans two chunks; what is left at the end of a
   * chunk is skipped. Each record has one control word, found by its number in the same way: the
   * upper bits of the number name a virtual segment of words, and a second table maps those.
   *
   *   tail      63       62..40               39..0
   *             closed   number of next       position of next byte
   *   control   63          62     61..44   43..29               28..0
   *             published   side   scope    length or side slot  position, lower bits
   *   table     63..32                              31..0
   *             virtual chunk or segment            real one + 1, or 0 while none is assigned
   *
   * Parties:      any number of producers (offer), one consumer at a time (everything named
   *               "consumer" below; BatchWorker and close pass that role on under a lock).
   * Fields:       field          | written by       | store       | load
   *               tail           | producers, close | CAS, RMW    | acquire; volatile by the consumer
   *               control[n]     | its producer     | release     | acquire
   *                              | consumer retiring| plain, zero |
   *               tables[v]      | first producer   | CAS         | acquire
   *                              | consumer retiring| release     | acquire
   *               head           | consumer         | release     | acquire; plain by the consumer
   *               wakeAt         | consumer         | volatile    | volatile
   *               data in chunks | its producer     | plain       | plain
   * Publication:  a producer claims number and bytes by one CAS of tail, copies, and stores the
   *               control word with release; the consumer's acquire load of that word receives the
   *               bytes. A word is zero until then. Chunk and segment are in the tables, and known
   *               to the producer, before the claim can succeed.
   * Reuse:        the consumer retires a chunk when it has released all records in it and has seen
   *               one beyond it, and a segment when it has released all its numbers; the words of a
   *               segment are set to zero first. It stores "virtual one + table size, none" into the
   *               table, which is what a producer of that later lap expects; an older producer finds
   *               another number there, or its CAS fails. What a producer has looked up before its
   *               claim is therefore right if the claim succeeds: nothing that the tail has not
   *               passed is ever retired.
   *               head counts all records that were ever released; its lower bits are the number of
   *               the oldest record that is not. A producer claims only while fewer than its limit
   *               lie between the two. A table of segments has room for one more than the limit
   *               needs, and one of chunks for all that the budget allows.
   * Growth:       blocks come from pools that all stripes share, within one budget of bytes, so a
   *               bound is only a number until load comes. A taker that is beyond its first two
   *               blocks leaves two of each kind to every other stripe, so a stripe that cannot be
   *               drained does not starve the others.
   * Shrinking:    a block that is retired goes back to its pool. The consumer drops from there what
   *               was not needed since it looked last; only blocks in no table are dropped, so
   *               neither a producer nor a table ever holds one that is gone. What a stripe keeps
   *               when it is empty is the chunk and the segment that its tail is in, and those behind
   *               them that a producer assigned and then lost its claim.
   * Wake-up:      the consumer stores wakeAt and then loads tail; a producer changes tail and then
   *               loads wakeAt. Both are sequentially consistent, so one of the two sees the other.
   *               A mark never lies beyond what makes the stripe crowded: it might not be reached.
   * Full, closed: no block to be had, or the limit reached: FULL, nothing changed. Closed bit set:
   *               CLOSED; claims before it are all drained.
   * Accepted races: a producer held up between claim and publication holds up the consumer at that
   *               record, on this stripe only, and its memory is not reused meanwhile. Nothing in
   *               between allocates, blocks or runs foreign code. A producer that sleeps while
   *               exactly 2^40 bytes and 2^23 records pass could claim twice; at a gigabyte a second
   *               that is 18 minutes inside two instructions, with both counters agreeing. The
   *               producer that reaches a mark may be held up before it looks: the consumer then
   *               wakes by its timer or by the next memory taken.
   * Ended stacks: a thread that is at the end of its stack may claim and then find no room for the
   *               call that publishes. It leaves a hole word instead, by a plain store that calls
   *               nothing and needs no order, for no bytes stand behind it; the consumer counts it as
   *               lost. Without it the stripe would stand still for ever. What is rarer, taking a
   *               block or a side slot, makes sure of the stack first.
   * Checked by:   RingStripeTest, ByteRingTest, RingFireTest; ByteRingStress, whose twins are this
   *               class with tailCas or publish weakened.
   */
  static final int ACCEPTED = 0;
  static final int ACCEPTED_WAKE = 1;
  static final int FULL = 2;
  static final int CLOSED = 3;

  /** Claimed, but there was no room on the stack to publish it. */
  static final int LOST = 5;

  static final int CHUNK_BITS = 14;
  static final int CHUNK_BYTES = 1 << CHUNK_BITS;
  static final int CHUNK_MASK = CHUNK_BYTES - 1;
  static final int MAX_SCOPES = 1 << 18;

  static final int NUMBER_MASK = (1 << 23) - 1;
  static final int NUMBER_SHIFT = 40;
  private static final long POSITION_MASK = (1L << NUMBER_SHIFT) - 1;
  private static final int VIRTUAL_MASK = (1 << (NUMBER_SHIFT - CHUNK_BITS)) - 1;

  /** Control words stand in segments of so many. */
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

  /** A side slot that does not exist. */
  static final long HOLE = PUBLISHED | SIDE_BIT | ((long) LENGTH_MASK << LENGTH_SHIFT);

  /** A slot number must be below this. */
  static final int MAX_SIDE_SLOTS = LENGTH_MASK;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Hot words stand this many longs apart, two cache lines. */
  static final int TAIL = 16;

  private static final int HEAD = 32;
  private static final int WAKE_AT = 33;
  final long[] hot = new long[48];

  final BlockTable chunks;
  final BlockTable segments;
  private final byte[][] chunkBlocks;
  private final long[][] segmentBlocks;
  final int maxRecords;
  private final int crowdedRecords;

  // The consumer's own cursor: what it has looked at but not yet released.
  private int seenNumber;
  private int seenVirtual;
  private int releasedVirtual;
  private int releasedSegment;

  /** What the stripes of one ring share: their memory, and how much of it one leaves to others. */
  record Shared(BlockPool<byte[]> chunks, BlockPool<long[]> segments, long keepBack) {}

  RingStripe(Shared shared, int maxRecords) {
    this(shared, maxRecords, 0, 0);
  }

  /**
   * Makes an empty stripe that has come some way already, for tests of what happens far out.
   *
   * @param maxRecords most records that any offer will allow, 1 to 2^20
   * @param released records released so far
   * @param startVirtual number of the first virtual chunk
   */
  RingStripe(Shared shared, int maxRecords, long released, int startVirtual) {
    this.maxRecords = maxRecords;
    crowdedRecords = maxRecords - maxRecords / 8;
    chunkBlocks = shared.chunks.blocks();
    segmentBlocks = shared.segments.blocks();
    seenNumber = (int) released & NUMBER_MASK;
    seenVirtual = startVirtual & VIRTUAL_MASK;
    releasedVirtual = seenVirtual;
    releasedSegment = seenNumber >>> SEGMENT_BITS;
    int places = ceilingPowerOfTwo(Math.max(2, chunkBlocks.length - 1));
    chunks = new BlockTable(shared.chunks, places, VIRTUAL_MASK, seenVirtual, shared.keepBack);
    int words = ceilingPowerOfTwo((maxRecords + SEGMENT_WORDS - 1) / SEGMENT_WORDS + 1);
    segments =
        new BlockTable(
            shared.segments, words, SEGMENT_VIRTUAL_MASK, releasedSegment, shared.keepBack);
    hot[TAIL] = ((long) seenNumber << NUMBER_SHIFT) | ((long) seenVirtual << CHUNK_BITS);
    hot[HEAD] = released;
    hot[WAKE_AT] = -1;
  }

  static int ceilingPowerOfTwo(int value) {
    return value <= 1 ? 1 : Integer.highestOneBit(value - 1) << 1;
  }

  /**
   * Copies a record in.
   *
   * @param side slot of an oversize record kept elsewhere, or -1 for the bytes given
   * @param limit how many records may be here afterwards, no more than the stripe was made for
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
        int left = CHUNK_BYTES - ((int) position & CHUNK_MASK);
        if (length > left) {
          position = (position + left) & POSITION_MASK;
        }
        chunk = chunks.numberOrAssign((int) (position >>> CHUNK_BITS));
      }
      if (segment < 0 || (side < 0 && chunk < 0)) {
        // Only a tail that has not moved proves it; a stale one may look full against a newer head.
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
              (int) position & CHUNK_MASK,
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
   * Copies the bytes in and lets the consumer see them.
   *
   * @param chunk where the bytes go, or null for a record that is kept elsewhere
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

  /** Number of the next record to be claimed. */
  int tailNumber() {
    return numberOf(tailVolatile());
  }

  /** Consumer: claimed records before number {@code tail} that are not released yet. */
  int waitingBefore(int tail) {
    return (tail - (int) hot[HEAD]) & NUMBER_MASK;
  }

  /**
   * Consumer: asks to be woken when {@code records} have been claimed from number {@code tail} on,
   * or as soon as the stripe is crowded.
   *
   * @return whether that has happened meanwhile
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

  /** Whether so many records are waiting that there is little room for more. Any thread. */
  boolean crowded() {
    return pendingRecords() >= crowdedRecords;
  }

  /** Consumer: asks not to be woken. */
  void disarmWakeMark() {
    WORDS.setRelease(hot, WAKE_AT, -1L);
  }

  private static int numberOf(long tail) {
    return (int) (tail >>> NUMBER_SHIFT) & NUMBER_MASK;
  }

  /** Claimed records that are not released yet. Any thread. */
  int pendingRecords() {
    return pendingAfter(headAcquire());
  }

  /** Records claimed since the start. Any thread. */
  long acceptedRecords() {
    long head = headAcquire();
    return head + pendingAfter(head);
  }

  private int pendingAfter(long head) {
    return (numberOf(tailVolatile()) - (int) head) & NUMBER_MASK;
  }

  /** Refuses every later claim. Any thread. */
  void close() {
    WORDS.getAndBitwiseOr(hot, TAIL, CLOSED_BIT);
  }

  /** Whether it refuses every claim. Any thread. */
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

  /** Records released since the start. Any thread. */
  long releasedRecords() {
    return headAcquire();
  }

  /**
   * Consumer: shows published records to {@code plan}, oldest first, from where it stopped last,
   * until one is not published yet or the plan takes no more.
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
      int lowVirtual = low >>> CHUNK_BITS;
      int virtual =
          (seenVirtual + ((lowVirtual - seenVirtual) & (LOW_MASK >>> CHUNK_BITS))) & VIRTUAL_MASK;
      boolean taken = true;
      if ((word & HOLE) == HOLE) {
        plan.addHole();
      } else if ((word & SIDE_BIT) != 0) {
        taken = plan.addSide(scope, length);
      } else {
        taken = plan.add(scope, chunkBlocks[chunks.number(virtual)], low & CHUNK_MASK, length);
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

  /** Consumer: gives up all records seen so far, whose bytes may be written over from now on. */
  void release() {
    for (; releasedVirtual != seenVirtual; releasedVirtual = (releasedVirtual + 1) & VIRTUAL_MASK) {
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
