// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where records too large for the ring wait, within its budget. The ring keeps their place in line:
 * its control word names the slot.
 *
 * <p>Any thread puts, the consumer gets and frees. A slot is taken by a CAS from null, which also
 * publishes the bytes; the consumer reads it after the acquire load of the control word that names
 * it.
 */
final class SideTable {
  private final AtomicReferenceArray<byte[]> slots;
  private final AtomicInteger hint = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final ByteBudget budget;
  private final long keepBack;

  /**
   * Makes an empty table.
   *
   * @param keepBack bytes of the budget that its records leave to others
   */
  SideTable(int slots, ByteBudget budget, long keepBack) {
    this.slots = new AtomicReferenceArray<>(slots);
    this.budget = budget;
    this.keepBack = keepBack;
  }

  /** Copies a record in and returns its slot, or -1 when there is no room. */
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

  /** Bytes of all records here. */
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
