// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

import java.util.Arrays;

/** Samples of one profile, added up by stack, attributes and link. Not thread-safe. */
final class SampleTable {
  private int[] slots = new int[128];
  private int[] stacks = new int[64];
  private int[] attributes = new int[64];
  private int[] links = new int[64];
  private long[] values = new long[64];
  private int count;

  /** Number of distinct samples. */
  int count() {
    return count;
  }

  /** Adds to the sample with this identity. */
  void add(int stack, int attributeSet, int link, long value) {
    int mask = slots.length - 1;
    int slot = hash(stack, attributeSet, link) & mask;
    while (slots[slot] != 0) {
      int i = slots[slot] - 1;
      if (stacks[i] == stack && attributes[i] == attributeSet && links[i] == link) {
        values[i] += value;
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (count == stacks.length) {
      grow();
    }
    stacks[count] = stack;
    attributes[count] = attributeSet;
    links[count] = link;
    values[count] = value;
    slots[slot] = ++count;
    if (count * 2 > slots.length) {
      rehash();
    }
  }

  private void grow() {
    int size = count * 2;
    stacks = Arrays.copyOf(stacks, size);
    attributes = Arrays.copyOf(attributes, size);
    links = Arrays.copyOf(links, size);
    values = Arrays.copyOf(values, size);
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = hash(stacks[i], attributes[i], links[i]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int hash(int stack, int attributeSet, int link) {
    int hash = (stack * 31 + attributeSet) * 31 + link;
    hash *= 0x9E3779B1;
    return hash ^ (hash >>> 15);
  }

  int stack(int i) {
    return stacks[i];
  }

  int attributeSet(int i) {
    return attributes[i];
  }

  int link(int i) {
    return links[i];
  }

  /** The sum of what was added. */
  long value(int i) {
    return values[i];
  }

  /** Bytes that the samples take at most on the wire, with five attributes each. */
  long wireBytes() {
    return count * 45L;
  }

  void clear() {
    if (slots.length > 1 << 14) {
      slots = new int[128];
      count = 64;
      grow();
    } else {
      Arrays.fill(slots, 0);
    }
    count = 0;
  }
}
