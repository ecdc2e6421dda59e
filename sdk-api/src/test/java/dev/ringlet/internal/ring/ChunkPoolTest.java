// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChunkPoolTest {
  private static ChunkPool pool(int chunks) {
    return new ChunkPool(chunks, 64, Integer.MAX_VALUE, () -> {});
  }

  @Test
  void makesChunksWhenTheyAreNeededAndNoMoreThanAllowed() {
    ChunkPool pool = pool(3);
    assertThat(pool.madeChunks()).isZero();
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      int chunk = pool.take();
      taken.add(chunk);
      assertThat(pool.chunk(chunk)).hasSize(64);
      assertThat(pool.madeChunks()).isEqualTo(i + 1);
    }
    assertThat(taken).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(pool.isExhausted()).isTrue();
    assertThat(pool.take()).isEqualTo(-1);
    assertThat(pool.take()).isEqualTo(-1);
    assertThat(pool.madeChunks()).isEqualTo(3);
  }

  @Test
  void whatCameBackLastIsTakenFirst() {
    ChunkPool pool = pool(3);
    int a = pool.take();
    int b = pool.take();
    pool.giveBack(a);
    assertThat(pool.isExhausted()).isFalse();
    pool.giveBack(b);
    assertThat(pool.take()).isEqualTo(b);
    assertThat(pool.take()).isEqualTo(a);
    assertThat(pool.madeChunks()).isEqualTo(2);
  }

  @Test
  void wantOfMemoryPasses() {
    AtomicInteger failures = new AtomicInteger(100);
    ChunkPool pool =
        new ChunkPool(2, 64, Integer.MAX_VALUE, () -> {}) {
          @Override
          byte[] newChunk(int bytes) {
            if (failures.getAndDecrement() > 0) {
              throw new OutOfMemoryError("a test");
            }
            return super.newChunk(bytes);
          }
        };
    for (int i = 0; i < 100; i++) {
      assertThat(pool.take()).isEqualTo(-1);
    }
    int a = pool.take();
    int b = pool.take();
    assertThat(Set.of(a, b)).containsExactlyInAnyOrder(0, 1);
    assertThat(pool.chunk(a)).hasSize(64);
    assertThat(pool.chunk(b)).hasSize(64);
    assertThat(pool.take()).isEqualTo(-1);
  }

  @Test
  void wakesFromALevelOn() {
    AtomicInteger wakes = new AtomicInteger();
    ChunkPool pool = new ChunkPool(4, 64, 2, wakes::incrementAndGet);
    int first = pool.take();
    assertThat(wakes).hasValue(0);
    assertThat(pool.underPressure()).isFalse();
    pool.take();
    assertThat(wakes).hasValue(1);
    assertThat(pool.underPressure()).isTrue();
    pool.take();
    assertThat(wakes).hasValue(2);
    pool.giveBack(first);
    assertThat(pool.underPressure()).isTrue();
  }
}
