// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a ring makes of its bounds, and when it wakes its consumer. */
class ByteRingLimitsTest {
  private static final int CHUNK = 1 << RingLimits.SMALL_CHUNK_BITS;
  private static final int SEGMENT = RingStripe.SEGMENT_BYTES;

  private final byte[] src = new byte[1 << 20];
  private final AtomicInteger wakes = new AtomicInteger();

  private ByteRing ring(long bytes, int maxRecords, int stripes, long wakeBytes) {
    return new ByteRing(bytes, maxRecords, stripes, wakeBytes, wakes::incrementAndGet);
  }

  /** A ring whose first tables have room for eight chunks. */
  private ByteRing ringWithFirst(int stripes) {
    RingLimits limits = new RingLimits(10 << 20, 0, stripes, RingLimits.SMALL_CHUNK_BITS, 8);
    return new ByteRing(limits, Long.MAX_VALUE, wakes::incrementAndGet);
  }

  private int offer(ByteRing ring, int stripe, int length) {
    return ring.stripes[stripe].offer(src, 0, length, stripe, -1, 1 << 20);
  }

  private static RecordPlan collect(ByteRing ring, int most) {
    RecordPlan plan = ring.newPlan(scope -> 0);
    plan.begin(most, Long.MAX_VALUE);
    ring.collect(plan);
    return plan;
  }

  private static void drain(ByteRing ring) {
    ring.release(collect(ring, Integer.MAX_VALUE));
  }

  /** Bytes, records, stripes, and the chunks that the first tables have room for. */
  @ParameterizedTest
  @CsvSource({
    "1048576,0,1,64",
    "1048576,5,2,9",
    "1048576,60,2,64",
    "1048576,59,2,63",
    "16777216,0,2,128",
    "16777216,1000,2,128",
    "1,0,4,10"
  })
  void tablesHaveRoomForNoMoreThanTheBoundsAllow(long bytes, int records, int stripes, int chunks) {
    assertThat(ring(bytes, records, stripes, 1).newest().chunks).isEqualTo(chunks);
  }

  /** Bytes of the ring, stripes, bytes at which the consumer is woken, and those of a chunk. */
  @ParameterizedTest
  @CsvSource({
    "67108864,1,1048576,65536",
    "67108864,4,1048576,65536",
    "67108864,8,1048576,32768",
    "67108864,16,1048576,16384",
    "67108864,4,622592,65536",
    "67108864,4,622591,32768",
    "67108864,4,327680,32768",
    "67108864,4,327679,16384",
    "4980736,4,1048576,65536",
    "4980735,4,1048576,32768",
    "65536,1,1048576,16384",
    "1,4,1,16384"
  })
  void chunksAreLargeWhereAnIdleRingKeepsLittle(
      long bytes, int stripes, long wakeBytes, int chunkBytes) {
    ByteRing ring = ring(bytes, 0, stripes, wakeBytes);
    offer(ring, 0, 8_000);
    assertThat(ring.allocatedBytes()).isEqualTo(chunkBytes + SEGMENT);
  }

  /** Bytes, stripes, and the largest record. */
  @ParameterizedTest
  @CsvSource({
    "163840,1,81920",
    "163840,2,61440",
    "40960,1,20480",
    "81920,2,20480",
    "67108864,1,4128768",
    "8257536,1,4128768",
    "8257534,1,4128767",
    "4194304,2,2076672"
  })
  void aRecordMayTakeHalfOfWhatOthersLeave(long bytes, int stripes, int most) {
    assertThat(ring(bytes, 0, stripes, 1).maxRecordBytes()).isEqualTo(most);
  }

  /** A stripe keeps two blocks of each kind when it is empty; one more than that is pressure. */
  @ParameterizedTest
  @CsvSource({"1,1,16384", "1,4,16384", "100000,1,16384", "200000,1,32768", "200000,4,16384"})
  void pressureBeginsAtALevelAboveAnIdleRing(long wakeBytes, int stripes, int chunk) {
    ByteRing ring = ring(10 << 20, 0, stripes, wakeBytes);
    long idle = 2L * stripes * (chunk + SEGMENT);
    long level = Math.max(idle + chunk, wakeBytes);
    while (!ring.underPressure()) {
      assertThat(ring.usedBytes()).isLessThan(level);
      assertThat(wakes).hasValue(0);
      assertThat(offer(ring, 0, 8_000)).isZero();
    }
    assertThat(ring.usedBytes()).isBetween(level, level + chunk + SEGMENT);
    assertThat(wakes).hasValueGreaterThan(0);
    long used = ring.usedBytes();
    ring.wakeFrom(used + 1);
    assertThat(ring.underPressure()).as("a higher level").isFalse();
    ring.wakeFrom(used);
    assertThat(ring.underPressure()).isTrue();
    drain(ring);
    assertThat(ring.underPressure()).isFalse();
    ring.wakeFrom(1);
    assertThat(ring.underPressure()).as("what an idle ring has is no pressure").isFalse();
  }

