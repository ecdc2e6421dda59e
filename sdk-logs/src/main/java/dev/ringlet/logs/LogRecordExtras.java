// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.record.ExceptionAttributes;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Attributes in the order of the calls, and rarely used fields. Not thread-safe. */
final class LogRecordExtras {
  private static final Object[] NONE = {};
  private static final int FIRST_ROOM = 8;

  private static final int SEARCHED = 32; // of more names a table finds one

  private static final int NONE_SUCH = -1;

  @Nullable Context context;
  @Nullable String eventName;
  long observedEpochNanos;

  /** Keys at even places, each followed by its value. */
  private Object[] attributes = NONE;

  /** The index of each name, once the limit is reached; null before. */
  private @Nullable Map<String, Integer> places;

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

  /** Number of attributes; duplicate names count twice. */
  int count() {
    return used / 2;
  }

  /**
   * Adds an attribute, if it is one of the first {@code most} names; others are counted. Below the
   * limit a repeated name is simply added; the encoder keeps the last value.
   */
  void add(AttributeKey<?> key, Object value, int most) {
    if (count() >= most && places == null) {
      removeOverwritten();
    }
    if (places != null) {
      Integer known = places.get(key.getKey());
      if (known != null) {
        attributes[known] = key;
        attributes[known + 1] = value;
        return;
      }
      if (count() >= most) {
        dropped++;
        return;
      }
      places.put(key.getKey(), used);
    }
    if (used == attributes.length) {
      attributes = Arrays.copyOf(attributes, Math.max(FIRST_ROOM, 2 * used));
    }
    attributes[used] = key;
    attributes[used + 1] = value;
    used += 2;
  }

  /**
   * Does the same for a processor, but a value that is replaced is gone at once: in a large record,
   * the encoder might have no room left for the value of a later place.
   */
  void set(AttributeKey<?> key, Object value, int most) {
    if (places == null && count() > SEARCHED) {
      removeOverwritten();
    }
    int known = places == null ? lastPlaceOf(key.getKey()) : NONE_SUCH;
    if (known == NONE_SUCH) {
      add(key, value, most);
    } else {
      attributes[known] = key;
      attributes[known + 1] = value;
    }
  }

  /** Leaves the last value of each name in the place of the first, and remembers the places. */
  private void removeOverwritten() {
    Map<String, Integer> found = new HashMap<>();
    int kept = 0;
    for (int i = 0; i < used; i += 2) {
      AttributeKey<?> key = (AttributeKey<?>) attributes[i];
      Integer earlier = found.putIfAbsent(key.getKey(), kept);
      int to = earlier == null ? kept : earlier;
      attributes[to] = key;
      attributes[to + 1] = attributes[i + 1];
      kept += earlier == null ? 2 : 0;
    }
    Arrays.fill(attributes, kept, used, null);
    used = kept;
    places = found;
  }

  /** Removes the attributes whose name the predicate accepts. */
  void remove(Predicate<String> names) {
    removeOverwritten();
    int kept = 0;
    for (int i = 0; i < used; i += 2) {
      AttributeKey<?> key = (AttributeKey<?>) attributes[i];
      if (!names.test(key.getKey())) {
        attributes[kept] = key;
        attributes[kept + 1] = attributes[i + 1];
        kept += 2;
      }
    }
    Arrays.fill(attributes, kept, used, null);
    used = kept;
    places = null;
  }

  boolean has(String name) {
    return lastPlaceOf(name) != NONE_SUCH;
  }

  private int lastPlaceOf(String name) {
    for (int i = used - 2; i >= 0; i -= 2) {
      if (name.equals(((AttributeKey<?>) attributes[i]).getKey())) {
        return i;
      }
    }
    return NONE_SUCH;
  }

  /** Adds the keys and values of the builder in front of all others. */
  void takeOver(Object[] first) {
    Object[] all = Arrays.copyOf(first, first.length + used);
    System.arraycopy(attributes, 0, all, first.length, used);
    attributes = all;
    used = all.length;
    places = null;
    holdsAll = true;
  }

  /** Renders exceptions as text, once for all processors that read it. */
  void renderExceptions(RecordPool pool) {
    for (int i = 0; i < used; i += 2) {
      if (attributes[i] == ExceptionAttributes.STACKTRACE
          && attributes[i + 1] instanceof Throwable exception) {
        String text = ExceptionAttributes.stackTrace(pool, exception);
        attributes[i + 1] = text == null ? "" : text;
      }
    }
  }

  void putAttributes(RecordBuffer record) {
    for (int i = 0; i < used; i += 2) {
      LogRecordAttributes.put(record, (AttributeKey<?>) attributes[i], attributes[i + 1]);
    }
    record.addDroppedAttributes(dropped);
  }
}
