// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.wire.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;

/** Attributes in the order they came, and what few log records have. Not thread-safe. */
final class LogRecordExtras {
  private static final Object[] NONE = {};
  private static final int FIRST_ROOM = 8;

  String eventName;
  long observedEpochNanos;

  /** Keys at even places, each followed by its value. */
  private Object[] attributes = NONE;

  private int used;
  private int dropped;

  LogRecordExtras copy() {
    LogRecordExtras copy = new LogRecordExtras();
    copy.eventName = eventName;
    copy.observedEpochNanos = observedEpochNanos;
    copy.attributes = Arrays.copyOf(attributes, used);
    copy.used = used;
    copy.dropped = dropped;
    return copy;
  }

  /**
   * Adds an attribute. Doubles are sorted out when the record is encoded; here only memory is
   * bounded: beyond {@code most} entries a known name is replaced, and a new one is counted as
   * dropped.
   */
  void add(AttributeKey<?> key, Object value, int most) {
    if (used / 2 >= most && !makeRoom(key, value, most)) {
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
  private boolean makeRoom(AttributeKey<?> key, Object value, int most) {
    int known = lastOf(key.getKey(), used);
    if (known >= 0) {
      attributes[known] = key;
      attributes[known + 1] = value;
      return false;
    }
    removeOverwritten();
    if (used / 2 < most) {
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

  /** Puts attributes before all others; null keys are left out. */
  void addFirst(AttributeKey<?> key1, Object value1, AttributeKey<?> key2, Object value2) {
    int more = key1 == null ? 0 : key2 == null ? 2 : 4;
    Object[] all = new Object[used + more];
    System.arraycopy(attributes, 0, all, more, used);
    if (more > 0) {
      all[0] = key1;
      all[1] = value1;
    }
    if (more > 2) {
      all[2] = key2;
      all[3] = value2;
    }
    attributes = all;
    used += more;
  }

  void putAttributes(RecordBuffer record) {
    for (int i = 0; i < used; i += 2) {
      record.put((AttributeKey<?>) attributes[i], attributes[i + 1]);
    }
    record.addDroppedAttributes(dropped);
  }
}
