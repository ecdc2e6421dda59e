// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.ringlet.internal.slots.SlotStacks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The shipped ring under fire, and twins of it with one access weakened, which are seen to fail.
 */
final class ByteRingStress {
  private static final int BYTES = 200;
  private static final byte[] ONE = filled((byte) 1);
  private static final byte[] TWO = filled((byte) 2);

  private ByteRingStress() {}

  private static byte[] filled(byte value) {
    byte[] record = new byte[BYTES];
    Arrays.fill(record, value);
    return record;
  }

  /** A stripe whose producers claim by a store, so that two of them may claim the same place. */
  private static final class ClaimsByStore extends RingStripe {
    ClaimsByStore(Shared shared, int maxRecords) {
      super(shared, maxRecords);
    }

    @Override
    boolean tailCas(long expected, long update) {
      hot[TAIL] = update;
      return true;
    }
  }

  /** A stripe whose producers publish the word before they copy the bytes. */
  private static final class PublishesFirst extends RingStripe {
    PublishesFirst(Shared shared, int maxRecords) {
      super(shared, maxRecords);
    }

    @Override
    void publish(
        byte[] src,
        int from,
        int length,
        byte[] chunk,
        int offset,
        long[] words,
        int at,
        long word) {
      wordRelease(words, at, word);
      System.arraycopy(src, from, chunk, offset, length);
    }
  }

  /** A small ring with its one consumer, which counts what it gets and what is torn. */
  private static final class Ring {
    private final AtomicLong wakeUps = new AtomicLong();
    private final ByteRing ring;
    private final RecordPlan plan;
    private final byte[] target = new byte[4 * BYTES];
    private int received;
    private int torn;

    Ring(int maxRecords) {
      ring = new ByteRing(64 << 10, maxRecords, 1, 1 << 30, wakeUps::incrementAndGet);
      plan = ring.newPlan(scope -> 0);
      begin();
    }

    /** The same around a stripe of another class. */
    Ring(int maxRecords, BiFunction<RingStripe.Shared, Integer, RingStripe> twin) {
      ring = new ByteRing(64 << 10, maxRecords, 1, 1 << 30, wakeUps::incrementAndGet);
      ring.stripes[0] = twin.apply(ring.newest().shared, maxRecords);
      plan = ring.newPlan(scope -> 0);
      begin();
    }

    private void begin() {
      // The first chunk is made here, where the harness measures how much memory a state takes.
      offer(ONE);
      drain();
      received = 0;
    }

    /** Leaves room for one record in the chunk, so that the next but one takes another. */
    void skipToEndOfChunk() {
      int left = (1 << RingLimits.SMALL_CHUNK_BITS) - BYTES;
      byte[] filler = new byte[ByteRing.MAX_INLINE_BYTES];
      while (left >= 2 * BYTES) {
        int length = Math.min(filler.length, left - BYTES);
        ring.offer(filler, 0, length, 0);
        left -= length;
        plan.begin(4, Integer.MAX_VALUE);
        ring.collect(plan);
        ring.release(plan);
      }
    }

    int offer(byte[] record) {
      return ring.offer(record, 0, BYTES, 0);
    }

    void drain() {
      plan.begin(4, 4 * BYTES);
      ring.collect(plan);
      for (int group = 0; group < plan.groups(); group++) {
        int end = plan.copy(group, target, 0);
        for (int at = 0; at < end; at += BYTES) {
          check(at);
        }
      }
      ring.release(plan);
    }

    private void check(int at) {
      received++;
      for (int i = 1; i < BYTES; i++) {
        if (target[at + i] != target[at] || target[at] == 0) {
          torn++;
          return;
        }
      }
    }
  }

