// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import java.util.Arrays;

/** Attributes in the order they came, and what few log records have. Not thread-safe. */
final class LogRecordExtras {
  private static final Object[] NONE = {};
  private static final int FIRST_ROOM = 8;

  Context context;
  String eventName;
  long observedEpochNanos;

  /** Keys at even places, each followed by its value. */
  private Object[] attributes = NONE;

  private int used;
  private int dropped;

  /** Whether all attributes of the record are here, and none in its builder. */
  boolean holdsAll;

  LogRecordExtras copy() {
    LogRecordExtras copy = new LogRecordExtras();
    copy.eventName = eventName;
    copy.observedEpochNanos = observedEpochNanos;
    copy.attributes = Arrays.copyOf(attributes, used);
    copy.used = used;
    copy.dropped = dropped;
    copy.holdsAll = holdsAll;
    return copy;
  }

  /** How many attributes are here, names that came twice counted twice. */
  int count() {
    return used / 2;
  }

  /**
   * Adds an attribute, if it is one of the first {@code most} names; others are counted. Below the
   * limit a name that comes again is simply added, as the last one wins when they are encoded.
   */
  void add(AttributeKey<?> key, Object value, int most) {
    if (count() >= most && !hasRoom(key, value, most)) {
      return;
    }
    if (used == attributes.length) {
      attributes = Arrays.copyOf(attributes, Math.max(FIRST_ROOM, 2 * used));
    }
    attributes[used] = key;
    attributes[used + 1] = value;
    used += 2;
  }

  /** Whether there is room for a new name; if not, the attribute has been dealt with. */
  private boolean hasRoom(AttributeKey<?> key, Object value, int most) {
    int known = lastOf(key.getKey(), used);
    if (known >= 0) {
      attributes[known] = key;
      attributes[known + 1] = value;
      return false;
    }
    removeOverwritten();
    if (count() < most) {
      return true;
    }
    dropped++;
    return false;
  }

  private void removeOverwritten() {
    int kept = 0;
    for (int i = 0; i < used; i += 2) {
      int earlier = lastOf(name(i), kept);
      int to = earlier >= 0 ? earlier : kept;
      attributes[to] = attributes[i];
      attributes[to + 1] = attributes[i + 1];
      kept += earlier >= 0 ? 0 : 2;
    }
    Arrays.fill(attributes, kept, used, null);
    used = kept;
  }

  private int lastOf(String name, int end) {
    for (int i = end - 2; i >= 0; i -= 2) {
      if (name(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String name(int at) {
    return ((AttributeKey<?>) attributes[at]).getKey();
  }

  boolean has(String name) {
    return lastOf(name, used) >= 0;
  }

  /** Takes keys and values that stood in the builder, before all others. */
  void takeOver(Object[] first) {
    Object[] all = Arrays.copyOf(first, first.length + used);
    System.arraycopy(attributes, 0, all, first.length, used);
    attributes = all;
    used = all.length;
    holdsAll = true;
  }

  void putAttributes(RecordBuffer record) {
    for (int i = 0; i < used; i += 2) {
      record.put((AttributeKey<?>) attributes[i], attributes[i + 1]);
    }
    record.addDroppedAttributes(dropped);
  }
}
