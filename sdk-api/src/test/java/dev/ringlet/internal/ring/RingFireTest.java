// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads on one small ring: everything accepted arrives once, whatever happens. */
// A ring that is wrong may let its threads spin for ever; the build shall end all the same.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@ValueSource(ints = {RingLimits.SMALL_CHUNK_BITS, RingLimits.LARGE_CHUNK_BITS})
class RingFireTest {
  private static final int RECORDS = 4_000;

  private final int chunkBits;

  RingFireTest(int chunkBits) {
    this.chunkBits = chunkBits;
  }

  private ByteRing ring(int chunks, int maxRecords, int stripes, int firstChunks) {
    long bytes = (long) chunks * ((1 << chunkBits) + RingStripe.SEGMENT_BYTES);
    RingLimits limits = new RingLimits(bytes, maxRecords, stripes, chunkBits, firstChunks);
    return new ByteRing(limits, 1 << 30, () -> {});
  }

  /** One thread that offers; what it counts is read after it has ended. */
  private static final class Producer extends Thread {
    private final ByteRing ring;
    private final CyclicBarrier start;
    private final int number;
    private final Random random;
    private final int maxLength;
    final List<Integer> accepted = new ArrayList<>();
    int offered;
    int refused;
    int closed;
    Throwable thrown;

    Producer(ByteRing ring, CyclicBarrier start, int number, long seed, int maxLength) {
      this.ring = ring;
      this.start = start;
      this.number = number;
      this.maxLength = maxLength;
      random = new Random(seed * 31 + number);
      setDaemon(true);
    }

    @Override
    public void run() {
      byte[] src = new byte[maxLength];
      try {
        start.await();
        while (accepted.size() < RECORDS && closed < 100) {
          int i = offered++;
          int spread = random.nextInt(50) == 0 ? maxLength - 12 : Math.min(300, maxLength - 12);
          int length = 12 + random.nextInt(spread);
          TestRecords.write(src, number, i, length);
          count(i, ring.offer(src, 0, length, number));
        }
      } catch (Throwable t) {
        thrown = t;
      }
    }

    private void count(int sequence, int result) {
      if (result == ByteRing.ACCEPTED) {
        accepted.add(sequence);
      } else if (result == ByteRing.CLOSED) {
        closed++;
      } else {
        assertThat(result).isEqualTo(ByteRing.FULL);
        refused++;
        Thread.yield();
      }
    }
  }

  /** What the consumer has seen of each producer. */
  private static final class Received {
    final List<List<Integer>> sequences = new ArrayList<>();
    long items;

    Received(int producers) {
      for (int i = 0; i < producers; i++) {
        sequences.add(new ArrayList<>());
      }
    }

    int collect(ByteRing ring, RecordPlan plan, Random random) {
      plan.begin(1 + random.nextInt(800), 1 + random.nextInt(200_000));
      ring.collect(plan);
      for (int g = 0; g < plan.groups(); g++) {
        sequences.get(plan.scopeOf(g)).addAll(TestRecords.read(plan, g));
      }
      items += plan.items();
      int collected = plan.items();
      ring.release(plan);
      return collected;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, 1, 0, 500, 2", "2, 4, 1, 7, 500, 2", "3, 4, 1, 0, 30000, 3", "4, 8, 2, 0, 500, 4",
    "5, 8, 2, 100, 30000, 4", "6, 64, 4, 0, 9000, 5", "7, 16, 4, 1, 100, 4", "8, 4, 1, 0, 8192, 1"
  })
  void everythingAcceptedArrivesOnce(
      long seed, int chunks, int stripes, int maxRecords, int maxLength, int producers)
      throws Exception {
    int closed = run(seed, chunks, stripes, maxRecords, maxLength, producers, Long.MAX_VALUE);
    assertThat(closed).isZero();
  }

  /** The same with tables that begin with room for two chunks, and shrink at each trim. */
  @ParameterizedTest
  @CsvSource({
    "31, 400, 1, 0, 500, 3",
    "32, 400, 2, 0, 30000, 4",
    "33, 400, 4, 0, 9000, 4",
    "34, 400, 2, 90, 30000, 3",
    "35, 400, 1, 2000, 500, 2"
  })
  void everythingArrivesOnceThroughManyGenerations(
      long seed, int chunks, int stripes, int maxRecords, int maxLength, int producers)
      throws Exception {
    ByteRing ring = ring(chunks, maxRecords, stripes, 2);
    assertThat(run(ring, seed, maxLength, producers, Long.MAX_VALUE)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "21, 4, 1, 0, 500, 3",
    "22, 8, 2, 0, 30000, 4",
    "23, 16, 4, 50, 9000, 4",
    "24, 4, 1, 3, 200, 3"
  })
  void closingUnderFireLosesNothingThatWasAccepted(
      long seed, int chunks, int stripes, int maxRecords, int maxLength, int producers)
      throws Exception {
    int closed = run(seed, chunks, stripes, maxRecords, maxLength, producers, 2000);
    assertThat(closed).isPositive();
  }

