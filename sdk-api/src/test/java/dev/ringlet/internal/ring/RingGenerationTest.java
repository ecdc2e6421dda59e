// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds while a thread has put a generation in place and has not gone on. */
class RingGenerationTest {
  private static final int BLOCKS = (1 << RingLimits.SMALL_CHUNK_BITS) + RingStripe.SEGMENT_BYTES;
  private static final int LONG = 6_000;
  private static final int SHORT = 100;

  private final AtomicInteger wakes = new AtomicInteger();
  private final ByteRing ring =
      new ByteRing(
          new RingLimits(400L * BLOCKS, 0, 1, RingLimits.SMALL_CHUNK_BITS, 2),
          Long.MAX_VALUE,
          wakes::incrementAndGet);
  private final byte[] src = new byte[LONG];
  private int sequence;

  private int offer(int length) {
    TestRecords.write(src, 0, sequence++, length);
    return ring.offer(src, 0, length, 0);
  }

  /** Fills both chunks of the first generation but for a rest that a short record fits into. */
  private void fill() {
    for (int i = 0; i < 4; i++) {
      assertThat(offer(LONG)).isEqualTo(ByteRing.ACCEPTED);
    }
    assertThat(ring.newest().next()).isNull();
  }

  /** What a thread does that is preempted right after it has set the next generation. */
  private RingGeneration followAndStop(RingGeneration last, int chunks) {
    ByteBudget budget = new ByteBudget((long) chunks * BLOCKS, Long.MAX_VALUE, () -> {});
    RingLimits limits =
        new RingLimits((long) chunks * BLOCKS, 0, 1, RingLimits.SMALL_CHUNK_BITS, 0);
    RingGeneration fresh = limits.generation(budget, chunks);
    assertThat(last.follow(fresh)).isTrue();
    return fresh;
  }

  private List<Integer> drain() {
    RecordPlan plan = ring.newPlan(scope -> 0);
    plan.begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    ring.collect(plan);
    List<Integer> sequences = TestRecords.read(plan, 0);
    ring.release(plan);
    return sequences;
  }

  @Test
  void aRecordThatFitsIntoTheOldGenerationDoesNotOvertakeOneInTheNewGeneration() {
    fill();
    followAndStop(ring.newest(), 16);
    assertThat(offer(LONG)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(offer(SHORT)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(drain()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void noRecordOvertakesAnotherWhenTwoGenerationsFollowAtOnce() {
    fill();
    RingStripe[] oldest = ring.stripes;
    followAndStop(followAndStop(ring.newest(), 16), 32);
    assertThat(offer(LONG)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(ring.stripes).isSameAs(ring.newest().stripes).isNotSameAs(oldest);
    assertThat(offer(SHORT)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(drain()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void theConsumerIsWokenBeforeARecordIsInAGenerationWithoutMarks() {
    fill();
    assertThat(ring.armWakeUp(100)).isFalse();
    followAndStop(ring.newest(), 16);
    assertThat(wakes).hasValue(0);
    assertThat(offer(LONG)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(wakes).hasValue(1);
    assertThat(ring.armWakeUp(6)).isFalse();
    assertThat(offer(SHORT)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(wakes).as("by the mark in the new stripe").hasValue(2);
  }

  @Test
  void withoutMemoryForItsTablesNoGenerationFollows() {
    fill();
    assertThat(ring.replace(ring.newest(), Integer.MAX_VALUE - 1)).isNull();
    assertThat(ring.newest().next()).isNull();
    assertThat(offer(SHORT)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(offer(LONG)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(drain()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aGenerationIsForgottenOnce() {
    fill();
    RingGeneration first = ring.newest();
    assertThat(offer(LONG)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(drain()).hasSize(5);
    assertThat(ring.usedBytes()).isEqualTo(BLOCKS);
    first.retire();
    assertThat(ring.usedBytes()).isEqualTo(BLOCKS);
  }
}
