// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One stripe of a {@link ByteRing}: many producers, one consumer. Internal to Ringlet: may change
 * or vanish in any release.
 */
class RingStripe {
  /*
   * A queue of byte records. Positions count bytes and only grow; a position's upper bits number a
   * virtual chunk, and a table maps virtual chunks to real ones, so that memory is taken as load
   * grows and reused while it is warm. A record never spans two chunks; what is left at the end of a
   * chunk is skipped. Each record has one control word, in a ring of words indexed by its number.
   *
   *   tail      63       62..40               39..0
   *             closed   number of next       position of next byte
   *   control   63       62     61..44   43..29               28..0
   *             lap      side   scope    length or side slot  position, lower bits
   *   table     63..32                 31..0
   *             virtual chunk          real chunk + 1, or 0 while none is assigned
   *
   * Parties:      any number of producers (offer), one consumer at a time (everything named
   *               "consumer" below; BatchWorker and close pass that role on under a lock).
   * Fields:       field          | written by       | store       | load
   *               tail           | producers, close | CAS, RMW    | acquire; volatile by the consumer
   *               control[n]     | its producer     | release     | acquire
   *               table[v]       | crossing producer| CAS         | acquire
   *                              | consumer retiring| release     | acquire
   *               head           | consumer         | release     | acquire; plain by the consumer
   *               wakeAt         | consumer         | volatile    | volatile
   *               data in chunks | its producer     | plain       | plain
   * Publication:  a producer claims number and bytes by one CAS of tail, copies, and stores the
   *               control word with release; the consumer's acquire load of that word receives the
   *               bytes. The word is new when its lap bit differs from that of the lap before, so
   *               the consumer clears nothing. A chunk's number is in the table before any claim in
   *               that chunk can succeed.
   * Reuse:        the consumer retires a chunk when it has released all records in it and has seen
   *               one beyond it. It stores "virtual chunk + table size, none" into the table, which is
   *               what a producer of that later lap expects; an older producer's CAS fails on it.
   *               A word is reused when head has passed it, which a producer checks before its CAS.
   *               head counts all records that were ever released; its lower bits are the number of
   *               the oldest record that is not.
   * Share:        a chunk is given only while the one maxChunks before it is retired, so a stripe that
   *               cannot be drained leaves two chunks to each of the others.
   * Wake-up:      the consumer stores wakeAt and then loads tail; a producer changes tail and then
   *               loads wakeAt. Both are sequentially consistent, so one of the two sees the other.
   *               A mark never lies beyond what makes the stripe crowded: it might not be reached.
   * Full, closed: no chunk or no word is free: FULL, nothing changed. Closed bit set: CLOSED; claims
   *               before it are all drained.
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
   *               chunk or a side slot, makes sure of the stack first.
   * Checked by:   RingStripeTest, ByteRingTest, RingFireTest; ByteRingStress and RingStressTwins.
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
  private static final int NUMBER_SHIFT = 40;
  private static final long POSITION_MASK = (1L << NUMBER_SHIFT) - 1;
  private static final int VIRTUAL_MASK = (1 << (NUMBER_SHIFT - CHUNK_BITS)) - 1;
  private static final long CLOSED_BIT = 1L << 63;

  private static final int LENGTH_SHIFT = 29;
  private static final int LENGTH_MASK = (1 << 15) - 1;
  private static final int LOW_MASK = (1 << LENGTH_SHIFT) - 1;
  private static final int SCOPE_SHIFT = 44;
  private static final int SCOPE_MASK = MAX_SCOPES - 1;
  private static final long SIDE_BIT = 1L << 62;

  /** A side slot that does not exist. */
  private static final long HOLE = SIDE_BIT | ((long) LENGTH_MASK << LENGTH_SHIFT);

  private static final int STACK_FRAMES = 64;
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Hot words stand this many longs apart, two cache lines. */
  private static final int TAIL = 16;

  private static final int HEAD = 32;
  private static final int WAKE_AT = 33;
  private final long[] hot = new long[48];

  private final ChunkPool pool;
  private final long[] table;
  private final int tableMask;
  private final long[] control;
  private final int controlMask;
  private final int lapShift;
  private final int maxRecords;
  private final int crowdedRecords;
  private final int maxChunks;

  // The consumer's own cursor: what it has looked at but not yet released.
  private int seenNumber;
  private int seenVirtual;
  private int releasedVirtual;

  RingStripe(ChunkPool pool, int maxChunks, int maxRecords) {
    this(pool, maxChunks, maxRecords, 0, 0);
  }

