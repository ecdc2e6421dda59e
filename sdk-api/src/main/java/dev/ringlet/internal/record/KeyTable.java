// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import java.util.Arrays;

/**
 * A hash table from names to the entries of an {@link AttributeBuffer}, with open addressing and
 * linear probing, at most half full. It stores entry numbers only; the caller compares hash and
 * name. Not thread-safe.
 */
final class KeyTable {
  private static final int FIRST_PLACES = 128;

  /** Entry numbers plus one; 0 is a free place. */
  private int[] places = new int[FIRST_PLACES];

  private boolean isOld;

  /** Whether the table is to be built again before its next use. */
  boolean isOld() {
    return isOld;
  }

  /** Says that the entries have changed otherwise than by {@link #add}. */
  void outdate() {
    isOld = true;
  }

  /** Whether the table can hold {@code entries} entries without a rebuild. */
  boolean hasRoom(int entries) {
    return entries <= places.length / 2;
  }

  /**
   * Clears the table, doubles it if needed, and adds the first {@code count} of {@code index}. An
   * Error in the middle leaves a table that is old.
   */
  void rebuild(long[] index, int count) {
    isOld = true;
    int[] target = places;
    if (hasRoom(count)) {
      Arrays.fill(target, 0);
    } else {
      target = new int[2 * target.length];
    }
    for (int i = 0; i < count; i++) {
      add(target, (int) (index[i] >>> 32), i);
    }
    places = target;
    isOld = false;
  }

  void add(int hash, int entry) {
    add(places, hash, entry);
  }

  private static void add(int[] target, int hash, int entry) {
    int mask = target.length - 1;
    int at = mix(hash) & mask;
    while (target[at] != 0) {
      at = at + 1 & mask;
    }
    target[at] = entry + 1;
  }

  private static int mix(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed ^ mixed >>> 15;
  }

  /** First place to search for a hash. */
  int first(int hash) {
    return mix(hash) & (places.length - 1);
  }

  /** Next place to search, after {@code at}. */
  int next(int at) {
    return at + 1 & (places.length - 1);
  }

  /** The entry number at a place, or -1 if the place is free. */
  int entry(int at) {
    return places[at] - 1;
  }
}
