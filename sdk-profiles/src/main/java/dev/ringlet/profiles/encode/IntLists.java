// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import java.util.Arrays;

/**
 * Numbers distinct lists of ints, from 1 on; the empty list is number 0. Not thread-safe.
 *
 * <p>All lists lie one after the other in one array, so that a list costs its ints and no object.
 */
final class IntLists {
  private int[] pool = new int[1024];
  private int[] ends = new int[64];
  private int[] hashes = new int[64];
  private int[] slots = new int[128];
  private int count = 1;

  /** Number of lists, the empty one included. */
  int count() {
    return count;
  }

  /**
   * The number of the first {@code length} ints of {@code list}; a new one equals the old count.
   */
  int add(int[] list, int length) {
    if (length == 0) {
      return 0;
    }
    int hash = hash(list, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int found = slots[slot];
      if (hashes[found] == hash && equals(found, list, length)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = count;
    append(list, length, hash);
    if (count * 2 > slots.length) {
      rehash();
    }
    return count - 1;
  }

  private void append(int[] list, int length, int hash) {
    int start = ends[count - 1];
    if (pool.length - start < length) {
      pool = Arrays.copyOf(pool, Math.max(pool.length * 2, start + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    System.arraycopy(list, 0, pool, start, length);
    ends[count] = start + length;
    hashes[count] = hash;
    count++;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = 1; number < count; number++) {
      int slot = hashes[number] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number;
    }
  }

  private boolean equals(int number, int[] list, int length) {
    int start = ends[number - 1];
    return Arrays.equals(pool, start, ends[number], list, 0, length);
  }

  private static int hash(int[] list, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ list[i]) * 0x9E3779B1;
      hash ^= hash >>> 15;
    }
    return hash;
  }

  /** The array that list {@code number} lies in. */
  int[] pool() {
    return pool;
  }

  /** Index of the first int of list {@code number}. */
  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** Index after the last int of list {@code number}. */
  int end(int number) {
    return ends[number];
  }

  /** Removes all lists; memory of a burst is released. */
  void clear() {
    if (pool.length > 1 << 16) {
      pool = new int[1024];
      ends = new int[64];
      hashes = new int[64];
      slots = new int[128];
    } else {
      Arrays.fill(slots, 0);
    }
    count = 1;
  }
}