  /** Two producers and a consumer between them. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both records, once and whole")
  @Outcome(expect = FORBIDDEN, desc = "a record lost, doubled or torn")
  @State
  public static class ProducersAndConsumer {
    private final Ring ring = new Ring(4);

    @Actor
    public void one() {
      ring.offer(ONE);
    }

    @Actor
    public void two() {
      ring.offer(TWO);
    }

    @Actor
    public void consumer() {
      ring.drain();
    }

    @Arbiter
    public void rest(II_Result result) {
      ring.drain();
      result.r1 = ring.received;
      result.r2 = ring.torn;
    }
  }

  /** Two producers and room for one. */
  @JCStressTest
  @Outcome(id = "0, 2, 1", expect = ACCEPTABLE, desc = "the first got the place")
  @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "the second got it")
  @Outcome(expect = FORBIDDEN, desc = "both or neither, or a wrong answer")
  @State
  public static class RoomForOne {
    private final Ring ring = new Ring(1);

    @Actor
    public void one(III_Result result) {
      result.r1 = ring.offer(ONE);
    }

    @Actor
    public void two(III_Result result) {
      result.r2 = ring.offer(TWO);
    }

    @Arbiter
    public void rest(III_Result result) {
      ring.drain();
      result.r3 = ring.received;
    }
  }

  /** A producer while the ring is closed. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "accepted, and drained after the close")
  @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "refused")
  @Outcome(expect = FORBIDDEN, desc = "accepted and lost, or refused and kept")
  @State
  public static class OfferAndClose {
    private final Ring ring = new Ring(4);

    @Actor
    public void offer(II_Result result) {
      result.r1 = ring.offer(ONE);
    }

    @Actor
    public void close() {
      ring.ring.close();
    }

    @Arbiter
    public void rest(II_Result result) {
      ring.drain();
      result.r2 = ring.received;
    }
  }

  /** A consumer that gives memory back while producers take it. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both records, once and whole")
  @Outcome(expect = FORBIDDEN, desc = "a record lost, doubled or torn")
  @State
  public static class ProducersAndTrim {
    private final Ring ring = new Ring(4);

    public ProducersAndTrim() {
      ring.skipToEndOfChunk();
    }

    @Actor
    public void one() {
      ring.offer(ONE);
    }

    @Actor
    public void two() {
      ring.offer(TWO);
    }

    @Actor
    public void consumer() {
      ring.drain();
      ring.ring.trim();
      ring.ring.trim();
    }

    @Arbiter
    public void rest(II_Result result) {
      ring.drain();
      result.r1 = ring.received;
      result.r2 = ring.torn;
    }
  }

  /** A consumer that goes to sleep while the record it waits for comes. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the consumer saw it and stays awake")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the producer saw the mark and wakes it")
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both saw it")
  @Outcome(id = "false, false", expect = FORBIDDEN, desc = "it sleeps with the record there")
  @State
  public static class WakeMark {
    private final Ring ring = new Ring(4);

    @Actor
    public void consumer(ZZ_Result result) {
      boolean reached = ring.ring.armWakeUp(1);
      result.r1 = reached || ring.ring.pendingRecords() > 0;
    }

    @Actor
    public void producer() {
      ring.offer(ONE);
    }

    @Arbiter
    public void woken(ZZ_Result result) {
      result.r2 = ring.wakeUps.get() > 0;
    }
  }

  /** Free places of a table: no place is taken twice, and none is lost. */
  @JCStressTest
  @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "one each")
  @Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "one each")
  @Outcome(expect = FORBIDDEN, desc = "the same twice, or one lost")
  @State
  public static class Slots {
    private final SlotStacks stacks = new SlotStacks(2, 1);

    public Slots() {
      stacks.push(0, 0);
      stacks.push(0, 1);
    }

    @Actor
    public void one(III_Result result) {
      result.r1 = takeTwiceGiveOnce();
    }

    @Actor
    public void two(III_Result result) {
      result.r2 = takeTwiceGiveOnce();
    }

    /** Takes a slot, gives it back and takes one again: with two slots there is always one. */
    private int takeTwiceGiveOnce() {
      stacks.push(0, stacks.pop(0));
      return stacks.pop(0);
    }

    @Arbiter
    public void rest(III_Result result) {
      result.r3 = stacks.pop(0) < 0 ? 2 : -1;
    }
  }

  /** The twin that claims by a store: what two producers do to one place. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a record lost or torn")
  @State
  public static class ClaimWeakened {
    private final Ring ring = new Ring(4, ClaimsByStore::new);

    @Actor
    public void one() {
      ring.offer(ONE);
    }

    @Actor
    public void two() {
      ring.offer(TWO);
    }

    @Arbiter
    public void rest(II_Result result) {
      ring.drain();
      result.r1 = ring.received;
      result.r2 = ring.torn;
    }
  }

  /** The twin that publishes before the copy: what a consumer in between reads. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "nothing yet, or all of it")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "a torn record")
  @State
  public static class PublishWeakened {
    private final Ring ring = new Ring(4, PublishesFirst::new);

    @Actor
    public void producer() {
      ring.offer(TWO);
    }

    @Actor
    public void consumer(I_Result result) {
      ring.drain();
      result.r1 = ring.torn;
    }
  }
}