  private int run(
      long seed,
      int chunks,
      int stripes,
      int maxRecords,
      int maxLength,
      int threads,
      long closeAfter)
      throws Exception {
    ByteRing ring = ring(chunks, maxRecords, stripes, 0);
    assertThat(ring.stripes()).isEqualTo(stripes);
    startFarOut(ring, maxRecords);
    return run(ring, seed, maxLength, threads, closeAfter);
  }

  private static int run(ByteRing ring, long seed, int maxLength, int threads, long closeAfter)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads + 1);
    List<Producer> producers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Producer producer = new Producer(ring, start, i, seed, maxLength);
      producers.add(producer);
      producer.start();
    }
    Received received = new Received(threads);
    RecordPlan plan = ring.newPlan(scope -> 0);
    Random random = new Random(seed);
    long already = ring.releasedRecords();
    start.await();
    while (producers.stream().anyMatch(Thread::isAlive)) {
      received.collect(ring, plan, random);
      assertThat(ring.usedBytes()).isBetween(0L, ring.maxBytes());
      if (random.nextInt(50) == 0) {
        ring.trim();
      }
      if (received.items >= closeAfter) {
        ring.close();
      }
      if (random.nextInt(20) == 0) {
        Thread.sleep(1); // a slow consumer, which lets the ring fill up
      }
    }
    ring.close();
    while (received.collect(ring, plan, random) > 0) {
      assertThat(ring.pendingRecords()).isGreaterThanOrEqualTo(0);
    }
    assertThat(ring.pendingRecords()).isZero();
    assertThat(ring.releasedRecords() - already).isEqualTo(received.items);
    assertThat(ring.acceptedRecords() - already).isEqualTo(received.items);
    assertThat(received.items).as("enough to wrap around").isGreaterThan(300L * ring.stripes());
    return check(producers, received, ring.stripes() == 1);
  }

  /** Puts stripes at a place from where all counters wrap around before long. */
  private void startFarOut(ByteRing ring, int maxRecords) {
    int stripes = ring.stripes();
    for (int i = 0; i < stripes; i++) {
      ring.stripes[i] =
          new RingStripe(
              ring.newest().shared,
              maxRecords > 0 ? maxRecords : 1024,
              RingStripe.NUMBER_MASK - 200L,
              (1 << RingStripe.NUMBER_SHIFT - chunkBits) - 3);
    }
  }

  private static int check(List<Producer> producers, Received received, boolean inOrder) {
    int closed = 0;
    for (Producer producer : producers) {
      assertThat(producer.thrown).isNull();
      assertThat(producer.accepted.size() + producer.refused + producer.closed)
          .isEqualTo(producer.offered);
      List<Integer> sequences = received.sequences.get(producer.number);
      Set<Integer> distinct = new HashSet<>(sequences);
      assertThat(distinct).hasSameSizeAs(sequences);
      if (inOrder) {
        assertThat(sequences).isEqualTo(producer.accepted);
      } else {
        assertThat(distinct).isEqualTo(new HashSet<>(producer.accepted));
      }
      closed += producer.closed;
    }
    return closed;
  }

  /** The counts that health shows never run backwards and never miss a record. */
  @Test
  void countsAreRightWhileTheConsumerIsAtWork() throws Exception {
    ByteRing ring = new ByteRing(1 << 16, 64, 1, 1 << 30, () -> {});
    byte[] src = new byte[100];
    Thread consumer =
        new Thread(
            () -> {
              RecordPlan plan = ring.newPlan(scope -> 0);
              while (!ring.stripes[0].closed() || ring.pendingRecords() > 0) {
                plan.begin(1000, 1 << 20);
                ring.collect(plan);
                ring.release(plan);
              }
            });
    consumer.setDaemon(true);
    consumer.start();
    long accepted = 0;
    long[] wrong = new long[0];
    for (int i = 0; i < 500_000 && wrong.length == 0; i++) {
      accepted += ring.offer(src, 0, 100, 0) == ByteRing.ACCEPTED ? 1 : 0;
      long seen = ring.acceptedRecords();
      if (seen != accepted) {
        wrong = new long[] {accepted, seen};
      }
    }
    ring.close();
    consumer.join();
    assertThat(Arrays.toString(wrong)).as("accepted, seen").isEqualTo("[]");
    assertThat(ring.releasedRecords()).isEqualTo(accepted);
  }
}
