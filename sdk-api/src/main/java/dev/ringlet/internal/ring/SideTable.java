// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Holds the records that are too large for a chunk, within the budget of the ring. The ring keeps
 * their order: the control word of such a record contains its slot.
 *
 * <p>Any thread puts; the consumer gets and frees, and a producer frees the slot of a record that
 * the ring rejected. A CAS from null takes a slot and publishes the bytes. The consumer reads the
 * slot after the acquire load of the control word that contains it.
 */
final class SideTable {
  private final AtomicReferenceArray<byte[]> slots;
  private final AtomicInteger hint = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final ByteBudget budget;
  private final long keepBack;

  /**
   * Creates an empty table.
   *
   * @param keepBack bytes of the budget that remain for others
   */
  SideTable(int slots, ByteBudget budget, long keepBack) {
    this.slots = new AtomicReferenceArray<>(slots);
    this.budget = budget;
    this.keepBack = keepBack;
  }

  /** Copies a record and returns its slot, or -1 if there is no room. */
  int put(byte[] src, int from, int length) {
    if (!budget.take(length, keepBack)) {
      return -1;
    }
    byte[] copy;
    try {
      copy = Arrays.copyOfRange(src, from, from + length);
    } catch (OutOfMemoryError e) {
      budget.giveBack(length);
      return -1;
    }
    int count = slots.length();
    int start = (hint.getAndIncrement() & Integer.MAX_VALUE) % count;
    for (int i = 0; i < count; i++) {
      int slot = (start + i) % count;
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, copy)) {
        bytes.addAndGet(length);
        return slot;
      }
    }
    budget.giveBack(length);
    return -1;
  }

  /** Bytes of all records in the table. */
  long bytes() {
    return bytes.get();
  }

  byte[] get(int slot) {
    return slots.get(slot);
  }

  void free(int slot) {
    byte[] gone = slots.getAndSet(slot, null);
    if (gone != null) {
      bytes.addAndGet(-gone.length);
      budget.giveBack(gone.length);
    }
  }
}
