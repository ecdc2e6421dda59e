// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockPoolTest {
  private static final int BYTES = 64;

  private static BlockPool<byte[]> pool(int blocks) {
    return new BlockPool<>(
        new byte[blocks + 1][],
        () -> new byte[BYTES],
        BYTES,
        TestMemory.budget((long) blocks * BYTES));
  }

  private static List<Integer> take(BlockPool<byte[]> pool, int count) {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(pool.take(0));
    }
    assertThat(taken).doesNotContain(-1).doesNotHaveDuplicates();
    return taken;
  }

  @Test
  void makesBlocksWhenTheyAreNeededAndNoMoreThanAllowed() {
    BlockPool<byte[]> pool = pool(3);
    assertThat(pool.allocatedBytes()).isZero();
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      assertThat(pool.isExhausted(0)).isFalse();
      int block = pool.take(0);
      taken.add(block);
      assertThat(pool.blocks()[block]).hasSize(BYTES);
      assertThat(pool.allocatedBytes()).isEqualTo((i + 1) * BYTES);
    }
    assertThat(taken).hasSize(3);
    assertThat(pool.isExhausted(0)).isTrue();
    assertThat(pool.take(0)).isEqualTo(-1);
    assertThat(pool.take(0)).isEqualTo(-1);
    assertThat(pool.allocatedBytes()).isEqualTo(3 * BYTES);
  }

  @Test
  void whatCameBackLastIsTakenFirst() {
    BlockPool<byte[]> pool = pool(3);
    int a = pool.take(0);
    int b = pool.take(0);
    pool.giveBack(a);
    pool.giveBack(b);
    assertThat(pool.take(0)).isEqualTo(b);
    assertThat(pool.take(0)).isEqualTo(a);
    assertThat(pool.allocatedBytes()).isEqualTo(2 * BYTES);
  }

  @Test
  void leavesToOthersWhatItIsAskedTo() {
    BlockPool<byte[]> pool = pool(5);
    take(pool, 3);
    assertThat(pool.isExhausted(2 * BYTES)).isTrue();
    assertThat(pool.take(2 * BYTES)).isEqualTo(-1);
    assertThat(pool.isExhausted(BYTES)).isFalse();
    take(pool, 2);
  }

  @Test
  void dropsWhatWasNotNeededSinceTheLastTrim() {
    BlockPool<byte[]> pool = pool(10);
    take(pool, 8).forEach(pool::giveBack);
    pool.trim();
    assertThat(pool.allocatedBytes()).as("needed a moment ago").isEqualTo(8 * BYTES);
    take(pool, 3).forEach(pool::giveBack);
    pool.trim();
    assertThat(pool.allocatedBytes()).isEqualTo(3 * BYTES);
    List<Integer> held = take(pool, 2);
    pool.trim();
    pool.trim();
    assertThat(pool.allocatedBytes()).as("in use").isEqualTo(2 * BYTES);
    assertThat(held).allSatisfy(block -> assertThat(pool.blocks()[block]).isNotNull());
    held.forEach(pool::giveBack);
    pool.trim();
    pool.trim();
    assertThat(pool.allocatedBytes()).isZero();
  }

  @Test
  void aRetiredPoolHasGivenEverythingBackOnce() {
    ByteBudget budget = TestMemory.budget(10 * BYTES);
    BlockPool<byte[]> pool = new BlockPool<>(new byte[11][], () -> new byte[BYTES], BYTES, budget);
    List<Integer> held = take(pool, 4);
    pool.giveBack(held.get(0));
    pool.retire();
    assertThat(budget.inUse()).isZero();
    pool.giveBack(held.get(1));
    assertThat(budget.inUse()).isZero();
    assertThat(pool.take(0)).isEqualTo(-1);
    assertThat(budget.inUse()).isZero();
  }

  @Test
  void whatWasDroppedCanBeHadAgain() {
    BlockPool<byte[]> pool = pool(10);
    for (int round = 0; round < 20; round++) {
      List<Integer> all = take(pool, 10);
      assertThat(all).allSatisfy(block -> assertThat(pool.blocks()[block]).hasSize(BYTES));
      assertThat(pool.take(0)).isEqualTo(-1);
      all.subList(round % 10, 10).forEach(pool::giveBack);
      pool.trim();
      pool.trim();
      assertThat(pool.allocatedBytes()).isEqualTo(round % 10 * BYTES);
      all.subList(0, round % 10).forEach(pool::giveBack);
    }
  }

  @Test
  void wantOfMemoryPasses() {
    AtomicInteger failures = new AtomicInteger(100);
    ByteBudget budget = TestMemory.budget(2 * BYTES);
    BlockPool<byte[]> pool =
        new BlockPool<>(
            new byte[3][],
            () -> {
              if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("a test");
              }
              return new byte[BYTES];
            },
            BYTES,
            budget);
    for (int i = 0; i < 100; i++) {
      assertThat(pool.take(0)).isEqualTo(-1);
      assertThat(budget.inUse()).isZero();
    }
    assertThat(take(pool, 2)).allSatisfy(block -> assertThat(pool.blocks()[block]).hasSize(BYTES));
    assertThat(pool.take(0)).isEqualTo(-1);
  }

  @Test
  void wakesFromALevelOn() {
    AtomicInteger wakes = new AtomicInteger();
    ByteBudget budget = new ByteBudget(100, 20, wakes::incrementAndGet);
    assertThat(budget.take(10, 0)).isTrue();
    assertThat(wakes).hasValue(0);
    assertThat(budget.underPressure()).isFalse();
    assertThat(budget.take(10, 0)).isTrue();
    assertThat(wakes).hasValue(1);
    assertThat(budget.underPressure()).isTrue();
    assertThat(budget.take(80, 0)).isTrue();
    assertThat(budget.take(1, 0)).isFalse();
    assertThat(wakes).hasValue(2);
    budget.giveBack(81);
    assertThat(budget.underPressure()).isFalse();
    assertThat(budget.inUse()).isEqualTo(19);
    assertThat(budget.most()).isEqualTo(100);
    budget.wakeFrom(30);
    assertThat(budget.take(10, 0)).isTrue();
    assertThat(wakes).as("below the new level").hasValue(2);
    assertThat(budget.take(1, 0)).isTrue();
    assertThat(wakes).hasValue(3);
  }
}
