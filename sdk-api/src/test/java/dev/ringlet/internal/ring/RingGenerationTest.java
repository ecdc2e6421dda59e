// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of one thread's records while another thread puts a generation in place. */
class RingGenerationTest {
  private static final int BLOCKS = RingStripe.CHUNK_BYTES + RingStripe.SEGMENT_BYTES;
  private static final int LONG = 6_000;
  private static final int SHORT = 100;

  private final ByteRing ring = new ByteRing(400L * BLOCKS, 0, 1, Long.MAX_VALUE, () -> {}, 2);
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
    RingGeneration fresh = new RingGeneration(budget, chunks, 1, 1024, 0);
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
}
