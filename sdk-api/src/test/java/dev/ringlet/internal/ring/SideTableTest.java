// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideTableTest {
  @Test
  void keepsACopyUntilItIsFreed() {
    SideTable sides = TestMemory.sides(100);
    byte[] src = {0, 1, 2, 3, 4};
    int slot = sides.put(src, 1, 3);
    src[2] = 9;
    assertThat(sides.get(slot)).containsExactly(1, 2, 3);
    sides.free(slot);
    assertThat(sides.get(slot)).isNull();
  }

  @Test
  void isBoundedInBytes() {
    SideTable sides = TestMemory.sides(100);
    byte[] src = new byte[200];
    int a = sides.put(src, 0, 60);
    assertThat(sides.put(src, 0, 41)).isEqualTo(-1);
    int b = sides.put(src, 0, 40);
    assertThat(sides.put(src, 0, 1)).isEqualTo(-1);
    sides.free(a);
    sides.free(a);
    assertThat(sides.put(src, 0, 61)).isEqualTo(-1);
    assertThat(sides.put(src, 0, 60)).isGreaterThanOrEqualTo(0).isNotEqualTo(b);
  }

  @Test
  void aRecordWithoutASlotTakesNoBytes() {
    ByteBudget budget = TestMemory.budget(1000);
    SideTable sides = new SideTable(70, budget, 0);
    for (int i = 0; i < 70; i++) {
      assertThat(sides.put(new byte[1], 0, 1)).isNotNegative();
    }
    assertThat(sides.put(new byte[5], 0, 5)).isEqualTo(-1);
    assertThat(sides.bytes()).isEqualTo(70);
    assertThat(budget.inUse()).isEqualTo(70);
  }

  /** Two to the power of 31 records later. */
  @Test
  void theNumberThatChoosesAPageMayOverflow() {
    SideTable sides = new SideTable(3 * 64, TestMemory.budget(1000), 0);
    for (int i = 0; i < 3 * 64; i++) {
      sides.put(new byte[1], 0, 1);
    }
    sides.free(5);
    sides.hint.set(Integer.MAX_VALUE);
    assertThat(sides.put(new byte[1], 0, 1)).isEqualTo(5);
    assertThat(sides.put(new byte[1], 0, 1)).isEqualTo(-1);
    assertThat(sides.bytes()).isEqualTo(3 * 64);
  }

  @Test
  void isBoundedInNumber() {
    SideTable sides = TestMemory.sides(1 << 20);
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      slots.add(sides.put(new byte[] {(byte) i}, 0, 1));
    }
    assertThat(slots).doesNotHaveDuplicates().doesNotContain(-1);
    assertThat(sides.put(new byte[1], 0, 1)).isEqualTo(-1);
    sides.free(slots.get(17));
    assertThat(sides.put(new byte[1], 0, 1)).isEqualTo(slots.get(17));
    assertThat(sides.put(new byte[1], 0, 1)).isEqualTo(-1);
  }
}
