// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The consumer is woken when a number of records are waiting in all stripes together, never later,
 * and not often before. Everything happens in turns here, so the counts are exact.
 */
class WakeUpTest {
  private static final int STRIPES = 32;
  private static final byte[] RECORD = new byte[20];

  private final AtomicInteger wakes = new AtomicInteger();
  private final ByteRing ring =
      new ByteRing(64 << 20, 0, STRIPES, 32 << 20, wakes::incrementAndGet);
  private final ExecutorService[] producers = new ExecutorService[STRIPES];
  private final List<ExecutorService> started = new ArrayList<>();

  /** One thread for each stripe. */
  private void startProducers() throws Exception {
    for (int found = 0; found < STRIPES; ) {
      ExecutorService one = Executors.newSingleThreadExecutor();
      started.add(one);
      Future<Long> id = one.submit(() -> Thread.currentThread().getId());
      int stripe = (int) (id.get() % STRIPES);
      if (producers[stripe] == null) {
        producers[stripe] = one;
        found++;
      }
    }
  }

  @AfterEach
  void stop() {
    started.forEach(ExecutorService::shutdownNow);
  }

  /**
   * Offers until {@code records} wait, arming again after each wake-up; returns how often it was.
   */
  private int wakesUntil(int records, IntUnaryOperator stripeOfRecord) throws Exception {
    int count = 0;
    wakes.set(0);
    boolean reached = ring.armWakeUp(records);
    for (int i = 0; i < records; i++) {
      assertThat(reached).as("not before record %d", i).isFalse();
      int stripe = stripeOfRecord.applyAsInt(i);
      producers[stripe].submit(() -> ring.offer(RECORD, 0, RECORD.length, 0)).get();
      if (wakes.getAndSet(0) > 0) {
        count++;
        reached = ring.armWakeUp(records);
      }
    }
    assertThat(reached).as("woken at %d records", records).isTrue();
    return count;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 512})
  void oneProducer(int records) throws Exception {
    startProducers();
    assertThat(wakesUntil(records, i -> 5)).isBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 33, 512})
  void producersThatTakeTurns(int records) throws Exception {
    startProducers();
    assertThat(wakesUntil(records, i -> i % STRIPES)).isBetween(1, STRIPES);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyMixture(long seed) throws Exception {
    startProducers();
    Random random = new Random(seed);
    int width = 1 + random.nextInt(STRIPES);
    int busy = random.nextInt(STRIPES);
    int records = 1 + random.nextInt(700);
    IntUnaryOperator stripe = i -> random.nextInt(3) > 0 ? busy : random.nextInt(width);
    assertThat(wakesUntil(records, stripe)).isBetween(1, 3 * STRIPES);
  }
}
