// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stripes of a {@link ByteRing} with tables and pools for a number of blocks. */
final class RingGeneration {
  /*
   * A table must have room for all blocks that it may ever map, so tables for the whole budget of a
   * ring would be the largest part of an idle process. A ring begins with small ones. When they are
   * full and the budget is not, a larger generation follows the full one, which is closed. The
   * consumer drains the older generation first and then drops it. A trim puts a smaller generation
   * in place of one that the load does not need any more.
   *
   * Parties:      producers, the consumer and a closing thread.
   * Fields:       next             | any thread, once | CAS      | volatile
   *               ByteRing.stripes | any thread     | CAS      | volatile; may be late
   *               RingChain.rest   | consumer       | volatile | volatile
   * Following:    next is set once, from null to a generation or to END, which close() sets. So no
   *               generation follows after a close, and a closing thread that has set END finds
   *               all generations. A thread that finds a next generation may store its stripes in the
   *               ring and close the older ones: both steps can be repeated, by any thread.
   * Conservation: a producer that was late finds the stripes of the older generation open, and its
   *               record is drained from there, or closed, and then it looks for newer stripes. The
   *               consumer closes a stripe that has a successor before it compares what it has
   *               collected with the tail, which no claim changes any more.
   * Order:        on one stripe the consumer collects from the next generation when it has
   *               collected everything from this one. A producer that goes on to a newer generation
   *               first closes all older ones, in their order. So none of its later records is
   *               claimed in an older generation, even if the thread that set the newer one is
   *               preempted before it closes. A producer that is held up between claim and
   *               publication stops its stripe only, in both generations.
   * Budget:       both generations take from the same budget. A drained generation gives back what
   *               its tables still hold; see BlockPool.retire.
   * Wake-up:      the marks of the consumer are in the older stripes. So each thread wakes it after
   *               next is set and before ByteRing.stripes changes. A consumer that is about to sleep
   *               stores parked and then loads next; all of these are sequentially consistent. So
   *               no record is claimed in a generation that has no marks and that a sleeping
   *               consumer does not know of.
   * Checked by:   RingGenerationTest, ByteRingTest, RingFireTest; RingGenerationStress, whose twin
   *               does not close the stripe; the model ring-generation.
   */
  static final RingGeneration END = new RingGeneration();

  final RingStripe.Shared shared;
  final RingStripe[] stripes;

  /** Number of chunks that the tables have room for. */
  final int chunks;

  private final int chunkSegments;

  private final AtomicReference<@Nullable RingGeneration> next = new AtomicReference<>();

  @SuppressWarnings("NullAway") // END is only compared
  private RingGeneration() {
    chunks = 0;
    chunkSegments = 1;
    shared = null;
    stripes = new RingStripe[0];
  }

  /** Not a lambda, which takes longer to link at the start; so is the other. */
  private record ChunkMaker(int bytes) implements Supplier<byte[]> {
    @Override
    public byte[] get() {
      return new byte[bytes];
    }
  }

  private static final class SegmentMaker implements Supplier<long[]> {
    @Override
    public long[] get() {
      return new long[RingStripe.SEGMENT_WORDS];
    }
  }

  /**
   * Creates an empty generation.
   *
   * @param stripeRecords maximum number of records of a stripe
   */
  RingGeneration(ByteBudget budget, int chunks, RingLimits limits, int stripeRecords) {
    this.chunks = chunks;
    chunkSegments = limits.chunkSegments();
    int chunkBytes = limits.chunkBytes();
    shared =
        new RingStripe.Shared(
            new BlockPool<>(new byte[chunks + 1][], new ChunkMaker(chunkBytes), chunkBytes, budget),
            limits.chunkBits,
            new BlockPool<>(
                new long[chunks * chunkSegments + 2 * limits.stripes + 1][],
                new SegmentMaker(),
                RingStripe.SEGMENT_BYTES,
                budget),
            limits.keepBack);
    stripes = new RingStripe[limits.stripes];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new RingStripe(shared, stripeRecords);
    }
  }

  /** Sets the generation that follows, or {@link #END}; false if there is one. Any thread. */
  boolean follow(RingGeneration fresh) {
    return next.compareAndSet(null, fresh);
  }

  /** The generation that follows, or null. Any thread. */
  @Nullable RingGeneration next() {
    RingGeneration after = next.get();
    return after == END ? null : after;
  }

  /** The last of this generation and those that follow. Any thread. */
  RingGeneration last() {
    RingGeneration last = this;
    for (RingGeneration after = next(); after != null; after = last.next()) {
      last = after;
    }
    return last;
  }

  /** Rejects later records. Any thread. */
  void close() {
    for (RingStripe stripe : stripes) {
      stripe.close();
    }
  }

  long pendingRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.pendingRecords();
    }
    return sum;
  }

  long releasedRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.releasedRecords();
    }
    return sum;
  }

  long acceptedRecords() {
    long sum = 0;
    for (RingStripe stripe : stripes) {
      sum += stripe.acceptedRecords();
    }
    return sum;
  }

  boolean isCrowded() {
    for (RingStripe stripe : stripes) {
      if (stripe.crowded()) {
        return true;
      }
    }
    return false;
  }

  /** Consumer: whether a following generation has taken over and all records are released. */
  boolean isDrained() {
    for (RingStripe stripe : stripes) {
      if (!stripe.closed() || stripe.pendingRecords() > 0) {
        return false;
      }
    }
    return next() != null;
  }

  /** Consumer: gives back the blocks that the tables hold; for a drained generation. */
  void retire() {
    shared.chunks().retire();
    shared.segments().retire();
  }

  /**
   * Consumer: drops memory that was not needed since the last call.
   *
   * @return the largest number of chunks in use at once since the last call, or as many as the
   *     control words would need if these needed more
   */
  int trim() {
    int segments = shared.segments().trim();
    return Math.max(shared.chunks().trim(), segments / chunkSegments);
  }

  long allocatedBytes() {
    return shared.chunks().allocatedBytes() + shared.segments().allocatedBytes();
  }
}
