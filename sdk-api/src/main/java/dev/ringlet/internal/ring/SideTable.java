// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where records too large for the ring wait, bounded in number and bytes. The ring keeps their
 * place in line: its control word names the slot. Internal to Ringlet: may change or vanish in any
 * release.
 *
 * <p>Any thread puts, the consumer gets and frees. A slot is taken by a CAS from null, which also
 * publishes the bytes; the consumer reads it after the acquire load of the control word that names
 * it.
 */
final class SideTable {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<byte[]> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicInteger hint = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger used = new AtomicInteger();
  private final long maxBytes;
  private final long wakeBytes;

  SideTable(long maxBytes, long wakeBytes) {
    this.maxBytes = maxBytes;
    this.wakeBytes = Math.min(wakeBytes, maxBytes / 2);
  }

  /** Whether so much stands here that the consumer should come. */
  boolean underPressure() {
    return used.get() >= SLOTS / 2 || bytes.get() >= wakeBytes;
  }

  /** Copies a record in and returns its slot, or -1 when there is no room. */
  int put(byte[] src, int from, int length) {
    if (bytes.addAndGet(length) > maxBytes) {
      bytes.addAndGet(-length);
      return -1;
    }
    byte[] copy;
    try {
      copy = Arrays.copyOfRange(src, from, from + length);
    } catch (OutOfMemoryError e) {
      bytes.addAndGet(-length);
      return -1;
    }
    int start = hint.getAndIncrement();
    for (int i = 0; i < SLOTS; i++) {
      int slot = (start + i) & (SLOTS - 1);
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, copy)) {
        used.incrementAndGet();
        return slot;
      }
    }
    bytes.addAndGet(-length);
    return -1;
  }

  byte[] get(int slot) {
    return slots.get(slot);
  }

  void free(int slot) {
    byte[] gone = slots.getAndSet(slot, null);
    if (gone != null) {
      used.decrementAndGet();
      bytes.addAndGet(-gone.length);
    }
  }
}