  @Test
  void aLargeRecordWakesTheConsumerWhenItIsThere() {
    ByteRing[] ring = new ByteRing[1];
    List<Long> pending = new ArrayList<>();
    ring[0] = new ByteRing(10 << 20, 0, 1, 100_000, () -> pending.add(ring[0].pendingRecords()));
    assertThat(ring[0].offer(src, 0, 50_000, 0)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(pending).isEmpty();
    assertThat(ring[0].offer(src, 0, 50_000, 0)).isEqualTo(ByteRing.ACCEPTED);
    assertThat(pending).last().isEqualTo(2L);
  }

  @Test
  void aStripeThatIsAlmostFullIsPressure() {
    ByteRing ring = ring(10 << 20, 0, 2, Long.MAX_VALUE);
    int crowded = ring.stripes[1].maxRecords - ring.stripes[1].maxRecords / 8;
    for (int i = 1; i < crowded; i++) {
      assertThat(offer(ring, 1, 1)).isZero();
    }
    assertThat(ring.underPressure()).isFalse();
    assertThat(offer(ring, 1, 1)).isZero();
    assertThat(ring.underPressure()).isTrue();
    ring.replace(ring.newest(), 640);
    assertThat(ring.underPressure()).as("of an older generation").isTrue();
    drain(ring);
    assertThat(ring.underPressure()).isFalse();
  }

  /** One stripe holds nearly all records after a release of a part of them. */
  @Test
  void aNumberOfRecordsIsKeptWhileAStripeHoldsMoreThanItsShare() throws Exception {
    ByteRing ring = ring(10 << 20, 16, 2, Long.MAX_VALUE);
    for (int i = 0; i < 16; i++) {
      assertThat(ring.offer(src, 0, 20, 0)).isEqualTo(ByteRing.ACCEPTED);
    }
    ring.release(collect(ring, 1));
    AtomicInteger accepted = new AtomicInteger();
    for (int t = 0; t < 4; t++) {
      Thread one =
          new Thread(
              () -> {
                for (int i = 0; i < 10; i++) {
                  if (ring.offer(src, 0, 20, 0) == ByteRing.ACCEPTED) {
                    accepted.incrementAndGet();
                  }
                }
              });
      one.start();
      one.join();
    }
    assertThat(accepted).hasValue(1);
    assertThat(ring.pendingRecords()).isEqualTo(16);
  }

  /** Runs a task once, the next time that the consumer or a producer counts the records. */
  private static final class CountedStripe extends RingStripe {
    private Runnable task = () -> {};

    CountedStripe(Shared memory, int maxRecords) {
      super(memory, maxRecords);
    }

    @Override
    int pendingRecords() {
      Runnable once = task;
      task = () -> {};
      once.run();
      return super.pendingRecords();
    }
  }

  /** Offers records on a thread whose own stripe of four has this number. */
  private void offerOnThreadOf(ByteRing ring, int stripe, int records) {
    Runnable offers =
        () -> {
          for (int i = 0; i < records; i++) {
            ring.offer(src, 0, 20, 0);
          }
        };
    Thread thread = new Thread(offers);
    while (thread.getId() % 4 != stripe) {
      thread = new Thread(offers);
    }
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNumberOfRecordsIsKeptWhileTheConsumerLooksWhetherSharesAreFair() {
    ByteRing ring = ring(10 << 20, 64, 4, Long.MAX_VALUE);
    CountedStripe stripe = new CountedStripe(ring.newest().shared, 64);
    ring.stripes[0] = stripe;
    offerOnThreadOf(ring, 0, 64);
    assertThat(stripe.pendingRecords()).isEqualTo(64);
    RecordPlan plan = collect(ring, 1);
    stripe.task = () -> offerOnThreadOf(ring, 1, 16);
    ring.release(plan);
    assertThat(ring.pendingRecords()).isEqualTo(64);
  }

  @Test
  void eachCollectionBeginsWithAnotherStripe() {
    ByteRing ring = ring(10 << 20, 0, 2, Long.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      offer(ring, 0, 20);
      offer(ring, 1, 20);
    }
    List<Integer> stripes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RecordPlan plan = collect(ring, 1);
      stripes.add(plan.scopeOf(0));
      ring.release(plan);
    }
    assertThat(stripes).containsExactly(0, 1, 0, 1);
  }

  @Test
  void marksCountWhatWaitsInAnOlderGeneration() {
    ByteRing ring = ringWithFirst(1);
    for (int i = 0; i < 5; i++) {
      offer(ring, 0, 20);
    }
    ring.replace(ring.newest(), 64);
    wakes.set(0);
    assertThat(ring.armWakeUp(5)).isTrue();
    assertThat(ring.armWakeUp(8)).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(wakes).hasValue(0);
      assertThat(ring.offer(src, 0, 20, 0)).isEqualTo(ByteRing.ACCEPTED);
    }
    assertThat(wakes).hasValue(1);
    assertThat(ring.armWakeUp(8)).isTrue();
    assertThat(ring.pendingRecords()).isEqualTo(8);
    drain(ring);
    assertThat(ring.armWakeUp(1)).isFalse();
    assertThat(ring.releasedRecords()).isEqualTo(8);
  }

  @Test
  void aDrainedGenerationIsForgottenWithItsMemory() {
    ByteRing ring = ringWithFirst(2);
    long[] marks = new long[2];
    offer(ring, 0, 8_000);
    offer(ring, 1, 8_000);
    offer(ring, 1, 8_000);
    assertThat(ring.allocatedBytes()).isEqualTo(2L * (CHUNK + SEGMENT));
    ring.replace(ring.newest(), 64);
    offer(ring, 1, 20);
    assertThat(ring.allocatedBytes()).isEqualTo(3L * (CHUNK + SEGMENT));
    ring.markAccepted(marks);
    assertThat(marks).containsExactly(1, 3);
    assertThat(ring.isReleased(marks)).isFalse();
    drain(ring);
    assertThat(ring.allocatedBytes()).isEqualTo(CHUNK + SEGMENT);
    assertThat(ring.usedBytes()).isEqualTo(CHUNK + SEGMENT);
    assertThat(ring.isReleased(marks)).isTrue();
    ring.markAccepted(marks);
    assertThat(marks).containsExactly(1, 3);
    assertThat(ring.acceptedRecords()).isEqualTo(4);
    assertThat(ring.releasedRecords()).isEqualTo(4);
    assertThat(ring.isReleased(new long[] {2, 3})).isFalse();
    assertThat(ring.isReleased(new long[] {1, 4})).isFalse();
  }
}
