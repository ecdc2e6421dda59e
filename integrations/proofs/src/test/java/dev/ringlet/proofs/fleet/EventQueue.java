// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.util.Arrays;

/** Events in the order of their times: a binary heap that allocates nothing for an event. */
final class EventQueue {
  private static final int KIND_BITS = 4;

  private long[] times = new long[1 << 12];
  private long[] events = new long[1 << 12];
  private int size;
  private long time;
  private long event;

  void add(long at, int device, int kind) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    long added = ((long) device << KIND_BITS) | kind;
    int i = size++;
    while (i > 0 && times[(i - 1) / 2] > at) {
      int parent = (i - 1) / 2;
      times[i] = times[parent];
      events[i] = events[parent];
      i = parent;
    }
    times[i] = at;
    events[i] = added;
  }

  /** Takes the next event; false if there is none. */
  boolean next() {
    if (size == 0) {
      return false;
    }
    time = times[0];
    event = events[0];
    size--;
    long at = times[size];
    long moved = events[size];
    int i = 0;
    for (int child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (times[child] >= at) {
        break;
      }
      times[i] = times[child];
      events[i] = events[child];
      i = child;
    }
    times[i] = at;
    events[i] = moved;
    return true;
  }

  long time() {
    return time;
  }

  int device() {
    return (int) (event >> KIND_BITS);
  }

  int kind() {
    return (int) (event & ((1 << KIND_BITS) - 1));
  }
}
