// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPlanTest {
  private final SideTable sides = TestMemory.sides(1 << 20);
  private final byte[] src = new byte[4096];

  private static RecordPlan begun(RecordPlan plan) {
    plan.begin(Integer.MAX_VALUE, Integer.MAX_VALUE);
    return plan;
  }

  @Test
  void takesAtLeastOneRecordWhateverItsSize() {
    RecordPlan plan = new RecordPlan(sides, scope -> 0);
    plan.begin(10, 5);
    assertThat(plan.add(0, src, 0, 100)).isTrue();
    assertThat(plan.add(0, src, 100, 1)).isFalse();
    assertThat(plan.items()).isEqualTo(1);
    assertThat(plan.bytes()).isEqualTo(100);
  }

  @Test
  void keepsToItsLimits() {
    RecordPlan plan = new RecordPlan(sides, scope -> 0);
    plan.begin(3, 100);
    assertThat(plan.add(0, src, 0, 50)).isTrue();
    assertThat(plan.add(1, src, 50, 51)).isFalse();
    assertThat(plan.add(1, src, 50, 50)).isTrue();
    assertThat(plan.add(2, src, 100, 1)).isFalse();
    assertThat(plan.add(2, src, 100, 0)).isTrue();
    assertThat(plan.add(2, src, 100, 0)).isFalse();
    assertThat(plan.groups()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void groupsByScopeAndKeepsTheOrder(long seed) {
    Random random = new Random(seed);
    RecordPlan plan = new RecordPlan(sides, scope -> 0);
    for (int round = 0; round < 20; round++) {
      begun(plan);
      Map<Integer, StringBuilder> expected = new HashMap<>();
      int count = random.nextInt(400);
      byte[] data = new byte[4096];
      int at = 0;
      for (int i = 0; i < count; i++) {
        int scope = random.nextInt(4) == 0 ? random.nextInt(100_000) : random.nextInt(20);
        int length = random.nextInt(10);
        if (random.nextInt(5) == 0) {
          data = new byte[4096];
          at = random.nextInt(20);
        }
        for (int b = 0; b < length; b++) {
          data[at + b] = (byte) ('a' + random.nextInt(26));
        }
        expected
            .computeIfAbsent(scope, s -> new StringBuilder())
            .append(new String(data, at, length, US_ASCII));
        if (random.nextInt(8) == 0 && length > 0) {
          assertThat(plan.addSide(scope, sides.put(data, at, length))).isTrue();
        } else {
          assertThat(plan.add(scope, data, at, length)).isTrue();
        }
        at += length + (random.nextInt(3) == 0 ? 1 : 0);
      }
      assertThat(plan.items()).isEqualTo(count);
      assertThat(plan.groups()).isEqualTo(expected.size());
      for (int g = 0; g < plan.groups(); g++) {
        byte[] copied = new byte[plan.bytesOf(g) + 2];
        assertThat(plan.copy(g, copied, 1)).isEqualTo(copied.length - 1);
        assertThat(new String(copied, 1, copied.length - 2, US_ASCII))
            .isEqualTo(expected.get(plan.scopeOf(g)).toString());
      }
      plan.forget();
    }
  }

  @Test
  void anyNumberOfAScopeHasAPlace() {
    for (int scope : new int[] {63, 64, 65, 127, 128, 129, 1_000}) {
      RecordPlan plan = begun(new RecordPlan(sides, known -> 0));
      for (int number : new int[] {scope, scope + 1, scope}) {
        assertThat(plan.add(number, src, 0, 10)).isTrue();
      }
      assertThat(plan.groups()).isEqualTo(2);
      assertThat(plan.scopeOf(0)).isEqualTo(scope);
      assertThat(plan.bytesOf(0)).isEqualTo(20);
    }
  }

  @Test
  void whatScopesNeedCountsOnceEach() {
    RecordPlan plan = new RecordPlan(sides, scope -> 10 * scope);
    plan.begin(100, 100);
    assertThat(plan.add(3, src, 0, 20)).isTrue();
    assertThat(plan.add(3, src, 20, 20)).isTrue();
    assertThat(plan.add(2, src, 40, 11)).isFalse();
    assertThat(plan.add(2, src, 40, 10)).isTrue();
    assertThat(plan.add(0, src, 50, 1)).isFalse();
    assertThat(plan.bytes()).isEqualTo(50);
  }

  @Test
  void holdsNoLargeRecordOnceItIsFreed() {
    RecordPlan plan = begun(new RecordPlan(sides, scope -> 0));
    int slot = sides.put(new byte[100_000], 0, 100_000);
    WeakReference<byte[]> record = new WeakReference<>(sides.get(slot));
    plan.addSide(0, slot);
    plan.forget();
    Await.until(
        "the record is collected",
        () -> {
          System.gc();
          return record.get() == null;
        });
    assertThat(plan.items()).isEqualTo(1);
  }
}
