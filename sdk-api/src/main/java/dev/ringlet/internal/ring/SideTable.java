// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Holds the records that are too large for a chunk, within the budget of the ring. The ring keeps
 * their order: the control word of such a record contains its slot.
 *
 * <p>Any thread puts; the consumer gets and frees, and a producer frees the slot of a record that
 * the ring rejected. A CAS from null takes a slot and publishes the bytes. The consumer reads the
 * slot after the acquire load of the control word that contains it.
 *
 * <p>Slots come in pages, of which there are as many as were ever in use at once: most processes
 * never have a record of this size. A page is stored by CAS and remains.
 */
final class SideTable {
  private static final int PAGE_BITS = 6;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final AtomicReferenceArray<@Nullable AtomicReferenceArray<byte[]>> pages;
  private final int most;
  private final AtomicInteger made = new AtomicInteger();
  final AtomicInteger hint = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final ByteBudget budget;
  private final long keepBack;

  /**
   * Creates an empty table.
   *
   * @param slots maximum number of records
   * @param keepBack bytes of the budget that remain for others
   */
  SideTable(int slots, ByteBudget budget, long keepBack) {
    most = slots;
    pages = new AtomicReferenceArray<>((slots + PAGE_MASK) >>> PAGE_BITS);
    this.budget = budget;
    this.keepBack = keepBack;
  }

  /** Copies a record and returns its slot, or -1 if there is no room. */
  int put(byte[] src, int from, int length) {
    if (!budget.take(length, keepBack)) {
      return -1;
    }
    try {
      int slot = put(Arrays.copyOfRange(src, from, from + length));
      if (slot >= 0) {
        bytes.addAndGet(length);
        return slot;
      }
    } catch (OutOfMemoryError e) {
      // as if there were no room
    }
    budget.giveBack(length);
    return -1;
  }

  /** Looks at two pages, then at a fresh one, and at all when there can be no fresh one. */
  private int put(byte[] copy) {
    int first = hint.getAndIncrement();
    int known = made.get();
    int slot = -1;
    for (int i = 0; i < Math.min(2, known) && slot < 0; i++) {
      slot = put(copy, Integer.remainderUnsigned(first + i, known));
    }
    while (slot < 0 && known < pages.length()) {
      slot = put(copy, known);
      made.compareAndSet(known, known + 1);
      known = made.get();
    }
    for (int i = 2; i < known && slot < 0; i++) {
      slot = put(copy, Integer.remainderUnsigned(first + i, known));
    }
    return slot;
  }

  private int put(byte[] copy, int number) {
    AtomicReferenceArray<byte[]> page = page(number);
    for (int at = 0; at < page.length(); at++) {
      if (page.get(at) == null && page.compareAndSet(at, null, copy)) {
        return number << PAGE_BITS | at;
      }
    }
    return -1;
  }

  private AtomicReferenceArray<byte[]> page(int number) {
    AtomicReferenceArray<byte[]> page = pages.get(number);
    if (page == null) {
      int length = Math.min(PAGE_MASK + 1, most - (number << PAGE_BITS));
      AtomicReferenceArray<byte[]> fresh = new AtomicReferenceArray<>(length);
      page = pages.compareAndSet(number, null, fresh) ? fresh : pages.get(number);
    }
    return page;
  }

  /** Bytes of all records. */
  long bytes() {
    return bytes.get();
  }

  /** The record in a slot that {@link #put} has returned. */
  @SuppressWarnings("NullAway") // its page remains
  byte[] get(int slot) {
    return pages.get(slot >>> PAGE_BITS).get(slot & PAGE_MASK);
  }

  /** Frees a slot, unless that has happened. */
  void free(int slot) {
    AtomicReferenceArray<byte[]> page = pages.get(slot >>> PAGE_BITS);
    byte[] gone = page == null ? null : page.getAndSet(slot & PAGE_MASK, null);
    if (gone != null) {
      bytes.addAndGet(-gone.length);
      budget.giveBack(gone.length);
    }
  }
}