  /**
   * Makes an empty stripe that has come some way already, for tests of what happens far out.
   *
   * @param maxChunks how many of the pool's chunks it may hold, at least two
   * @param maxRecords how many records it may hold, 1 to 2^20
   * @param released records released so far
   * @param startVirtual number of the first virtual chunk
   */
  RingStripe(ChunkPool pool, int maxChunks, int maxRecords, long released, int startVirtual) {
    this.pool = pool;
    this.maxChunks = maxChunks;
    this.maxRecords = maxRecords;
    crowdedRecords = maxRecords - maxRecords / 8;
    int chunks = ceilingPowerOfTwo(pool.maxChunks());
    table = new long[chunks];
    tableMask = chunks - 1;
    for (int i = 0; i < chunks; i++) {
      int virtual = (startVirtual + i) & VIRTUAL_MASK;
      table[virtual & tableMask] = (long) virtual << 32;
    }
    int words = ceilingPowerOfTwo(maxRecords);
    control = new long[words];
    controlMask = words - 1;
    lapShift = Integer.numberOfTrailingZeros(words);
    seenNumber = (int) released & NUMBER_MASK;
    for (int i = 0; i < words; i++) {
      int number = (seenNumber + i) & NUMBER_MASK;
      control[number & controlMask] = (long) (number >>> lapShift) << 63;
    }
    seenVirtual = startVirtual & VIRTUAL_MASK;
    releasedVirtual = seenVirtual;
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
   * @return {@link #ACCEPTED}, {@link #ACCEPTED_WAKE}, {@link #FULL}, {@link #CLOSED} or {@link
   *     #LOST}
   */
  int offer(byte[] src, int from, int length, int scope, int side) {
    while (true) {
      long t = tailAcquire();
      if (t < 0) {
        return CLOSED;
      }
      int number = (int) (t >>> NUMBER_SHIFT);
      long position = t & POSITION_MASK;
      boolean room = ((number - (int) headAcquire()) & NUMBER_MASK) < maxRecords;
      if (side < 0) {
        int left = CHUNK_BYTES - ((int) position & CHUNK_MASK);
        if (length > left) {
          position = (position + left) & POSITION_MASK;
        }
        room =
            room && (((int) position & CHUNK_MASK) != 0 || assign((int) (position >>> CHUNK_BITS)));
      }
      if (!room) {
        // Only a tail that has not moved proves it; a stale one may look full against a newer head.
        if (tailAcquire() == t) {
          return FULL;
        }
        continue;
      }
      int after = (number + 1) & NUMBER_MASK;
      long end = (position + (side < 0 ? length : 0)) & POSITION_MASK;
      if (tailCas(t, ((long) after << NUMBER_SHIFT) | end)) {
        try {
          publish(src, from, length, scope, side, number, position);
        } catch (Throwable ended) {
          long lap = (long) (~(number >>> lapShift) & 1) << 63;
          control[number & controlMask] = lap | HOLE | (position & LOW_MASK);
          return LOST;
        }
        return (long) WORDS.getVolatile(hot, WAKE_AT) == after ? ACCEPTED_WAKE : ACCEPTED;
      }
    }
  }

  boolean tailCas(long expected, long update) {
    return WORDS.compareAndSet(hot, TAIL, expected, update);
  }

  /** Copies the bytes in and lets the consumer see them. */
  void publish(byte[] src, int from, int length, int scope, int side, int number, long position) {
    long word = ((long) scope << SCOPE_SHIFT) | (position & LOW_MASK);
    if (side < 0) {
      copy(src, from, length, position);
      word |= (long) length << LENGTH_SHIFT;
    } else {
      word |= SIDE_BIT | ((long) side << LENGTH_SHIFT);
    }
    controlRelease(number, word);
  }

  final void copy(byte[] src, int from, int length, long position) {
    int virtual = (int) (position >>> CHUNK_BITS);
    int chunk = (int) (long) WORDS.getAcquire(table, virtual & tableMask) - 1;
    System.arraycopy(src, from, pool.chunk(chunk), (int) position & CHUNK_MASK, length);
  }

  final void controlRelease(int number, long word) {
    long lap = (long) (~(number >>> lapShift) & 1) << 63;
    WORDS.setRelease(control, number & controlMask, lap | word);
  }

  /** Sees to it that a real chunk stands behind a virtual one; false if there is none to be had. */
  final boolean assign(int virtual) {
    int earlier = (virtual - maxChunks) & VIRTUAL_MASK;
    if ((int) ((long) WORDS.getAcquire(table, earlier & tableMask) >>> 32) == earlier) {
      return false; // not retired yet, so the stripe has its share
    }
    int place = virtual & tableMask;
    long free = (long) virtual << 32;
    while (true) {
      long entry = (long) WORDS.getAcquire(table, place);
      if (entry != free) {
        // Assigned already; or not retired yet; or of a later lap because the tail has moved on.
        return (int) (entry >>> 32) == virtual;
      }
      if (pool.isExhausted()) {
        return false; // before the stack is tried, which costs more than all else that a drop does
      }
      ensureStack();
      int chunk = pool.take();
      if (chunk < 0) {
        return false;
      }
      if (WORDS.compareAndSet(table, place, free, free | (chunk + 1))) {
        return true;
      }
      pool.giveBack(chunk);
    }
  }

  /** Throws a StackOverflowError now rather than in the middle of something. */
  static void ensureStack() {
    ensureStack(STACK_FRAMES);
  }

  private static int ensureStack(int frames) {
    return frames > 0 ? ensureStack(frames - 1) + 1 : 0;
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
      long word = (long) WORDS.getAcquire(control, seenNumber & controlMask);
      int lap = (int) (word >>> 63);
      if (lap == ((seenNumber >>> lapShift) & 1)) {
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
        int chunk = (int) table[virtual & tableMask] - 1;
        taken = plan.add(scope, pool.chunk(chunk), low & CHUNK_MASK, length);
      }
      if (!taken) {
        return;
      }
      seenVirtual = virtual;
      seenNumber = (seenNumber + 1) & NUMBER_MASK;
    }
  }

  /** Consumer: gives up all records seen so far, whose bytes may be written over from now on. */
  void release() {
    while (releasedVirtual != seenVirtual) {
      int place = releasedVirtual & tableMask;
      int chunk = (int) table[place] - 1;
      int later = (releasedVirtual + tableMask + 1) & VIRTUAL_MASK;
      WORDS.setRelease(table, place, (long) later << 32);
      if (chunk >= 0) {
        pool.giveBack(chunk);
      }
      releasedVirtual = (releasedVirtual + 1) & VIRTUAL_MASK;
    }
    long before = hot[HEAD];
    WORDS.setRelease(hot, HEAD, before + ((seenNumber - (int) before) & NUMBER_MASK));
  }
}
