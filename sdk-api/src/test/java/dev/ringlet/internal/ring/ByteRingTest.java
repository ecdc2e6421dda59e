// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(ints = {RingLimits.SMALL_CHUNK_BITS, RingLimits.LARGE_CHUNK_BITS})
class ByteRingTest {
  private static final int SEGMENT = RingStripe.SEGMENT_BYTES;

  private final byte[] src = new byte[1 << 20];
  private final AtomicInteger wakes = new AtomicInteger();
  private final int chunkBits;
  private final int chunk;
  private final int firstChunks;

  ByteRingTest(int chunkBits) {
    this.chunkBits = chunkBits;
    chunk = 1 << chunkBits;
    firstChunks = (2 << 20) / chunk;
  }

  private ByteRing ring(int chunks, int maxRecords, int stripes, long wakeBytes) {
    long bytes = (long) chunks * (chunk + SEGMENT);
    RingLimits limits = new RingLimits(bytes, maxRecords, stripes, chunkBits, 0);
    return new ByteRing(limits, wakeBytes, wakes::incrementAndGet);
  }

  /** A ring whose first tables have room for so many chunks. */
  private ByteRing ringWithFirst(int firstChunks, int stripes) {
    RingLimits limits = new RingLimits(640L * chunk, 0, stripes, chunkBits, firstChunks);
    return new ByteRing(limits, Long.MAX_VALUE, () -> {});
  }

  private long idleBytes() {
    return 2L * (chunk + SEGMENT);
  }

  private int offer(ByteRing ring, int sequence, int length) {
    TestRecords.write(src, 0, sequence, length);
    return ring.offer(src, 0, length, 0);
  }

  private static RecordPlan collect(ByteRing ring) {
    RecordPlan plan = ring.newPlan(scope -> 0);
    plan.begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    ring.collect(plan);
    return plan;
  }

  private static List<Integer> drain(ByteRing ring) {
    RecordPlan plan = collect(ring);
    List<Integer> sequences = plan.groups() == 0 ? List.of() : TestRecords.read(plan, 0);
    ring.release(plan);
    return sequences;
  }

