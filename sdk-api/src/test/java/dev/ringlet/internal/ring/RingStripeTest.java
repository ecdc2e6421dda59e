// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static dev.ringlet.internal.ring.RingStripe.ACCEPTED;
import static dev.ringlet.internal.ring.RingStripe.ACCEPTED_WAKE;
import static dev.ringlet.internal.ring.RingStripe.CLOSED;
import static dev.ringlet.internal.ring.RingStripe.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingStripeTest {
  private static final int SMALL = RingLimits.SMALL_CHUNK_BITS;
  private static final int CHUNK_BYTES = 1 << SMALL;
  private static final int LAST_VIRTUAL = lastVirtual(SMALL);
  private static final int NUMBERS = 1 << 23;

  private final SideTable sides = TestMemory.sides(1 << 20);
  private final RingStripe.Shared memory = TestMemory.of(SMALL, 4);
  private final byte[] src = new byte[CHUNK_BYTES];

  private static int lastVirtual(int chunkBits) {
    return (1 << (RingStripe.NUMBER_SHIFT - chunkBits)) - 1;
  }

  private RingStripe stripe(int maxRecords) {
    return new RingStripe(memory, maxRecords);
  }

  private int offer(RingStripe stripe, int sequence, int length) {
    TestRecords.write(src, 0, sequence, Math.max(length, TestRecords.HEADER));
    return stripe.offer(src, 0, length, 0, -1, stripe.maxRecords);
  }

  private RecordPlan collect(RingStripe stripe) {
    RecordPlan plan = new RecordPlan(sides, scope -> 0);
    plan.begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    stripe.collect(plan);
    return plan;
  }

  private List<Integer> drain(RingStripe stripe) {
    RecordPlan plan = collect(stripe);
    List<Integer> sequences = plan.items() == 0 ? List.of() : TestRecords.read(plan, 0);
    plan.forget();
    stripe.release();
    return sequences;
  }

  private static boolean arm(RingStripe stripe, int records) {
    return stripe.armWakeMark(stripe.tailNumber(), records);
  }

  @Test
  void recordsOfNoBytesAreRecords() {
    RingStripe stripe = stripe(8);
    for (int i = 0; i < 20; i++) {
      assertThat(offer(stripe, 0, 0)).isEqualTo(ACCEPTED);
      assertThat(offer(stripe, 0, 0)).isEqualTo(ACCEPTED);
      RecordPlan plan = collect(stripe);
      assertThat(plan.items()).isEqualTo(2);
      assertThat(plan.bytes()).isZero();
      stripe.release();
    }
    assertThat(stripe.acceptedRecords()).isEqualTo(40);
  }

  /** Between the two loads of a count the consumer releases 50 records and 50 others come. */
  @Test
  void recordsReleasedDuringACountDoNotCount() {
    Runnable[] between = new Runnable[1];
    RingStripe stripe =
        new RingStripe(memory, 200) {
          @Override
          long headAcquire() {
            long head = super.headAcquire();
            Runnable once = between[0];
            between[0] = null;
            if (once != null) {
              once.run();
            }
            return head;
          }
        };
    Runnable offers =
        () -> {
          for (int i = 0; i < 50; i++) {
            assertThat(offer(stripe, i, 20)).isEqualTo(ACCEPTED);
          }
        };
    offers.run();
    between[0] =
        () -> {
          assertThat(drain(stripe)).hasSize(50);
          offers.run();
        };
    assertThat(stripe.pendingRecords()).isEqualTo(50);
    assertThat(between[0]).isNull();
  }

  @Test
  void recordsEndExactlyWhereTheirChunksEnd() {
    RingStripe stripe = stripe(64);
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(offer(stripe, 4 * round + i, CHUNK_BYTES / 4)).isEqualTo(ACCEPTED);
      }
      assertThat(drain(stripe)).containsExactly(range(4 * round, 4));
    }
  }

  @Test
  void aRecordMayFillAChunkAlone() {
    RingStripe stripe = stripe(64);
    for (int i = 0; i < 50; i++) {
      assertThat(offer(stripe, i, CHUNK_BYTES)).isEqualTo(ACCEPTED);
      assertThat(drain(stripe)).containsExactly(i);
    }
  }

  @Test
  void sideRecordsKeepTheirPlaceAtTheStartOfAChunk() {
    RingStripe stripe = stripe(64);
    byte[] large = new byte[3 * CHUNK_BYTES];
    int next = 0;
    for (int round = 0; round < 20; round++) {
      int first = next;
      offer(stripe, next++, CHUNK_BYTES);
      TestRecords.write(large, 0, next++, large.length);
      int slot = sides.put(large, 0, large.length);
      assertThat(stripe.offer(large, 0, large.length, 0, slot, stripe.maxRecords))
          .isEqualTo(ACCEPTED);
      if (round % 2 == 0) {
        assertThat(drain(stripe)).containsExactly(range(first, 2));
        first = next;
      }
      offer(stripe, next++, 100);
      assertThat(drain(stripe)).containsExactly(range(first, next - first));
    }
  }

  @Test
  void fullByRecordsChangesNothing() {
    RingStripe stripe = stripe(5);
    for (int i = 0; i < 5; i++) {
      assertThat(offer(stripe, i, 100)).isEqualTo(ACCEPTED);
    }
    long tail = stripe.tailAcquire();
    assertThat(offer(stripe, 5, 100)).isEqualTo(FULL);
    assertThat(stripe.tailAcquire()).isEqualTo(tail);
    assertThat(drain(stripe)).containsExactly(range(0, 5));
    assertThat(offer(stripe, 5, 100)).isEqualTo(ACCEPTED);
    assertThat(drain(stripe)).containsExactly(5);
  }

  @Test
  void fullByMemoryChangesNothingAndSmallerRecordsStillFit() {
    RingStripe stripe = stripe(64);
    for (int i = 0; i < 4; i++) {
      assertThat(offer(stripe, i, CHUNK_BYTES - 20)).isEqualTo(ACCEPTED);
    }
    long tail = stripe.tailAcquire();
    assertThat(offer(stripe, 4, 21)).isEqualTo(FULL);
    assertThat(stripe.tailAcquire()).isEqualTo(tail);
    assertThat(offer(stripe, 4, 20)).isEqualTo(ACCEPTED);
    assertThat(drain(stripe)).containsExactly(range(0, 5));
    assertThat(offer(stripe, 5, 21)).isEqualTo(ACCEPTED);
    assertThat(drain(stripe)).containsExactly(5);
  }

  /** A producer that loads the tail, and then the head after others have moved both far on. */
  @Test
  void aTailOutOfDateIsNotTakenForFull() {
    int[] interruptions = {1};
    RingStripe stripe =
        new RingStripe(memory, 8) {
          @Override
          long headAcquire() {
            if (interruptions[0]-- == 1) {
              for (int i = 0; i < 5; i++) {
                assertThat(RingStripeTest.this.offer(this, i, 10_000)).isEqualTo(ACCEPTED);
                assertThat(drain(this)).containsExactly(i);
              }
            }
            return super.headAcquire();
          }
        };
    byte[] record = new byte[100];
    TestRecords.write(record, 0, 5, 100);
    assertThat(stripe.offer(record, 0, 100, 0, -1, 8)).isEqualTo(ACCEPTED);
    assertThat(drain(stripe)).containsExactly(5);
  }

  /** A producer that makes room in time but is too late for its claim, again and again. */
  @Test
  void roomMadeForNothingIsUsedLater() {
    int[] offered = {0};
    RingStripe stripe =
        new RingStripe(memory, 64) {
          @Override
          boolean tailCas(long expected, long update) {
            if (offered[0] % 3 == 0) {
              assertThat(RingStripeTest.this.offer(this, offered[0]++, 20)).isEqualTo(ACCEPTED);
            }
            return super.tailCas(expected, update);
          }
        };
    byte[] record = new byte[10_000];
    int next = 0;
    for (int i = 0; i < 200; i++) {
      offered[0] = next;
      TestRecords.write(record, 0, next + (next % 3 == 0 ? 1 : 0), record.length);
      assertThat(stripe.offer(record, 0, record.length, 0, -1, 64)).isEqualTo(ACCEPTED);
      int count = offered[0] - next + 1;
      assertThat(drain(stripe)).containsExactly(range(next, count));
      next += count;
    }
    assertThat(madeChunks(memory)).isLessThanOrEqualTo(3);
  }

  @Test
  void roomIsFreeOnlyAfterRelease() {
    RingStripe stripe = stripe(2);
    offer(stripe, 0, 100);
    offer(stripe, 1, 100);
    RecordPlan plan = collect(stripe);
    assertThat(offer(stripe, 2, 100)).isEqualTo(FULL);
    assertThat(TestRecords.read(plan, 0)).containsExactly(0, 1);
    stripe.release();
    assertThat(offer(stripe, 2, 100)).isEqualTo(ACCEPTED);
  }

  @Test
  void closedRefusesAndWhatWasAcceptedIsDrained() {
    RingStripe stripe = stripe(8);
    offer(stripe, 0, 100);
    stripe.close();
    stripe.close();
    assertThat(offer(stripe, 1, 100)).isEqualTo(CLOSED);
    assertThat(stripe.pendingRecords()).isEqualTo(1);
    assertThat(stripe.acceptedRecords()).isEqualTo(1);
    assertThat(drain(stripe)).containsExactly(0);
    assertThat(stripe.pendingRecords()).isZero();
    assertThat(stripe.releasedRecords()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 14", "2, 14", "8, 14", "100, 14", "1024, 14", "8, 15", "1, 16", "1024, 16"})
  void numbersAndPositionsWrapAround(int maxRecords, int chunkBits) {
    RingStripe.Shared memory = TestMemory.of(chunkBits, 4);
    int virtual = lastVirtual(chunkBits) - 2;
    RingStripe stripe = new RingStripe(memory, maxRecords, NUMBERS - 3L, virtual);
    assertThat(stripe.pendingRecords()).isZero();
    List<Integer> drained = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      while (offer(stripe, i, 900 + i % 200) == FULL) {
        List<Integer> some = drain(stripe);
        assertThat(some).isNotEmpty();
        drained.addAll(some);
      }
    }
    drained.addAll(drain(stripe));
    assertThat(drained).containsExactly(range(0, 5000));
    assertThat(stripe.releasedRecords()).isEqualTo(NUMBERS - 3L + 5000);
    assertThat(stripe.acceptedRecords()).isEqualTo(NUMBERS - 3L + 5000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, NUMBERS - 1})
  void aRecordEndsExactlyWherePositionsWrapAround(long released) {
    RingStripe stripe = new RingStripe(memory, 8, released, LAST_VIRTUAL);
    for (int i = 0; i < 20; i++) {
      assertThat(offer(stripe, i, CHUNK_BYTES)).isEqualTo(ACCEPTED);
      assertThat(stripe.pendingRecords()).isEqualTo(1);
      assertThat(drain(stripe)).containsExactly(i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16})
  void theLowerBitsOfThePositionWrapAround(int chunkBits) {
    RingStripe.Shared memory = TestMemory.of(chunkBits, 4);
    RingStripe stripe = new RingStripe(memory, 64, 0, (1 << (29 - chunkBits)) - 2);
    for (int i = 0; i < 200; i++) {
      assertThat(offer(stripe, i, CHUNK_BYTES / 3)).isEqualTo(ACCEPTED);
      assertThat(drain(stripe)).containsExactly(i);
    }
  }

  @Test
  void theProducerThatReachesTheMarkWakes() {
    RingStripe stripe = new RingStripe(memory, 64, NUMBERS - 1L, 0);
    assertThat(arm(stripe, 3)).isFalse();
    assertThat(offer(stripe, 0, 20)).isEqualTo(ACCEPTED);
    assertThat(offer(stripe, 1, 20)).isEqualTo(ACCEPTED);
    assertThat(offer(stripe, 2, 20)).isEqualTo(ACCEPTED_WAKE);
    assertThat(offer(stripe, 3, 20)).isEqualTo(ACCEPTED);
    assertThat(arm(stripe, 1)).isFalse();
    stripe.disarmWakeMark();
    assertThat(offer(stripe, 4, 20)).isEqualTo(ACCEPTED);
    assertThat(arm(stripe, 0)).as("nothing more is asked for").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 1 << 20, (1 << 23) - 10, Integer.MAX_VALUE})
  void aMarkOutOfReachIsReachedWhenTheStripeIsCrowded(int records) {
    RingStripe stripe = stripe(16);
    offer(stripe, 0, 20);
    assertThat(arm(stripe, records)).isFalse();
    int wakes = 0;
    for (int i = 1; i < 16; i++) {
      assertThat(stripe.crowded()).isEqualTo(i >= 14);
      wakes += offer(stripe, i, 20) == ACCEPTED_WAKE ? 1 : 0;
    }
    assertThat(wakes).isEqualTo(1);
    assertThat(arm(stripe, records)).as("crowded already").isTrue();
    drain(stripe);
    assertThat(stripe.crowded()).isFalse();
  }

  @Test
  void aClaimHeldUpHoldsUpWhatIsBehindIt() {
    StallingStripe stripe = new StallingStripe(memory, 64);
    offer(stripe, 0, 100);
    stripe.stall();
    offer(stripe, 1, 100);
    stripe.stallNoMore();
    offer(stripe, 2, 100);
    assertThat(drain(stripe)).containsExactly(0);
    assertThat(drain(stripe)).isEmpty();
    assertThat(stripe.pendingRecords()).isEqualTo(2);
    stripe.resumeNewest();
    assertThat(drain(stripe)).containsExactly(1, 2);
  }

  @Test
  void aClaimWhoseThreadHadNoStackLeftIsAHole() {
    RingStripe stripe =
        new RingStripe(memory, 8) {
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
            if (length == 77) {
              throw new StackOverflowError("a test");
            }
            super.publish(src, from, length, chunk, offset, words, at, word);
          }
        };
    for (int i = 0; i < 100; i++) {
      assertThat(offer(stripe, 2 * i, 100)).isEqualTo(ACCEPTED);
      assertThat(offer(stripe, 999, 77)).isEqualTo(RingStripe.LOST);
      assertThat(offer(stripe, 2 * i + 1, 100)).isEqualTo(ACCEPTED);
      RecordPlan plan = collect(stripe);
      assertThat(plan.holes()).isEqualTo(1);
      assertThat(TestRecords.read(plan, 0)).containsExactly(2 * i, 2 * i + 1);
      stripe.release();
    }
    assertThat(stripe.releasedRecords()).isEqualTo(300);
  }

  @Test
  void memoryOfAClaimHeldUpIsNotReused() {
    StallingStripe stripe = new StallingStripe(memory, 64);
    stripe.stall();
    offer(stripe, 0, CHUNK_BYTES);
    stripe.stallNoMore();
    int accepted = 1;
    while (offer(stripe, accepted, CHUNK_BYTES / 2) == ACCEPTED) {
      accepted++;
      assertThat(drain(stripe)).isEmpty();
    }
    assertThat(accepted).isEqualTo(1 + 2 * 3);
    stripe.resumeNewest();
    assertThat(drain(stripe)).containsExactly(range(0, accepted));
  }

  @Test
  void publicationsMayComeInAnyOrder() {
    StallingStripe stripe = new StallingStripe(memory, 64);
    stripe.stall();
    for (int i = 0; i < 10; i++) {
      offer(stripe, i, CHUNK_BYTES / 4);
    }
    for (int i = 0; i < 9; i++) {
      stripe.resumeNewest();
      assertThat(drain(stripe)).isEmpty();
    }
    stripe.resumeNewest();
    assertThat(drain(stripe)).containsExactly(range(0, 10));
  }

  @Test
  void aStripeTakesNoMoreThanItsShareOfThePool() {
    RingStripe stripe = new RingStripe(TestMemory.of(SMALL, 4, 2), 64);
    int accepted = 0;
    while (offer(stripe, accepted, CHUNK_BYTES / 2) == ACCEPTED) {
      accepted++;
    }
    assertThat(accepted).isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      assertThat(drain(stripe)).isNotEmpty();
      assertThat(offer(stripe, 100 + i, CHUNK_BYTES / 2)).isEqualTo(ACCEPTED);
    }
    assertThat(madeChunks(memory)).isLessThanOrEqualTo(2);
  }

  private static int madeChunks(RingStripe.Shared memory) {
    return (int) (memory.chunks().allocatedBytes() / CHUNK_BYTES);
  }

  private static Integer[] range(int from, int count) {
    Integer[] numbers = new Integer[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + i;
    }
    return numbers;
  }
}
