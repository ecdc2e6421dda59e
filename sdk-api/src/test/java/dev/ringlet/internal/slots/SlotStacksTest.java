// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SlotStacksTest {
  @Test
  void whatWasPushedLastIsPoppedFirst() {
    SlotStacks stacks = new SlotStacks(4, 1);
    assertThat(stacks.pop(0)).isEqualTo(-1);
    stacks.push(0, 3);
    stacks.push(0, 0);
    stacks.push(0, 2);
    assertThat(List.of(stacks.pop(0), stacks.pop(0), stacks.pop(0))).containsExactly(2, 0, 3);
    assertThat(stacks.pop(0)).isEqualTo(-1);
  }

  @Test
  void slotsGivenBackElsewhereAreFound() {
    SlotStacks stacks = new SlotStacks(4, 8);
    for (int from = 0; from < 8; from++) {
      for (int to = 0; to < 8; to++) {
        stacks.push(to, 1);
        assertThat(stacks.pop(from)).as("pushed to %s, popped from %s", to, from).isEqualTo(1);
        assertThat(stacks.pop(from)).isEqualTo(-1);
      }
    }
  }

  @Test
  void ownStackComesFirst() {
    SlotStacks stacks = new SlotStacks(4, 2);
    stacks.push(0, 0);
    stacks.push(1, 1);
    assertThat(stacks.pop(1)).isEqualTo(1);
    assertThat(stacks.pop(1)).isEqualTo(0);
  }

  @Test
  void aSlotHasOneOwnerAtATime() throws InterruptedException {
    int slots = 8;
    SlotStacks stacks = new SlotStacks(slots, 2);
    for (int i = 0; i < slots; i++) {
      stacks.push(i, i);
    }
    AtomicIntegerArray owners = new AtomicIntegerArray(slots);
    List<String> faults = new ArrayList<>();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int me = t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  int slot = stacks.pop(me);
                  if (slot >= 0) {
                    if (owners.getAndSet(slot, me + 1) != 0) {
                      synchronized (faults) {
                        faults.add("slot " + slot + " had an owner");
                      }
                    }
                    owners.set(slot, 0);
                    stacks.push(me, slot);
                  }
                }
              });
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(faults).isEmpty();
    List<Integer> left = new ArrayList<>();
    for (int slot; (slot = stacks.pop(0)) >= 0; ) {
      left.add(slot);
    }
    assertThat(left).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
  }
}
