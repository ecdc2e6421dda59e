// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTableTest {
  private static final int ROUNDS = 100_000;

  private static final class Place extends TokenSlot {
    long first;
    long second;
    int uses;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 100})
  void allPlacesCanBeTakenAndNoMore(int places) {
    TokenTable<Place> table = new TokenTable<>(places, Place::new);
    for (int round = 0; round < 3; round++) {
      Set<Integer> taken = new HashSet<>();
      List<Long> tokens = new ArrayList<>();
      for (int i = 0; i < places; i++) {
        int slot = table.take();
        assertThat(taken.add(slot)).isTrue();
        assertThat(slot).isBetween(0, places - 1);
        tokens.add(table.open(slot));
      }
      assertThat(table.take()).isNegative();
      for (long token : tokens) {
        assertThat(table.acquire(token)).isNotNull();
        table.free(token);
      }
    }
  }

  @Test
  void aTokenNamesOneUseOfItsPlace() {
    TokenTable<Place> table = new TokenTable<>(1, Place::new);
    long before = table.open(table.take());
    Place place = table.acquire(before);
    place.unlock();
    assertThat(table.acquire(before)).isSameAs(place);
    table.free(before);
    assertThat(table.acquire(before)).isNull();
    int slot = table.take();
    assertThat(table.acquire(before)).as("while taken").isNull();
    long after = table.open(slot);
    assertThat(table.acquire(before)).as("while open again").isNull();
    assertThat(table.acquire(after)).isSameAs(place);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void nothingIsNamedByOddTokens() {
    TokenTable<Place> table = new TokenTable<>(8, Place::new);
    assertThat(table.acquire(0)).isNull();
    assertThat(table.acquire(-1)).isNull();
    assertThat(table.acquire(9)).isNull();
    assertThat(table.acquire(7)).isNull();
  }

  /** All threads work on the newest token of all, so that they meet on the same places. */
  @Test
  void aPlaceHasOneOwnerAtATime() throws InterruptedException {
    TokenTable<Place> table = new TokenTable<>(6, Place::new);
    AtomicLongArray shared = new AtomicLongArray(3);
    AtomicLong opened = new AtomicLong();
    AtomicLong freed = new AtomicLong();
    AtomicLong faults = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int me = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  int at = (i + me) % shared.length();
                  if (i % 4 == me) {
                    open(table, shared, at, opened, freed);
                  }
                  work(table, shared.get(at), i % 8 == me, freed, faults);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(faults.get()).isZero();
    assertThat(opened.get()).as("opened").isEqualTo(ROUNDS);
    assertThat(opened.get() - freed.get()).isBetween(0L, 3L);
  }

  private static void open(
      TokenTable<Place> table,
      AtomicLongArray shared,
      int at,
      AtomicLong opened,
      AtomicLong freed) {
    int slot = table.take();
    long end = Await.deadline();
    while (slot < 0) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("no place is given back");
      }
      Thread.yield(); // threads that were stopped may have more places than there are left
      slot = table.take();
    }
    Place place = table.place(slot);
    place.first = 0;
    place.second = 0;
    long earlier = shared.getAndSet(at, table.open(slot));
    opened.incrementAndGet();
    if (table.acquire(earlier) != null) {
      table.free(earlier);
      freed.incrementAndGet();
    }
  }

  private static void work(
      TokenTable<Place> table, long token, boolean last, AtomicLong freed, AtomicLong faults) {
    Place place = table.acquire(token);
    if (place == null) {
      return;
    }
    place.uses++;
    place.first++;
    if (place.uses != 1 || place.first != ++place.second) {
      faults.incrementAndGet();
    }
    place.uses--;
    if (last) {
      table.free(token);
      freed.incrementAndGet();
    } else {
      place.unlock();
    }
  }
}