  @Test
  void recordsOfAllSizesComeOutInOrder() {
    ByteRing ring = ring(8, 0, 1, 1 << 30);
    int[] lengths = {
      12, 13, ByteRing.MAX_INLINE_BYTES, ByteRing.MAX_INLINE_BYTES + 1, 40_000, 12, 8191, 64 << 10
    };
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] <= ring.maxRecordBytes()) {
        assertThat(offer(ring, i, lengths[i])).isEqualTo(ByteRing.ACCEPTED);
        expected.add(i);
      }
      if (i == 4) {
        assertThat(drain(ring)).containsExactlyElementsOf(expected);
        expected.clear();
      }
    }
    assertThat(drain(ring)).containsExactlyElementsOf(expected);
    assertThat(ring.pendingRecords()).isZero();
  }

  @Test
  void tooLargeIsSaidOnceAndForAll() {
    ByteRing ring = ring(8, 0, 1, 1 << 30);
    int half = ring.maxRecordBytes();
    assertThat(half).isEqualTo(4 * (chunk + SEGMENT));
    assertThat(offer(ring, 0, half + 1)).isEqualTo(ByteRing.TOO_LARGE);
    assertThat(offer(ring, 0, half)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(offer(ring, 1, half)).isEqualTo(ByteRing.FULL);
    assertThat(drain(ring)).containsExactly(0);
    assertThat(offer(ring, 2, 4 * chunk)).isEqualTo(ByteRing.ACCEPTED);
  }

  @Test
  void whatFitsInlineIsNeverTooLarge() {
    ByteRing ring = new ByteRing(new RingLimits(1, 0, 1, chunkBits, 0), 1, () -> {});
    assertThat(ring.maxBytes()).isEqualTo(2 * (chunk + SEGMENT));
    assertThat(ring.maxRecordBytes()).isGreaterThanOrEqualTo(ByteRing.MAX_INLINE_BYTES);
    assertThat(offer(ring, 0, ByteRing.MAX_INLINE_BYTES)).isEqualTo(ByteRing.ACCEPTED);
  }

  @Test
  void anOversizeRecordThatIsRefusedLeavesNothingBehind() {
    ByteRing ring = ring(8, 1, 1, 1 << 30);
    assertThat(offer(ring, 0, 100)).isEqualTo(ByteRing.ACCEPTED);
    for (int i = 0; i < 1000; i++) {
      assertThat(offer(ring, 1, 20_000)).isEqualTo(ByteRing.FULL);
    }
    drain(ring);
    assertThat(offer(ring, 1, 4 * chunk)).isEqualTo(ByteRing.ACCEPTED);
    ring.close();
    assertThat(offer(ring, 2, 20_000)).isEqualTo(ByteRing.CLOSED);
    assertThat(offer(ring, 2, 20)).isEqualTo(ByteRing.CLOSED);
    assertThat(drain(ring)).containsExactly(1);
  }

  @Test
  void aFullStripeTriesItsNeighbourOnce() {
    ByteRing ring = ring((1600 << 10) / chunk, 0, 4, 1 << 30);
    assertThat(ring.stripes()).isEqualTo(4);
    int share = ring.stripes[0].maxRecords;
    int accepted = 0;
    while (offer(ring, accepted, 12) == ByteRing.ACCEPTED) {
      accepted++;
    }
    assertThat(accepted).isEqualTo(2 * share);
    assertThat(ring.acceptedRecords()).isEqualTo(2L * share);
  }

  /** From any thread, whatever the stripes hold, and again after each release. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "3, 4", "16, 2", "16, 1", "100, 8", "2048, 2"})
  void aNumberOfRecordsIsKeptByAllStripesTogether(int records, int stripes) throws Exception {
    ByteRing ring = ring(400, records, stripes, 1 << 30);
    List<Thread> threads = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      int first = round % 2 == 0 ? records : records / 3;
      AtomicInteger accepted = new AtomicInteger();
      for (int part : new int[] {first, 2 * records, 2 * records}) {
        Thread one =
            new Thread(
                () -> {
                  for (int i = 0; i < part; i++) {
                    if (ring.offer(src, 0, 20, 0) == ByteRing.ACCEPTED) {
                      accepted.incrementAndGet();
                    }
                  }
                });
        threads.add(one);
        one.start();
        one.join();
      }
      assertThat(accepted).as("round %s", round).hasValue(records);
      assertThat(ring.pendingRecords()).isEqualTo(records);
      ring.release(collect(ring));
    }
  }

  @Test
  void memoryComesWithLoadAndGoesWhenItIsOver() {
    ByteRing ring = ring((16 << 20) / chunk, 0, 2, 1 << 30);
    assertThat(ring.allocatedBytes()).isZero();
    int accepted = 0;
    while (ring.usedBytes() < ring.maxBytes() / 2) {
      assertThat(offer(ring, accepted++, 1000)).isEqualTo(ByteRing.ACCEPTED);
    }
    assertThat(offer(ring, accepted++, 100_000)).isEqualTo(ByteRing.ACCEPTED);
    long most = ring.usedBytes();
    assertThat(ring.allocatedBytes()).isEqualTo(most);
    assertThat(drain(ring)).hasSize(accepted);
    ring.trim();
    long first = (long) firstChunks * (chunk + SEGMENT);
    assertThat(ring.allocatedBytes())
        .as("in use a moment ago, without the first generation")
        .isGreaterThan(most - first - 200_000);
    offer(ring, 0, 1000);
    drain(ring);
    ring.trim();
    assertThat(ring.allocatedBytes()).isLessThanOrEqualTo(2L * idleBytes());
    assertThat(ring.usedBytes()).isLessThanOrEqualTo(2L * idleBytes());
    assertThat(ring.mostUsedBytes()).isEqualTo(most);
    while (ring.usedBytes() < ring.maxBytes() / 2) {
      assertThat(offer(ring, accepted++, 1000)).isEqualTo(ByteRing.ACCEPTED);
    }
  }

  @Test
  void tablesGrowWithLoadAndShrinkAfterIt() {
    ByteRing ring = ring((128 << 20) / chunk, 0, 1, Long.MAX_VALUE);
    assertThat(ring.newest().chunks).isEqualTo(firstChunks);
    int accepted = 0;
    while (ring.usedBytes() < ring.maxBytes() / 2) {
      assertThat(offer(ring, accepted++, 8000)).isEqualTo(ByteRing.ACCEPTED);
    }
    assertThat(ring.newest().chunks).isGreaterThan(32 * firstChunks);
    assertThat(wakes.get()).as("the consumer sets marks on new stripes").isPositive();
    assertThat(ring.acceptedRecords()).isEqualTo(accepted);
    assertThat(drain(ring)).hasSize(accepted).isSorted();
    assertThat(ring.releasedRecords()).isEqualTo(accepted);
    ring.trim();
    assertThat(ring.newest().chunks).as("in use a moment ago").isGreaterThan(8 * firstChunks);
    ring.trim();
    assertThat(ring.newest().chunks).isEqualTo(firstChunks);
    assertThat(ring.usedBytes()).isZero();
    assertThat(offer(ring, accepted, 8000)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(drain(ring)).containsExactly(accepted);
    assertThat(ring.acceptedRecords()).isEqualTo(accepted + 1);
  }

  /** Their control words take more blocks than their bytes do. */
  @Test
  void tablesShrinkAfterALoadOfSmallRecords() {
    ByteRing ring = ring((16 << 20) / chunk, 0, 1, Long.MAX_VALUE);
    int accepted = 0;
    while (ring.newest().chunks == firstChunks) {
      assertThat(offer(ring, accepted++, 12)).isEqualTo(ByteRing.ACCEPTED);
    }
    drain(ring);
    while (ring.pendingRecords() < 15_000) {
      assertThat(offer(ring, accepted++, 12)).isEqualTo(ByteRing.ACCEPTED);
    }
    drain(ring);
    ring.trim();
    assertThat(ring.newest().chunks).isEqualTo(firstChunks);
  }

  @Test
  void aNumberOfRecordsIsKeptByAllGenerationsTogether() {
    ByteRing ring = ring((128 << 20) / chunk, 1000, 2, Long.MAX_VALUE);
    for (int round = 0; round < 3; round++) {
      int accepted = 0;
      while (offer(ring, accepted, 7000) == ByteRing.ACCEPTED) {
        accepted++;
      }
      assertThat(accepted).isEqualTo(1000);
      assertThat(drain(ring)).hasSize(1000);
      ring.trim();
      ring.trim();
      assertThat(ring.newest().chunks).isEqualTo(firstChunks);
    }
  }

  @Test
  void marksHoldForAllGenerations() {
    ByteRing ring = ringWithFirst(2, 1);
    long[] marks = new long[1];
    int accepted = 0;
    while (ring.newest().chunks < 100) {
      offer(ring, accepted++, 8000);
    }
    ring.markAccepted(marks);
    offer(ring, accepted, 8000);
    RecordPlan plan = ring.newPlan(scope -> 0);
    for (int released = 0; released < accepted; released++) {
      assertThat(ring.isReleased(marks)).as("after %s of %s", released, accepted).isFalse();
      plan.begin(1, Long.MAX_VALUE);
      ring.collect(plan);
      ring.release(plan);
    }
    assertThat(ring.isReleased(marks)).isTrue();
    assertThat(ring.pendingRecords()).isEqualTo(1);
  }

  @Test
  void aProducerThatStallsInAnOldGenerationStopsItsStripeOnly() {
    ByteRing ring = ringWithFirst(4, 2);
    StalledProducer stalled = new StalledProducer(ring, 0);
    ring.replace(ring.newest(), 32);
    for (int i = 0; i < 3; i++) {
      TestRecords.write(src, i, i, 100);
      ring.stripes[i % 2].offer(src, 0, 100, i, -1, 100);
    }
    RecordPlan plan = collect(ring);
    assertThat(plan.items()).as("that of the other stripe").isEqualTo(1);
    assertThat(TestRecords.read(plan, 0)).containsExactly(1);
    ring.release(plan);
    stalled.goOn();
    plan = collect(ring);
    assertThat(plan.items()).isEqualTo(2);
    assertThat(plan.holes()).isEqualTo(1);
    ring.release(plan);
    assertThat(ring.pendingRecords()).isZero();
  }

  @Test
  void noGenerationFollowsAClose() {
    ByteRing ring = ringWithFirst(2, 1);
    int accepted = 0;
    while (ring.usedBytes() < 2 * (chunk + SEGMENT) - SEGMENT) {
      assertThat(offer(ring, accepted++, 8000)).isEqualTo(ByteRing.ACCEPTED);
    }
    ring.close();
    assertThat(ring.replace(ring.newest(), 16)).isNull();
    for (int i = 0; i < 100; i++) {
      assertThat(offer(ring, accepted, 8000)).isEqualTo(ByteRing.CLOSED);
      assertThat(offer(ring, accepted, 20_000)).isEqualTo(ByteRing.CLOSED);
    }
    assertThat(drain(ring)).hasSize(accepted);
    ring.close();
  }

  @Test
  void largeRecordsAndSmallOnesShareOneBound() {
    ByteRing ring = ring(100, 0, 1, 1 << 30);
    int accepted = 0;
    while (offer(ring, accepted, accepted % 2 == 0 ? 15_000 : 500) == ByteRing.ACCEPTED) {
      accepted++;
    }
    assertThat(ring.usedBytes()).isBetween(ring.maxBytes() - chunk, ring.maxBytes());
    assertThat(accepted).isGreaterThan(200);
    assertThat(drain(ring)).hasSize(accepted);
    assertThat(ring.usedBytes()).isLessThanOrEqualTo(idleBytes());
  }

  @Test
  void whatOneStripeHoldsBackTheOthersGoOnWithout() {
    ByteRing ring = ring(8, 0, 2, 1 << 30);
    StallingStripe held = new StallingStripe(ring.newest().shared, 1024);
    ring.stripes[0] = held;
    held.stall();
    TestRecords.write(src, 0, 0, 1000);
    held.offer(src, 0, 1000, 0, -1, 1024);
    held.stallNoMore();
    int behind = 1;
    while (held.offer(src, 0, 1000, 0, -1, 1024) != RingStripe.FULL) {
      behind++;
    }
    for (int i = 0; i < 500; i++) {
      TestRecords.write(src, 1, i, 8000);
      assertThat(ring.stripes[1].offer(src, 0, 8000, 1, -1, 1024)).as("record %s", i).isZero();
      RecordPlan plan = collect(ring);
      assertThat(plan.groups()).isEqualTo(1);
      assertThat(TestRecords.read(plan, 0)).containsExactly(i);
      ring.release(plan);
    }
    assertThat(ring.pendingRecords()).isEqualTo(behind);
    held.resumeNewest();
    RecordPlan plan = collect(ring);
    assertThat(plan.items()).isEqualTo(behind);
    ring.release(plan);
    assertThat(ring.pendingRecords()).isZero();
  }

  @Test
  void aDrainedRingIsNotUnderPressure() {
    for (int stripes = 1; stripes <= 32; stripes *= 2) {
      int chunks = 4 * stripes;
      long bytes = (long) chunks * (chunk + SEGMENT);
      RingLimits limits = new RingLimits(bytes, 0, stripes, chunkBits, chunks);
      ByteRing ring = new ByteRing(limits, 1, wakes::incrementAndGet);
      for (int i = 0; i < 5_000; i++) {
        RingStripe stripe = ring.stripes[i % stripes];
        TestRecords.write(src, 0, i, 3000);
        stripe.offer(src, 0, 3000, 0, -1, 1024);
        if (i % 97 == 0) {
          // What a producer leaves behind that made room in time but came too late for it.
          for (RingStripe one : ring.stripes) {
            one.chunks.numberOrAssign(
                (int) (one.tailAcquire() + chunk - 1 >>> chunkBits) & (1 << 40 - chunkBits) - 1);
          }
        }
        if (ring.underPressure()) {
          assertThat(ring.pendingRecords()).isPositive();
          ring.release(collect(ring));
          assertThat(ring.underPressure()).as("after draining %s stripes", stripes).isFalse();
        }
      }
      assertThat(wakes.getAndSet(0)).isPositive();
    }
  }

  @Test
  void aCrowdedStripeIsPressure() {
    ByteRing ring = ring(64, 16, 2, 1 << 30);
    int accepted = 0;
    while (!ring.underPressure()) {
      assertThat(offer(ring, accepted++, 20)).isEqualTo(ByteRing.ACCEPTED);
    }
    assertThat(accepted).isEqualTo(14);
    drain(ring);
    assertThat(ring.underPressure()).isFalse();
  }

  @Test
  void theConsumerIsWokenByANumberOfRecords() {
    ByteRing ring = ring(64, 0, 1, 1 << 30);
    assertThat(ring.armWakeUp(3)).isFalse();
    offer(ring, 0, 20);
    offer(ring, 1, 20);
    assertThat(wakes).hasValue(0);
    offer(ring, 2, 20);
    assertThat(wakes).hasValue(1);
    offer(ring, 3, 20);
    assertThat(wakes).hasValue(1);
    assertThat(ring.armWakeUp(5)).isFalse();
    ring.disarmWakeUp();
    offer(ring, 4, 20);
    assertThat(wakes).hasValue(1);
    assertThat(drain(ring)).containsExactly(0, 1, 2, 3, 4);
  }

  /** A batch may be larger than a stripe; then the stripe tells in time that it fills up. */
  @Test
  void theConsumerIsWokenBeforeAStripeIsFull() {
    ByteRing ring = ring(64, 16, 2, 1 << 30);
    assertThat(ring.armWakeUp(10_000)).isFalse();
    int accepted = 0;
    for (boolean reached = false; !reached; reached = ring.armWakeUp(10_000)) {
      wakes.set(0);
      while (wakes.get() == 0) {
        assertThat(offer(ring, accepted++, 20)).isEqualTo(ByteRing.ACCEPTED);
      }
    }
    assertThat(accepted).isEqualTo(14);
    assertThat(ring.underPressure()).isTrue();
    assertThat(ring.armWakeUp(10_000)).as("still so").isTrue();
    drain(ring);
    assertThat(ring.armWakeUp(10_000)).isFalse();
  }

  /** Random steps on one stripe against a list that says what must come out. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void behavesLikeAList(long seed) {
    Random random = new Random(seed);
    int maxRecords = 1 + random.nextInt(100);
    ByteRing ring = ring(8, maxRecords, 1, 1 << 30);
    if (random.nextBoolean()) {
      ring.stripes[0] =
          new RingStripe(
              ring.newest().shared, maxRecords, (1L << 23) - 50, (1 << 40 - chunkBits) - 1 - 20);
    }
    List<List<Integer>> waiting = new ArrayList<>();
    int sequence = 0;
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(4) != 0) {
        int scope = random.nextInt(3);
        int length = 12 + random.nextInt(random.nextInt(10) == 0 ? 30_000 : 2000);
        TestRecords.write(src, scope, sequence, length);
        if (ring.offer(src, 0, length, scope) == ByteRing.ACCEPTED) {
          waiting.add(List.of(scope, sequence));
        }
        sequence++;
      } else {
        RecordPlan plan = ring.newPlan(scope -> 0);
        plan.begin(1 + random.nextInt(60), 1 + random.nextInt(100_000));
        ring.collect(plan);
        check(plan, waiting);
        ring.release(plan);
      }
      assertThat(ring.pendingRecords()).isEqualTo(waiting.size());
      assertThat(ring.usedBytes()).isBetween(0L, ring.maxBytes());
    }
    assertThat(ring.releasedRecords()).isGreaterThan(200);
  }

  private static void check(RecordPlan plan, List<List<Integer>> waiting) {
    assertThat(plan.items() > 0).isEqualTo(!waiting.isEmpty());
    Map<Integer, List<Integer>> expected = new HashMap<>();
    for (int i = 0; i < plan.items(); i++) {
      List<Integer> record = waiting.remove(0);
      expected.computeIfAbsent(record.get(0), s -> new ArrayList<>()).add(record.get(1));
    }
    assertThat(plan.groups()).isEqualTo(expected.size());
    for (int g = 0; g < plan.groups(); g++) {
      assertThat(TestRecords.read(plan, g)).isEqualTo(expected.get(plan.scopeOf(g)));
    }
  }
}
